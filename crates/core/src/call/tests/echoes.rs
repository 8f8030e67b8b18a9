//! Responses that echo the request, as debug pages and some proxies do.

use alloc::format;
use alloc::string::String;

use proptest::prelude::*;

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

fn secrets(request: &http::Request<Bytes>, token: &str) -> RequestSecrets {
    let credential = Credential::new("id", "key").unwrap().with_token(token).unwrap();
    let key = SigningKey::derive(credential.secret_key(), now(0).unix.date(), "ecm");
    RequestSecrets::of(request, Auth::Sign { credential: &credential, key: &key })
}

fn secrets_with_token(token: &str) -> RequestSecrets {
    secrets(&http::Request::new(Bytes::new()), token)
}

#[test]
fn a_secret_is_redacted_in_every_encoding() {
    let secrets = secrets_with_token("AbC/dEf+\"canary\"&=%");
    for echo in [
        r#"AbC/dEf+"canary"&=%"#,
        r#"abc/def+"CANARY"&=%"#,
        r#"AbC\/dEf+\"canary\"&\u003d%"#,
        r#"AbC\\/dEf\\u002B\\\"canary\\\"\x26=%"#,
        "AbC%2FdEf%2b%22canary%22%26%3D%25",
        "AbC%252FdEf%25252b%22canary%22%26%3D%25",
        "AbC&#47;dEf&#x2B;&quot;canary&quot;&amp;&#61;%",
        "AbC&sol;dEf&plus;&amp;quot;canary&amp;amp;quot;&amp;&equals;&percnt;",
        "AbC&#000000047;dEf%5Cu002b%5C%22canary&bsol;&quot;\\u0026amp;&#x0000003D;%",
        r#"AbC\057dEf\053\"canary\042\u0026amp;=%"#,
        r#"AbC\057dEf%2B\"canary\042\u0026amp;=%"#,
    ] {
        assert_eq!(secrets.redact(&format!("<{echo}>\n<{echo}>")), "<[redacted]>\n<[redacted]>");
        assert_eq!(secrets.beginning(&format!("{echo}\nx"), 99), "[redacted] x");
    }
    for (token, echo) in [("a%b", "a%25b"), ("a%25b", "a%25b"), (r"a\b", r"a\\b"), (r"a\b", r"a\b")]
    {
        assert_eq!(secrets_with_token(token).redact(echo), "[redacted]", "{token} as {echo}");
    }
    for other in ["AbC/dEf+", "AbC%2", "AbC\\", "AbC\\u002", "AbC&#4", "%", "&"] {
        assert_eq!(secrets.redact(other), other);
    }
}

fn encoded(text: &str, how: u8) -> String {
    let each = |escape: fn(char) -> Option<String>| {
        text.chars().map(|c| escape(c).unwrap_or_else(|| c.into())).collect()
    };
    match how {
        0 => serde_json::to_string(text).unwrap().trim_matches('"').replace('/', r"\/"),
        1 => each(|c| (!c.is_ascii_alphanumeric()).then(|| format!("%{:02x}", u32::from(c)))),
        2 => each(|c| Some(format!("&#{};", u32::from(c)))),
        _ => each(|c| match c {
            '&' => Some("&amp;".into()),
            '"' => Some("&quot;".into()),
            '<' => Some(r"\u003c".into()),
            '\\' => Some(r"\\".into()),
            _ => None,
        }),
    }
}

proptest! {
    /// A page may quote a URL within JSON, or any other nesting.
    #[test]
    fn a_secret_is_redacted_in_nested_encodings(
        token in "[!-~]{31}[a-zA-Z]",
        layers in proptest::collection::vec(0_u8..4, 0..4),
    ) {
        let echo = layers.iter().fold(token.clone(), |text, how| encoded(&text, *how));
        let shown = secrets_with_token(&token).redact(&format!("a {echo} z"));
        prop_assert_eq!(shown, "a [redacted] z", "{}", echo);
    }
}

#[test]
fn a_body_of_any_size_is_cut_without_a_part_of_a_secret() {
    let token = "canary-".repeat(200);
    let secrets = secrets_with_token(&token);
    for before in 0..140 {
        let body = "x".repeat(before) + &token.repeat(200);
        let beginning = secrets.beginning_of_bytes(body.as_bytes(), 120);
        assert!(!beginning.contains("canary"), "{beginning}");
        assert!(beginning.len() <= 120);
    }
    let slashes = r"\".repeat(10_000_000);
    assert_eq!(secrets.redact(&slashes).chars().count(), 4097);
    let mut headers = HeaderMap::new();
    for (name, byte) in [("x-slashes", "\\"), ("x-percents", "%25"), ("x-entities", "&amp;")] {
        let value = HeaderValue::from_str(&byte.repeat(60_000)).unwrap();
        headers.insert(HeaderName::from_static(name), value);
    }
    secrets.redact_headers(&mut headers);
    let spaces = " ".repeat(100_000) + &token;
    assert_eq!(secrets.beginning_of_bytes(spaces.as_bytes(), 120), "");
    let long = "y".repeat(50_000_000);
    assert_eq!(secrets.beginning_of_bytes(long.as_bytes(), 120).len(), 120);
    assert_eq!(secrets.redact(&long).chars().count(), 4097);
}

