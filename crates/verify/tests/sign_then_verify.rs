//! Requests signed by core are accepted, and rejected after any change.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

use hmac::{Hmac, KeyInit, Mac};
use proptest::{prelude::*, sample::Index};
use sha2::Sha256;
use tencentcloud_core::{
    Secret, Timestamp,
    sign::{CanonicalRequest, DerivedKeys, Payload, SigningKey, sign},
};
use tencentcloud_verify::{
    DiffersAt, Key, KeyRing, Policy, RawRequest, ServerFacts, VerifyError, diagnose, verify,
};

/// An unsigned request, and the clock of the server.
#[derive(Debug, Clone)]
struct Draft {
    method: &'static str,
    query: String,
    content_type: String,
    host: String,
    action: Option<String>,
    unsigned: bool,
    body: Vec<u8>,
    service: String,
    timestamp: u64,
    ahead: i64,
    secret_id: String,
    secret: String,
}

prop_compose! {
    fn draft()(
        method in prop::sample::select(&["GET", "POST"][..]),
        // A target has no `#`.
        query in "[!\"$-~]{0,40}",
        content_type in "[a-zA-Z]{1,8}/[a-zA-Z]{1,8}(; charset=[!-~]{1,8})?",
        host in "[a-zA-Z0-9-]{1,8}(\\.[a-z0-9]{1,8}){0,3}(:[0-9]{1,5})?",
        action in prop::option::of("[!-~]([ -~]{0,12}[!-~])?"),
        unsigned in prop::bool::weighted(0.2),
        body in prop::collection::vec(any::<u8>(), 0..64),
        service in "[a-z]{2,8}",
        timestamp in 300_u64..=253_402_300_000,
        ahead in -300_i64..=300,
        secret_id in "[A-Za-z0-9]{1,40}",
        secret in "\\PC{1,80}",
    ) -> Draft {
        // The body of a GET is not signed.
        let body = if method == "GET" { Vec::new() } else { body };
        Draft {
            method, query, content_type, host, action, unsigned, body, service, timestamp, ahead,
            secret_id, secret,
        }
    }
}

impl Draft {
    /// The value of `Authorization`, signed by core.
    fn sign(&self) -> String {
        let at = Timestamp::new(self.timestamp).unwrap();
        let key = SigningKey::derive(&Secret::new(&*self.secret), at.date(), &*self.service);
        let action: Vec<_> = self.action.iter().map(|value| ("X-TC-Action", &**value)).collect();
        let request = CanonicalRequest {
            method: self.method,
            query: &self.query,
            content_type: &self.content_type,
            host: &self.host,
            signed_headers: &action,
            payload: if self.unsigned { Payload::Unsigned } else { Payload::Signed(&self.body) },
        };
        sign(&request, &self.secret_id, &key, at).unwrap().to_string()
    }

    /// The bytes on the wire, with header names in mixed case and white space around
    /// values.
    fn wire(&self, authorization: &str) -> Vec<u8> {
        let target =
            if self.query.is_empty() { "/".to_owned() } else { format!("/?{}", self.query) };
        let mut head = format!(
            "{} {target} HTTP/1.1\r\nhOsT:{}\r\nCONTENT-TYPE: \t{} \r\nX-Tc-Timestamp: {}\r\n\
             authorization: {authorization}\r\n",
            self.method, self.host, self.content_type, self.timestamp
        );
        if let Some(action) = &self.action {
            head += "x-tc-action:  ";
            head += action;
            head += "\r\n";
        }
        if self.unsigned {
            head += "x-TC-content-sha256: UNSIGNED-PAYLOAD\r\n";
        }
        let mut raw = format!("{head}Content-Length: {}\r\n\r\n", self.body.len()).into_bytes();
        raw.extend(&self.body);
        raw
    }

    /// Verifies `raw` with the key of this draft.
    fn decide(&self, raw: &[u8]) -> Decision {
        let Ok(request) = RawRequest::parse(raw) else {
            return Decision::Unreadable;
        };
        let key = Key::new(Secret::new(&*self.secret), "1");
        let keys: KeyRing = [(&*self.secret_id, key)].into_iter().collect();
        let now = Timestamp::saturating(self.timestamp.saturating_add_signed(self.ahead));
        // Any service is accepted, so that the signature decides.
        let product =
            |header: &tencentcloud_verify::AuthorizationHeader<'_>| header.service.to_owned();
        match verify(&request, &keys, now, &product, &Policy::strict()) {
            Ok(_) => Decision::Accepted,
            Err(error) => Decision::Rejected(error),
        }
    }

