//! Signature v1: required parameters, the signed string, and errors.

use tencentcloud_core::{
    form,
    sign::v1::{Algorithm, SourceText},
};

use super::*;
use crate::{SignedTexts, form::FormFault};

/// The parameters of a request that core signs.
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
    /// Sets or adds a parameter.
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
        self.parameters_with(KEY)
    }

    fn parameters_with(&self, key: &str) -> String {
        let pairs: Vec<_> = self.pairs.iter().map(|(name, value)| (*name, &**value)).collect();
        let text = SourceText { method: self.method, host: self.signed_host, parameters: &pairs };
        let signature = text.sign(self.algorithm, &Secret::new(key));
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

/// A request signed with this key.
pub(super) fn signed_with(key: &str) -> String {
    let v1 = V1::default();
    v1.wire(&v1.parameters_with(key))
}

#[test]
fn query_and_form_are_accepted() {
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
fn signature_method_is_that_of_the_parameter() {
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
fn host_is_accepted_as_received_or_without_port() {
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

/// A signed `DeleteImage`, changed to `DescribeImage`: the host contains the signed
/// parameters before it.
#[test]
fn host_that_hides_parameters_is_rejected() {
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
fn name_that_contains_parameters_is_rejected() {
    let v1 = V1::default().with("DryRun", "true").with("Filters.0.Name", "zone");
    let parameters = v1.parameters();
    let pairs = "DryRun=true&Filters.0.Name=zone";
    let hidden = edit(&parameters, pairs, "DryRun%3Dtrue%26Filters.0.Name=zone");
    assert!(decide(&v1.wire(&parameters)).is_ok());
    assert_eq!(decide(&v1.wire(&hidden)), Err(VerifyError::ParameterName("DryRun".to_owned())));
    for (name, start) in [
        ("a&b", "a&b"),
        ("=", ""),
        ("a=canary&b=c", "a"),
        ("test-secret-key-000001=b", "[redacted]"),
    ] {
        let result = decide(&V1::default().with(name, "1").raw());
        assert_eq!(result, Err(VerifyError::ParameterName(start.to_owned())), "{name}");
    }
}

/// A weakness of signature v1, see the documentation of [`verify`].
#[test]
fn parameters_folded_into_a_value_are_accepted() {
    let v1 = V1::default().with("ImageX", "1").with("ImageY", "2");
    let folded = edit(&v1.parameters(), "ImageX=1&ImageY=2", "ImageX=1%26ImageY%3D2");
    assert!(decide(&v1.wire(&folded)).is_ok());
}

#[test]
fn dots_for_underscores_are_accepted_unless_strict() {
    let signed = V1::default().with("app.id", "1");
    let sent = edit(&signed.parameters(), "app.id", "app_id");
    assert!(decide(&signed.wire(&sent)).is_ok());
    let strict = decide_with(&signed.wire(&sent), &keys(), AT, &Policy::strict());
    assert!(matches!(strict, Err(VerifyError::SignatureFailure(_))), "{strict:?}");
}

#[test]
fn different_encodings_are_accepted() {
    let v1 = V1::default();
    let parameters = v1.parameters();
    for (from, to) in [("%20", "+"), ("%2A", "*"), ("~", "%7E"), ("%2B", "%2b"), ("&", "&&")] {
        assert!(decide(&v1.wire(&edit(&parameters, from, to))).is_ok(), "{to}");
    }
    let moved = parameters.split('&').rev().collect::<Vec<_>>().join("&");
    assert!(decide(&v1.wire(&moved)).is_ok());
}

#[test]
fn error_names_the_missing_parameter() {
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
fn error_names_the_parameter_that_is_not_a_number() {
    for name in ["Timestamp", "Nonce"] {
        for value in ["-1", "1.5", "x", "1 ", "１"] {
            let result = decide(&V1::default().with(name, value).raw());
            assert_eq!(result, Err(VerifyError::InvalidParameter(name)), "{value}");
        }
    }
    assert!(decide(&V1::default().with("Nonce", "0").raw()).is_ok());
    assert!(decide(&V1::default().with("Nonce", &"9".repeat(30)).raw()).is_ok());
}

#[test]
fn invalid_and_repeated_pairs_are_rejected() {
    let v1 = V1::default();
    let parameters = v1.parameters();
    for (more, error) in [
        ("&x", VerifyError::MalformedForm(FormFault::NoValue(9))),
        ("&x=%zz", VerifyError::MalformedForm(FormFault::Escape(9))),
        ("&x=%ff", VerifyError::MalformedForm(FormFault::NotUtf8(9))),
        ("&Action=ImportImage", VerifyError::RepeatedParameter("Action".to_owned())),
        ("&%41ction=x", VerifyError::RepeatedParameter("Action".to_owned())),
        ("&x=1&x=1", VerifyError::RepeatedParameter("x".to_owned())),
    ] {
        assert_eq!(decide(&v1.wire(&format!("{parameters}{more}"))), Err(error), "{more}");
    }
}

#[test]
fn window_includes_both_ends() {
    let raw = V1::default().raw();
    for (now, fine) in [(AT - 301, false), (AT - 300, true), (AT + 300, true), (AT + 301, false)] {
        let decision = decide_with(&raw, &keys(), now, &Policy::default());
        let expected = VerifyError::SignatureExpire { timestamp: AT.to_string(), now: at(now) };
        assert_eq!(decision.is_ok(), fine, "{now}");
        assert!(fine || decision == Err(expected), "{now}");
    }
}

#[test]
fn token_is_accepted_only_with_its_key_and_redacted() {
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
    let error = decide_with(&raw, &keys, AT, &Policy::default()).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("&Token=[redacted]&") && !shown.contains("canary"), "{shown}");
}

#[test]
fn wrong_signature_reports_the_string_to_sign() {
    let v1 = V1::default();
    let parameters = v1.parameters();
    let right = parameters.split_once("&Signature=").unwrap().1;
    let twenty_zeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D";
    for wrong in [twenty_zeros, "AA%3D%3D", "%3D", "AB%3D%3D", "!", "AAA", "%20"] {
        let error = decide(&v1.wire(&edit(&parameters, right, wrong))).unwrap_err();
        assert_eq!(
            error,
            VerifyError::SignatureFailure(Box::new(SignedTexts {
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
    let with_space = edit(&parameters, right, &format!("{right}+"));
    assert!(matches!(decide(&v1.wire(&with_space)), Err(VerifyError::SignatureFailure(_))));
}

#[test]
fn missing_and_repeated_host_are_rejected() {
    let raw = V1::default().raw();
    let line = "Host: ecm.tencentcloudapi.com";
    let missing = AuthorizationFault::AbsentHeader("host".to_owned());
    assert_eq!(decide(&edit(&raw, line, "A: b")), Err(missing.into()));
    let repeated = AuthorizationFault::RepeatedHeader("host".to_owned());
    assert_eq!(decide(&edit(&raw, line, &format!("{line}\n{line}"))), Err(repeated.into()));
}

#[test]
fn unsigned_request_is_skipped() {
    let raw = edit(&Sample::default().raw(), "Authorization: ", "Authorization: SKIP\nX-Was: ");
    assert_eq!(decide(&raw), Err(VerifyError::Skipped));
    let raw = edit(&V1::default().raw(), "\n\n", "\nAuthorization: SKIP\n\n");
    assert_eq!(decide(&raw), Err(VerifyError::Skipped));
}
