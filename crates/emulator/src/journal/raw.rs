//! The text of a request, to read and to explain it again.

use std::fmt::Write;

use bytes::Bytes;
use http::{Request, Version};
use tencentcloud_verify::redact::{REDACTED, words};

use super::Entry;
use crate::emulator::Inner;

/// Bytes of a text that are kept: 16 KiB.
const LONGEST: usize = 16 * 1024;

/// The request in HTTP/1.1; empty if it is too long to be kept whole.
pub(crate) fn raw(request: &Request<Bytes>) -> String {
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let mut text = format!("{} {target} {:?}\r\n", request.method(), Version::HTTP_11);
    let authority = request.uri().authority();
    if let Some(host) = authority.filter(|_| !request.headers().contains_key("host")) {
        let _ = write!(text, "host: {host}\r\n");
    }
    for (name, value) in request.headers() {
        if text.len() > LONGEST {
            return String::new();
        }
        let _ = write!(text, "{name}: {}\r\n", String::from_utf8_lossy(value.as_bytes()));
    }
    text.push_str("\r\n");
    match std::str::from_utf8(request.body()) {
        Ok(body) if text.len() + body.len() <= LONGEST => text + body,
        _ => String::new(),
    }
}

impl Inner {
    /// What is kept of the text. A request with a known id is one of a client of this
    /// emulator: it is kept but for keys and tokens. Of any other, whatever may be a secret
    /// is redacted, as in its entry.
    pub(crate) fn journal_text(&self, text: String, entry: &Entry) -> String {
        if entry.details.secret_id.is_none() {
            return words(&text);
        }
        let secrets = self.keys.iter().flat_map(|(_, key)| [Some(&key.secret), key.token.as_ref()]);
        secrets.flatten().fold(text, |text, secret| {
            let secret = secret.expose();
            if secret.is_empty() { text } else { text.replace(secret, REDACTED) }
        })
    }
}
