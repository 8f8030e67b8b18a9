//! Why the signature of a request is wrong, for the response, the journal and the
//! administration.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use tencentcloud_core::{Language, Timestamp};
use tencentcloud_verify::{Comparison, DiffersAt, Explanation, HeaderFault, RawRequest, Verdict};

use crate::emulator::Emulator;
use crate::explain::explain;
use crate::peer::Peer;

/// The header in which a client sends the canonical request that it has signed, in Base64.
const CLIENT_TEXT: &str = "x-emulator-canonical-request";

/// Bytes of that header: no longer head arrives over HTTP.
const LONGEST: usize = 64 * 1024;

/// Why a request was refused, as the journal shows it. What may be a secret is redacted.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Diagnosis {
    /// The names of the causes, or `unknown`.
    pub(crate) causes: Vec<&'static str>,
    pub(crate) differs_at: Option<&'static str>,
    pub(crate) message: String,
    /// Where the canonical request of the client differs, if it was sent.
    pub(crate) difference: Option<Cow<'static, str>>,
}

impl Emulator {
    /// The diagnosis of a request that the verification has refused at this time. `None`
    /// if its signature is right, unknown keys apart, or if it has none.
    pub(crate) fn diagnose(
        &self,
        request: &RawRequest,
        at: Timestamp,
        peer: Option<Peer>,
        language: Language,
    ) -> Option<Diagnosis> {
        let (explanation, difference) = self.explain(request, at, peer);
        (explanation.verdict == Verdict::Invalid).then(|| Diagnosis {
            causes: explanation.causes(),
            differs_at: explanation.differs_at().map(DiffersAt::as_str),
            message: explanation.message(language),
            difference,
        })
    }

    /// Explains a request to a peer, and says where the canonical request that the peer has
    /// sent differs.
    pub(crate) fn explain(
        &self,
        request: &RawRequest,
        at: Timestamp,
        peer: Option<Peer>,
    ) -> (Explanation, Option<Cow<'static, str>>) {
        let keys = &self.inner().keys;
        let explanation = explain(request, keys, at, peer.map(|peer| peer.port));
        match client_text(request, peer) {
            None => (explanation, None),
            Some(Err(reason)) => (explanation, Some(reason.into())),
            Some(Ok(text)) => {
                let compared = explanation.compare(&text, request, keys);
                let difference = difference(compared.comparison);
                (compared, Some(difference))
            }
        }
    }
}

/// The canonical request that a client on this machine says it has signed. `None` if it
/// sent none, or from elsewhere.
fn client_text(request: &RawRequest, peer: Option<Peer>) -> Option<Result<Vec<u8>, &'static str>> {
    if peer.is_some_and(Peer::is_remote) {
        return None;
    }
    let encoded = request.header(CLIENT_TEXT).transpose()?;
    Some(match encoded {
        Err(HeaderFault::Repeated) => Err("not compared: the header occurs more than once"),
        Ok(text) if text.len() > LONGEST => Err("not compared: the header exceeds 64 KiB"),
        Ok(text) => STANDARD.decode(text).map_err(|_| "not compared: the header is not Base64"),
        Err(_) => Err("not compared: the header is not Base64"),
    })
}

fn difference(comparison: Option<Comparison>) -> Cow<'static, str> {
    let Some(comparison) = comparison else {
        return "not compared: the server has no canonical request".into();
    };
    match comparison.difference {
        Some(place) => format!("line {}, byte {}", place.line, place.byte).into(),
        None => "none".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_another_machine_is_not_read() {
        let raw = b"GET / HTTP/1.1\nX-Emulator-Canonical-Request: AAAA\n\n";
        let request = RawRequest::parse(raw).unwrap();
        let read = |remote: Option<&str>| {
            let peer = remote.map(|remote| Peer {
                remote: remote.parse().unwrap(),
                remote_port: 50_000,
                local: "10.9.8.7".parse().unwrap(),
                port: 8080,
            });
            client_text(&request, peer).is_some()
        };
        for (remote, is_read) in [
            (None, true),
            (Some("127.0.0.1"), true),
            (Some("::1"), true),
            (Some("::ffff:127.0.0.1"), true),
            (Some("10.9.8.7"), false),
            (Some("fd00::7"), false),
        ] {
            assert_eq!(read(remote), is_read, "{remote:?}");
        }
    }
}
