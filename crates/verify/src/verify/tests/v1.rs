//! Signature v1: what must be there, what is signed, and what is told.

use tencentcloud_core::{
    form,
    sign::v1::{Algorithm, SourceText},
};

use super::*;
use crate::{Mismatch, form::FormFault};

/// The parameters of a request, signed by core's signer when it is sent.
struct V1<'a> {
    method: &'a str,
    host: &'a str,
    signed_host: &'a str,
    algorithm: Algorithm,
    pairs: Vec<(&'a str, String)>,
}

impl Default for V1<'_> {
    fn default() -> Self {
        let pairs = [
            ("Action", "ImportImage"),
            ("ImageDescription", "边 a+b&c=d~*"),
            ("Version", "2019-07-19"),
            ("Timestamp", "1700006401"),
            ("Nonce", "11886"),
            ("SecretId", ID),
            ("SignatureMethod", "HmacSHA256"),
        ];
        Self {
            method: "GET",
            host: "ecm.tencentcloudapi.com",
            signed_host: "ecm.tencentcloudapi.com",
            algorithm: Algorithm::HmacSha256,
            pairs: pairs.map(|(name, value)| (name, value.to_owned())).to_vec(),
        }
    }
}

impl<'a> V1<'a> {
    /// With another value, or one more.
    fn with(mut self, name: &'a str, value: &str) -> Self {
        self.pairs.retain(|(other, _)| *other != name);
        self.pairs.push((name, value.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.pairs.retain(|(other, _)| *other != name);
        self
    }

    fn parameters(&self) -> String {
        let pairs: Vec<_> = self.pairs.iter().map(|(name, value)| (*name, &**value)).collect();
        let text = SourceText { method: self.method, host: self.signed_host, parameters: &pairs };
        let signature = text.sign(self.algorithm, &Secret::new(KEY));
        let signature = ("Signature", &*signature);
        form::encode(pairs.iter().copied().chain([signature]))
    }

    fn wire(&self, parameters: &str) -> String {
        let Self { method, host, .. } = self;
        if *method == "GET" {
            return format!("GET /?{parameters} HTTP/1.1\nHost: {host}\n\n");
        }
        format!(
            "POST / HTTP/1.1\nHost: {host}\n\
             Content-Type: application/x-www-form-urlencoded\n\n{parameters}"
        )
    }

    fn raw(&self) -> String {
        self.wire(&self.parameters())
    }
}

#[test]
fn a_query_and_a_form_are_accepted() {
    for method in ["GET", "POST"] {
        for (host, service) in [("ecm.tencentcloudapi.com", "ecm"), ("127.0.0.1:18080", "127")] {
            let v1 = V1 { method, host, signed_host: host, ..V1::default() };
            assert_eq!(
                decide(&v1.raw()).unwrap(),
                Verified {
                    scheme: Scheme::V1,
                    secret_id: ID.to_owned(),
                    account: "100000000001".to_owned(),
                    service: service.to_owned(),
                    product: service.to_owned(),
                    timestamp: at(AT),
                }
            );
        }
    }
}

#[test]
fn the_method_of_signing_is_the_parameters_word() {
    for (named, algorithm, fine) in [
        ("HmacSHA256", Algorithm::HmacSha256, true),
        ("HmacSHA256", Algorithm::HmacSha1, false),
        ("HmacSHA1", Algorithm::HmacSha1, true),
        ("HmacSHA1", Algorithm::HmacSha256, false),
        ("anything", Algorithm::HmacSha1, true),
    ] {
        let v1 = V1 { algorithm, ..V1::default() }.with("SignatureMethod", named);
        assert_eq!(decide(&v1.raw()).is_ok(), fine, "{named} {algorithm:?}");
    }
    let unnamed = V1 { algorithm: Algorithm::HmacSha1, ..V1::default() };
    assert!(decide(&unnamed.without("SignatureMethod").raw()).is_ok());
}

#[test]
fn a_host_is_signed_as_sent_or_without_its_port() {
    for (host, signed_host, fine) in [
        ("127.0.0.1:18080", "127.0.0.1:18080", true),
        ("127.0.0.1:18080", "127.0.0.1", true),
        ("http://127.0.0.1:18080", "http://127.0.0.1:18080", true),
        ("127.0.0.1:18080", "127.0.0.1:18081", false),
        ("127.0.0.1", "127.0.0.1:80", false),
        ("ecm.tencentcloudapi.com", "cvm.tencentcloudapi.com", false),
    ] {
        let v1 = V1 { host, signed_host, ..V1::default() };
        assert_eq!(decide(&v1.raw()).is_ok(), fine, "{host} {signed_host}");
        let strict = decide_with(&v1.raw(), &keys(), AT, &Policy::strict());
        assert_eq!(strict.is_ok(), fine && host == signed_host, "{host} {signed_host}");
    }
}

/// `DeleteImage`, as someone signed it, sent as `DescribeImage`: the host takes
/// the parameters away that came before.
#[test]
fn a_host_that_takes_parameters_away_is_refused() {
    let signed = V1 { algorithm: Algorithm::HmacSha1, ..V1::default() }
        .without("SignatureMethod")
        .with("Action", "DeleteImage")
        .with("ImageDescription", "https://x/?Action=DescribeImage");
    let parameters = signed.parameters();
    assert!(decide(&signed.wire(&parameters)).is_ok());
    let host = "ecm.tencentcloudapi.com/?Action=DeleteImage&ImageDescription=https://x";
    let forged = V1 { host, ..V1::default() };
    let (common, rest) = parameters.split_once("Action=DeleteImage&").unwrap();
    let (_, signature) = rest.split_once('&').unwrap();
    let forged = forged.wire(&format!("{common}Action=DescribeImage&{signature}"));
    assert_eq!(decide(&forged), Err(AuthorizationFault::Host.into()));
    for host in ["", "a?b", "a=b", "a&b", "a#b", "a b", "a/", "a:0", "é"] {
        let v1 = V1 { host, signed_host: host, ..V1::default() };
        assert_eq!(decide(&v1.raw()), Err(AuthorizationFault::Host.into()), "{host}");
    }
}

#[test]
fn parameters_do_not_hide_in_a_name() {
    let v1 = V1::default().with("DryRun", "true").with("Filters.0.Name", "zone");
    let parameters = v1.parameters();
    let pairs = "DryRun=true&Filters.0.Name=zone";
    let hidden = edit(&parameters, pairs, "DryRun%3Dtrue%26Filters.0.Name=zone");
    assert!(decide(&v1.wire(&parameters)).is_ok());
    assert_eq!(decide(&v1.wire(&hidden)), Err(VerifyError::ParameterName("DryRun".to_owned())));
    for (name, start) in [("a&b", "a&b"), ("=", ""), ("a=canary&b=c", "a")] {
        let refused = decide(&V1::default().with(name, "1").raw());
        assert_eq!(refused, Err(VerifyError::ParameterName(start.to_owned())), "{name}");
    }
}

/// It lies in what v1 signs, as the document of [`verify`] says.
#[test]
fn a_value_cannot_be_told_from_parameters() {
    let v1 = V1::default().with("ImageX", "1").with("ImageY", "2");
    let folded = edit(&v1.parameters(), "ImageX=1&ImageY=2", "ImageX=1%26ImageY%3D2");
    assert!(decide(&v1.wire(&folded)).is_ok());
}

#[test]
fn dots_for_underscores_are_for_clients_alone() {
    let signed = V1::default().with("app.id", "1");
    let sent = edit(&signed.parameters(), "app.id", "app_id");
    assert!(decide(&signed.wire(&sent)).is_ok());
    let strict = decide_with(&signed.wire(&sent), &keys(), AT, &Policy::strict());
    assert!(matches!(strict, Err(VerifyError::SignatureFailure(_))), "{strict:?}");
}

#[test]
fn encodings_of_the_same_text_are_the_same() {
    let v1 = V1::default();
    let parameters = v1.parameters();
    for (from, to) in [("%20", "+"), ("%2A", "*"), ("~", "%7E"), ("%2B", "%2b"), ("&", "&&")] {
        assert!(decide(&v1.wire(&edit(&parameters, from, to))).is_ok(), "{to}");
    }
    let moved = parameters.split('&').rev().collect::<Vec<_>>().join("&");
    assert!(decide(&v1.wire(&moved)).is_ok());
}

#[test]
fn what_is_absent_is_named() {
    for name in ["Action", "Version", "Timestamp", "Nonce", "SecretId"] {
        for v1 in [V1::default().without(name), V1::default().with(name, "")] {
            assert_eq!(decide(&v1.raw()), Err(VerifyError::MissingParameter(name)));
        }
    }
    let v1 = V1::default();
    let unsigned = v1.parameters();
    let unsigned = unsigned.split_once("&Signature=").unwrap().0;
    assert_eq!(decide(&v1.wire(unsigned)), Err(VerifyError::MissingParameter("Signature")));
}

#[test]
fn what_is_no_number_is_named() {
    for name in ["Timestamp", "Nonce"] {
        for value in ["-1", "1.5", "x", "1 ", "１"] {
            let refused = decide(&V1::default().with(name, value).raw());
            assert_eq!(refused, Err(VerifyError::InvalidParameter(name)), "{value}");
        }
    }
    assert!(decide(&V1::default().with("Nonce", "0").raw()).is_ok());
    assert!(decide(&V1::default().with("Nonce", &"9".repeat(30)).raw()).is_ok());
}

#[test]
fn what_is_no_pair_or_twice_is_refused() {
    let v1 = V1::default();
    let parameters = v1.parameters();
    for (more, refusal) in [
        ("&x", VerifyError::MalformedForm(FormFault::NoValue(9))),
        ("&x=%zz", VerifyError::MalformedForm(FormFault::Escape(9))),
        ("&x=%ff", VerifyError::MalformedForm(FormFault::NotUtf8(9))),
        ("&Action=ImportImage", VerifyError::RepeatedParameter("Action".to_owned())),
        ("&%41ction=x", VerifyError::RepeatedParameter("Action".to_owned())),
        ("&x=1&x=1", VerifyError::RepeatedParameter("x".to_owned())),
    ] {
        assert_eq!(decide(&v1.wire(&format!("{parameters}{more}"))), Err(refusal), "{more}");
    }
}

#[test]
fn the_window_includes_its_ends() {
    let raw = V1::default().raw();
    for (now, fine) in [(AT - 301, false), (AT - 300, true), (AT + 300, true), (AT + 301, false)] {
        let decision = decide_with(&raw, &keys(), now, &Policy::default());
        let expected = VerifyError::SignatureExpire { timestamp: AT.to_string(), now: at(now) };
        assert_eq!(decision.is_ok(), fine, "{now}");
        assert!(fine || decision == Err(expected), "{now}");
    }
}

#[test]
fn a_token_belongs_to_its_key_and_is_not_shown() {
    for (known, sent, fine) in [
        (Some("t+/="), Some("t+/="), true),
        (None, Some("t"), false),
        (None, Some(""), false),
        (Some("t"), None, false),
        (Some("t"), Some("T"), false),
        (Some("t"), Some("t\0"), false),
    ] {
        let mut key = Key::new(Secret::new(KEY), "1");
        key.token = known.map(Secret::new);
        let keys = [(ID, key)].into_iter().collect();
        let v1 = V1::default();
        let v1 = if let Some(token) = sent { v1.with("Token", token) } else { v1 };
        let decision = decide_with(&v1.raw(), &keys, AT, &Policy::default());
        if fine {
            assert!(decision.is_ok(), "{known:?} {sent:?}");
        } else {
            assert_eq!(decision, Err(VerifyError::TokenFailure), "{known:?} {sent:?}");
        }
    }
    let key = Key::new(Secret::new(KEY), "1").with_token(Secret::new("canary"));
    let raw = edit(&V1::default().with("Token", "canary").raw(), "ImportImage", "DeleteImage");
    let keys = [(ID, key)].into_iter().collect();
    let refusal = decide_with(&raw, &keys, AT, &Policy::default()).unwrap_err();
    let shown = format!("{refusal} {refusal:?}");
    assert!(shown.contains("&Token=[redacted]&") && !shown.contains("canary"), "{shown}");
}

#[test]
fn a_wrong_signature_shows_what_should_have_been_signed() {
    let v1 = V1::default();
    let parameters = v1.parameters();
    let right = parameters.split_once("&Signature=").unwrap().1;
    let twenty_zeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D";
    for wrong in [twenty_zeros, "AA%3D%3D", "%3D", "AB%3D%3D", "!", "AAA", "%20"] {
        let refusal = decide(&v1.wire(&edit(&parameters, right, wrong))).unwrap_err();
        assert_eq!(
            refusal,
            VerifyError::SignatureFailure(Box::new(Mismatch {
                canonical_request: None,
                string_to_sign: format!(
                    "GETecm.tencentcloudapi.com/?Action=ImportImage&ImageDescription=边 a+b&c=d~*&\
                     Nonce=11886&SecretId={ID}&SignatureMethod=HmacSHA256&Timestamp={AT}&\
                     Version=2019-07-19"
                ),
            })),
            "{wrong}"
        );
    }
    let blanks = edit(&parameters, right, &format!("{right}+"));
    assert!(matches!(decide(&v1.wire(&blanks)), Err(VerifyError::SignatureFailure(_))));
}

#[test]
fn a_host_is_there_and_once() {
    let raw = V1::default().raw();
    let line = "Host: ecm.tencentcloudapi.com";
    let absent = AuthorizationFault::AbsentHeader("host".to_owned());
    assert_eq!(decide(&edit(&raw, line, "A: b")), Err(absent.into()));
    let repeated = AuthorizationFault::RepeatedHeader("host".to_owned());
    assert_eq!(decide(&edit(&raw, line, &format!("{line}\n{line}"))), Err(repeated.into()));
}

#[test]
fn what_is_not_signed_is_an_outcome_of_its_own() {
    let raw = edit(&Sample::default().raw(), "Authorization: ", "Authorization: SKIP\nX-Was: ");
    assert_eq!(decide(&raw), Err(VerifyError::Skipped));
    let raw = edit(&V1::default().raw(), "\n\n", "\nAuthorization: SKIP\n\n");
    assert_eq!(decide(&raw), Err(VerifyError::Skipped));
}