#[test]
fn secrets_of_a_request_are_not_shown() {
    assert_eq!(format!("{:?}", secrets_with_token(TOKEN)), "RequestSecrets(..)");
}

/// What is redacted does not change what a response means.
#[test]
fn a_short_token_changes_no_verdict() {
    let body =
        r#"{"Response": {"Error": {"Code": "InternalError", "Message": "x"}, "RequestId": "r"}}"#;
    for token in ["Error", "al", "Response", "{", "date", "r"] {
        let error = received(StatusCode::OK, &[], body)
            .classify(&request(Effect::Write), &secrets_with_token(token))
            .unwrap_err();
        assert_eq!(error.code().unwrap(), &"InternalError", "{token}");
        assert!(error.may_have_taken_effect(), "{token}");
    }
}

#[test]
fn headers_that_repeat_a_secret_are_not_shown() {
    let secrets = secrets_with_token("test-token-canary-000001");
    let mut headers = HeaderMap::new();
    let name = |name: &'static str| HeaderName::from_static(name);
    headers.insert("x-echo", HeaderValue::from_static("t=TEST-token-canary-000001;"));
    headers.insert(name("x-test-token-canary-000001"), HeaderValue::from_static("1"));
    headers.insert("date", HeaderValue::from_static("today"));
    secrets.redact_headers(&mut headers);
    let shown = format!("{headers:?}");
    assert!(!shown.contains("canary") && shown.contains("today"), "{shown}");
    assert_eq!(headers["x-echo"], "t=TEST-token-canary-000001;", "a program can read it");

    let mut headers = HeaderMap::from_iter([(name("date"), HeaderValue::from_static("today"))]);
    secrets_with_token("date").redact_headers(&mut headers);
    assert!(headers.contains_key("date"));
}

#[test]
fn the_cause_of_a_transport_error_is_redacted() {
    let error = TransportError::new(TransportErrorKind::Protocol, Sent::Maybe)
        .with_source(format!("unsupported content encoding {TOKEN}"));
    let error = secrets_with_token(TOKEN).redact_transport(error).to_string();
    assert!(error.ends_with("unsupported content encoding [redacted]"), "{error}");
}

#[test]
fn an_authorization_header_of_the_caller_is_redacted_as_a_whole() {
    for value in ["Bearer secret", &"Bearer secret ".repeat(9)] {
        let mut request = http::Request::new(Bytes::new());
        request.headers_mut().insert("authorization", HeaderValue::from_str(value).unwrap());
        let secrets = secrets(&request, TOKEN);
        assert_eq!(secrets.redact(&format!("r-{value}")), "r-[redacted]");
        assert_eq!(secrets.redact("r-secret"), "r-secret");
        let request = super::request(Effect::Write);
        let page = received(StatusCode::BAD_GATEWAY, &[], &format!("sent: {value}"));
        let shown = format!("{:?}", page.classify(&request, &secrets).unwrap_err());
        assert!(shown.contains("[redacted]") && !shown.contains("Bearer"), "{shown}");
    }
}

#[test]
fn signatures_are_redacted() {
    let (mut call, mut account) = (call(Effect::Write), AccountState::default());
    let _ = call.next(now(0), &mut account);
    let signed = sign(&mut call, now(0));
    let value = signed.headers()["authorization"].to_str().unwrap();
    let (_, signature) = value.split_once("Signature=").unwrap();
    assert_eq!(call.redact(&format!("signed {signature}")), "signed [redacted]");

    for method in [crate::Method::Get, crate::Method::Post] {
        let request = request(Effect::Read)
            .with_method(method)
            .signature(crate::SignatureMethod::V1(crate::sign::v1::Algorithm::HmacSha256));
        let credential = Credential::new("id", "key").unwrap();
        let key = SigningKey::derive(credential.secret_key(), now(0).unix.date(), "ecm");
        let auth = Auth::Sign { credential: &credential, key: &key };
        let origin = Endpoint::nearest().origin("ecm").unwrap();
        let signed = request.to_http(&origin, now(0), auth).unwrap();
        let body = String::from_utf8_lossy(signed.body()).into_owned();
        let parameters = signed.uri().query().unwrap_or(&body);
        let (_, encoded) = parameters.split_once("&Signature=").unwrap();
        assert!(encoded.ends_with("%3D"));
        let secrets = RequestSecrets::of(&signed, auth);
        let decoded = encoded.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
        for echo in [encoded, &decoded] {
            assert_eq!(secrets.redact(echo), "[redacted]");
        }
    }
}