    /// Other requests, each with one signed part changed.
    fn changed(&self, at: Index) -> Vec<Self> {
        let changed = [
            flip(&self.query, at).map(|query| Draft { query, ..self.clone() }),
            flip(&self.content_type, at).map(|content_type| Draft { content_type, ..self.clone() }),
            flip(&self.host, at).map(|host| Draft { host, ..self.clone() }),
            self.action
                .as_deref()
                .and_then(|action| flip(action, at))
                .map(|action| Draft { action: Some(action), ..self.clone() }),
            Some(Draft {
                method: if self.method == "GET" { "POST" } else { "GET" },
                ..self.clone()
            }),
            Some(Draft { timestamp: self.timestamp ^ 1, ..self.clone() }),
            (self.method == "POST").then(|| Draft { unsigned: !self.unsigned, ..self.clone() }),
            (!self.body.is_empty() && !self.unsigned).then(|| {
                let mut body = self.body.clone();
                let at = at.index(body.len());
                body[at] ^= 1;
                Draft { body, ..self.clone() }
            }),
        ];
        changed.into_iter().flatten().collect()
    }

    /// Signs the texts of each named cause with the right key.
    fn check_causes(&self, raw: &[u8]) {
        let Decision::Rejected(error) = self.decide(raw) else { return };
        let request = RawRequest::parse(raw).unwrap();
        let key = Key::new(Secret::new(&*self.secret), "1");
        let keys: KeyRing = [(&*self.secret_id, key)].into_iter().collect();
        let diagnosis = diagnose(&error, &request, &keys, &ServerFacts::default());
        let header = request.header("authorization").unwrap().unwrap();
        let sent = header.rsplit('=').next().unwrap();
        for found in &diagnosis.causes {
            let Some(client) = &found.client else { continue };
            let is_of_text = [Some(DiffersAt::CanonicalRequest), Some(DiffersAt::StringToSign)]
                .contains(&found.differs_at);
            let date = Timestamp::new(self.timestamp).unwrap().date();
            let keys = DerivedKeys::derive(&Secret::new(&*self.secret), date, &self.service);
            let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&keys.signing).unwrap();
            let mac = mac.chain_update(&client.string_to_sign).finalize().into_bytes();
            let hex = mac.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
            assert!(!is_of_text || hex == sent, "{found:?} for {self:?}");
            // Before the key, the client of such a mistake does everything right.
            let is_of_key = found.differs_at == Some(DiffersAt::SigningKey);
            assert!(!is_of_key || found.client == diagnosis.server, "{found:?} for {self:?}");
        }
    }
}

#[derive(Debug, PartialEq)]
enum Decision {
    Accepted,
    Unreadable,
    Rejected(VerifyError),
}

/// Flips the lowest bit of one byte, since a change of case may have no effect. `None`
/// for an empty string.
fn flip(part: &str, at: Index) -> Option<String> {
    let mut bytes = part.as_bytes().to_vec();
    if bytes.is_empty() {
        return None;
    }
    let at = at.index(bytes.len());
    bytes[at] ^= 1;
    String::from_utf8(bytes).ok()
}

proptest! {
    // A case is nine diagnoses.
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// A cause is named only if it reproduces the signature.
    #[test]
    fn named_cause_signs_the_same(draft in draft(), at: Index, body in "[{}\":a1, \n]{0,9}") {
        let draft = Draft { body: body.into_bytes(), ..draft };
        let signature = draft.sign();
        for changed in draft.changed(at) {
            changed.check_causes(&changed.wire(&signature));
        }
        let raw = draft.wire(&flip(&signature, at).unwrap());
        draft.check_causes(&raw);
    }
}

proptest! {
    #[test]
    fn signed_request_is_accepted(draft in draft()) {
        let raw = draft.wire(&draft.sign());
        prop_assert_eq!(draft.decide(&raw), Decision::Accepted);
    }

    #[test]
    fn changed_request_is_rejected(draft in draft(), at: Index) {
        let authorization = draft.sign();
        for changed in draft.changed(at) {
            let decision = draft.decide(&changed.wire(&authorization));
            prop_assert_ne!(decision, Decision::Accepted, "{:?}", changed);
        }
    }

    #[test]
    fn changed_authorization_is_rejected(draft in draft(), at: Index) {
        let authorization = flip(&draft.sign(), at).unwrap();
        let decision = draft.decide(&draft.wire(&authorization));
        prop_assert_ne!(decision, Decision::Accepted, "{}", authorization);
    }

    #[test]
    fn other_secret_is_a_signature_failure(draft in draft(), other in "\\PC{1,80}") {
        prop_assume!(other != draft.secret);
        let other = Draft { secret: other, ..draft.clone() };
        let decision = draft.decide(&draft.wire(&other.sign()));
        prop_assert!(matches!(decision, Decision::Rejected(VerifyError::SignatureFailure(_))));
    }

    #[test]
    fn other_service_is_a_signature_failure(draft in draft()) {
        let authorization = draft.sign().replace(
            &format!("/{}/tc3_request", draft.service),
            &format!("/x{}/tc3_request", draft.service),
        );
        let decision = draft.decide(&draft.wire(&authorization));
        prop_assert!(matches!(decision, Decision::Rejected(VerifyError::SignatureFailure(_))));
    }
}
