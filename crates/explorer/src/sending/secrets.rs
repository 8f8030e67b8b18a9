//! What of a call may be shown and kept: nothing that is a secret of an account.

use std::fmt::Write;

use bytes::Bytes;
use tencentcloud_core::Credential;
use tencentcloud_hyper::http1_head;

use crate::keys::masked;

/// The secrets of the account that signed a call. Those of the emulator's pair are none.
#[derive(Debug, Default)]
pub(crate) struct Secrets {
    /// A text, and what replaces it.
    replaced: Vec<(String, String)>,
    is_account: bool,
}

/// What replaces a signature, key or token.
const DOTS: &str = "••••••••";

/// A shorter text may be a part of any word.
const SHORTEST: usize = 6;

impl Secrets {
    /// Those of an account; of the emulator, none.
    pub(crate) fn new(account: Option<&Credential>) -> Self {
        let Some(credential) = account else { return Self::default() };
        let mut secrets = Self { replaced: Vec::new(), is_account: true };
        secrets.add(credential.secret_key().expose(), DOTS);
        if let Some(token) = credential.token() {
            secrets.add(token.expose(), DOTS);
        }
        let id = credential.secret_id();
        secrets.add(id, &masked(id));
        secrets
    }

    /// The signatures of a request, which a server may echo.
    pub(crate) fn add_signatures(&mut self, request: &http::Request<Bytes>) {
        if !self.is_account {
            return;
        }
        let header = request.headers().get("authorization").and_then(|value| value.to_str().ok());
        let signature = header.and_then(|header| header.rsplit_once("Signature="));
        if let Some((_, signature)) = signature {
            self.add(signature, DOTS);
        }
        let form = request.uri().query().map(str::to_owned);
        let body = std::str::from_utf8(request.body()).unwrap_or_default();
        for pair in form.as_deref().unwrap_or_default().split('&').chain(body.split('&')) {
            if let Some(signature) = pair.strip_prefix("Signature=") {
                self.add(signature, DOTS);
                self.add(&decoded(signature), DOTS);
            }
        }
    }

    /// A secret in the forms in which texts have it.
    fn add(&mut self, secret: &str, dots: &str) {
        let json = serde_json::to_string(secret).unwrap_or_default();
        // Without its quotation marks.
        let json = json.get(1..json.len().saturating_sub(1)).unwrap_or_default();
        let mut forms = vec![secret.to_owned(), encoded(secret), json.to_owned()];
        forms.push(encoded(secret).to_ascii_lowercase());
        forms.dedup();
        for form in forms {
            if form.len() >= SHORTEST && !self.replaced.iter().any(|(known, _)| *known == form) {
                self.replaced.push((form, dots.to_owned()));
            }
        }
    }

    /// The text without secrets.
    pub(crate) fn hide(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (secret, dots) in &self.replaced {
            if text.contains(secret) {
                text = text.replace(secret, dots);
            }
        }
        text
    }

    /// The lines of a request as it was sent, without secrets. Bytes that are not UTF-8 are
    /// replaced.
    pub(crate) fn lines(&self, request: &http::Request<Bytes>) -> Vec<String> {
        let head = http1_head(request).unwrap_or_default();
        let head = self.hide(&String::from_utf8_lossy(&head));
        let mut lines: Vec<_> = head.split("\r\n").map(str::to_owned).collect();
        // The head ends with an empty line, of which one is left before the body.
        lines.pop();
        let body = self.hide(&String::from_utf8_lossy(request.body()));
        if !body.is_empty() {
            lines.extend(body.split('\n').map(str::to_owned));
        }
        lines
    }
}

