//! Responses that echo the request, as debug pages and some proxies do.

use alloc::format;
use alloc::string::String;

use super::*;

const TOKEN: &str = "test-token/canary+000001=";
const ENCODED: &str = "test-token%2Fcanary%2B000001%3D";

/// The error of a response to the signed request, checked for secrets.
fn redacted(response: impl Fn(&http::Request<Bytes>) -> RawResponse) -> (Error, String) {
    let (mut call, mut account) = (call(Effect::Write), AccountState::default());
    let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let keys = keys.with_token(TOKEN).unwrap();
    let key = SigningKey::derive(keys.secret_key(), now(0).unix.date(), "ecm");
    assert!(matches!(call.next(now(0), &mut account), Step::Attempt));
    let signed = call.sign(now(0), Auth::Sign { credential: &keys, key: &key }).unwrap();
    call.receive(now(1), Ok(response(&signed)));
    let Step::Done(Err(error)) = call.next(now(1), &mut account) else { panic!("not an error") };
    let text = format!("{call:?} {error} {error:?} {error:#?}");
    let signature = &signed.headers()["authorization"].to_str().unwrap()[150..];
    for secret in [TOKEN, ENCODED, "test-token", signature] {
        assert!(!text.contains(secret), "{text}");
    }
    (error, text)
}

#[test]
fn a_page_that_echoes_headers_is_quoted_without_secrets() {
    for padding in 0..130 {
        let page = |sent: &http::Request<Bytes>| {
            let header = |name| sent.headers()[name].to_str().unwrap();
            let page = format!(
                "{}<td>{}</td><td>{}</td>",
                "x".repeat(padding),
                header("x-tc-token"),
                header("authorization")
            );
            received(StatusCode::BAD_GATEWAY, &[], &page)
        };
        let (_, text) = redacted(page);
        assert!(padding > 80 || text.contains("<td>[redacted]</td>"), "{text}");
    }
}

#[test]
fn a_percent_encoded_token_is_redacted() {
    redacted(|_| received(StatusCode::NOT_FOUND, &[], &format!("no page /?Token={ENCODED}&x=1")));
}

#[test]
fn code_message_and_request_id_are_redacted() {
    let (error, _) = redacted(|_| {
        let error = format!(r#"{{"Code": "InternalError.{TOKEN}", "Message": "{TOKEN} is bad"}}"#);
        let body = format!(r#"{{"Response": {{"Error": {error}, "RequestId": "r-{TOKEN}"}}}}"#);
        received(StatusCode::OK, &[], &body)
    });
    assert_eq!(error.code().unwrap().as_str(), "InternalError.[redacted]");
    assert_eq!(error.request_id(), Some("r-[redacted]"));

    let (error, _) = redacted(|_| {
        let id = HeaderName::from_static("x-tc-requestid");
        received(StatusCode::BAD_GATEWAY, &[(id, TOKEN)], "")
    });
    assert_eq!(error.request_id(), Some("[redacted]"));
}

#[test]
fn json_errors_do_not_quote_secrets() {
    redacted(|_| received(StatusCode::OK, &[], &format!(r#"{{"Response": "{TOKEN}"}}"#)));
    redacted(|_| received(StatusCode::OK, &[], &format!(r#""{TOKEN}""#)));
}

#[test]
fn the_request_id_of_a_success_is_redacted() {
    let secrets = RequestSecrets::of(
        &http::Request::new(Bytes::new()),
        Auth::Sign {
            credential: &Credential::new("id", "key").unwrap().with_token(TOKEN).unwrap(),
            key: &SigningKey::derive(&crate::Secret::new("key"), now(0).unix.date(), "ecm"),
        },
    );
    assert_eq!(secrets.redact_id(format!("r-{TOKEN}")), "[redacted]");
    assert_eq!(secrets.redact_id("r-1".into()), "r-1");
}

#[test]
fn an_authorization_header_of_the_caller_is_redacted_as_a_whole() {
    let credential = Credential::new("id", "key").unwrap();
    let key = SigningKey::derive(credential.secret_key(), now(0).unix.date(), "ecm");
    for value in ["Bearer secret", &"Bearer secret ".repeat(9)] {
        let mut request = http::Request::new(Bytes::new());
        request.headers_mut().insert("authorization", HeaderValue::from_str(value).unwrap());
        let secrets =
            RequestSecrets::of(&request, Auth::Sign { credential: &credential, key: &key });
        assert_eq!(secrets.redact_id(format!("r-{value}")), "[redacted]");
        assert_eq!(secrets.redact_id("r-secret".into()), "r-secret");
        let request = super::request(Effect::Write);
        let page = received(StatusCode::BAD_GATEWAY, &[], &format!("sent: {value}"));
        let error = page.classify(&request).unwrap_err();
        let shown = format!("{:?}", secrets.redact_error(error, &page, &request));
        assert!(shown.contains("[redacted]") && !shown.contains("Bearer"), "{shown}");
    }
}

#[test]
fn a_signature_is_redacted() {
    let (mut call, mut account) = (call(Effect::Write), AccountState::default());
    let _ = call.next(now(0), &mut account);
    let signed = sign(&mut call, now(0));
    let value = signed.headers()["authorization"].to_str().unwrap();
    let (_, signature) = value.split_once("Signature=").unwrap();
    assert_eq!(call.secrets.redact_id(signature.into()), "[redacted]");
}