/// A JSON text whose members that are keys, tokens or passwords by their name have dots for
/// values: what an action returns may be the keys of an account.
pub(super) fn without_keys(json: &str) -> String {
    let (mut shown, mut rest) = (String::with_capacity(json.len()), json);
    while let Some((before, after)) = rest.split_once('"') {
        let (name, end) = string(after);
        let colon = end.trim_start().strip_prefix(':').map(str::trim_start);
        shown.extend([before, "\"", name, "\""]);
        rest = end;
        if let Some(value) = colon.and_then(|value| value.strip_prefix('"'))
            && is_secret(name)
        {
            let (_, end) = string(value);
            shown.extend([":\"", DOTS, "\""]);
            rest = end;
        }
    }
    shown.push_str(rest);
    shown
}

/// The content of a string that has begun, and the text after its end.
fn string(text: &str) -> (&str, &str) {
    let mut is_escaped = false;
    let end = text.find(|character| {
        let is_end = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_end
    });
    let end = end.unwrap_or(text.len());
    let (content, rest) = text.split_at(end);
    (content, rest.strip_prefix('"').unwrap_or(rest))
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_page = ["nexttoken", "pagetoken", "continuetoken"].contains(&&*name);
    name.contains("secret") || name.contains("password") || (name.ends_with("token") && !is_page)
}

/// Percent-encoded, as in a query or form.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The text of a percent-encoded signature, which is Base64.
fn decoded(text: &str) -> String {
    text.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_an_account_are_hidden_in_every_form() {
        let credential =
            Credential::new("test-secret-id-000001", "test-secret/key+000001").unwrap();
        let credential = credential.with_token("test-token/1=\"2\"").unwrap();
        let mut secrets = Secrets::new(Some(&credential));
        let request = http::Request::post("http://h/?a=b&Signature=c2lnbmF0dXJl%2B%3D")
            .header("authorization", "TC3-HMAC-SHA256 Credential=x, Signature=0123abcd")
            .body(Bytes::from("A=1&Signature=Zm9ybXNpZw%3D%3D"))
            .unwrap();
        secrets.add_signatures(&request);
        for text in [
            "test-secret/key+000001",
            "test-secret%2Fkey%2B000001",
            "test-secret%2fkey%2b000001",
            "test-token/1=\"2\"",
            "test-token/1=\\\"2\\\"",
            "0123abcd",
            "c2lnbmF0dXJl%2B%3D",
            "c2lnbmF0dXJl+=",
            "Zm9ybXNpZw==",
        ] {
            assert_eq!(secrets.hide(&format!("a {text} b")), format!("a {DOTS} b"), "{text}");
        }
        assert_eq!(secrets.hide("id test-secret-id-000001."), "id ••••••••0001.");
        assert_eq!(secrets.hide("{}"), "{}");
    }

    #[test]
    fn keys_in_a_response_are_dots() {
        let json = r#"{"Credentials": {"Token": "canary-1", "TmpSecretKey" : "canary\"-2","A":"Token"},"Password":null,"NextToken":"n"}"#;
        let shown = without_keys(json);
        assert!(!shown.contains("canary"), "{shown}");
        assert!(shown.contains(r#""A":"Token"},"Password":null,"NextToken":"n"}"#), "{shown}");
        assert!(serde_json::from_str::<serde_json::Value>(&shown).is_ok(), "{shown}");
        assert_eq!(without_keys("{\"a"), "{\"a\"");
    }

    #[test]
    fn request_of_the_emulator_is_shown_whole() {
        let mut secrets = Secrets::new(None);
        let request = http::Request::post("http://127.0.0.1:1/")
            .header("host", "127.0.0.1:1")
            .header("authorization", "TC3-HMAC-SHA256 Credential=x, Signature=0123abcd")
            .body(Bytes::from("{}"))
            .unwrap();
        secrets.add_signatures(&request);
        let lines = secrets.lines(&request);
        assert_eq!(lines[0], "POST / HTTP/1.1");
        assert!(lines.iter().any(|line| line.ends_with("Signature=0123abcd")), "{lines:?}");
        assert_eq!(lines[lines.len() - 2..], ["", "{}"]);
    }
}
