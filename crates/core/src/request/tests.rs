use alloc::string::ToString;
use core::time::Duration;

use super::*;
use crate::{Endpoint, Now, Origin, Timestamp};

mod encoding;

fn now() -> Now {
    Now {
        unix: Timestamp::new(1_700_000_000).unwrap(),
        elapsed: Duration::ZERO,
        random: 11_886 << 33,
    }
}

fn origin() -> Origin {
    Endpoint::nearest().origin("ecm").unwrap()
}

fn signed(
    request: &Request,
    credential: &Credential,
) -> Result<http::Request<Bytes>, RequestError> {
    let key = SigningKey::derive(credential.secret_key(), now().unix.date(), "ecm");
    request.to_http(&origin(), now(), Auth::Sign { credential, key: &key })
}

fn credential() -> Credential {
    Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap()
}

fn request() -> Request {
    Request::new("ecm", "2019-07-19", "ImportImage", "{}")
}

#[test]
fn common_parameters_are_sent_as_headers() {
    let request = request()
        .region("ap-guangzhou")
        .language(Language::EnUs)
        .request_client("shop_1.0")
        .trace_id("t-1");
    let http = signed(&request, &credential().with_token("session-token").unwrap()).unwrap();
    assert_eq!(http.method(), "POST");
    assert_eq!(http.uri(), "https://ecm.tencentcloudapi.com/");
    for (name, expected) in [
        ("host", "ecm.tencentcloudapi.com"),
        ("content-type", "application/json"),
        ("x-tc-action", "ImportImage"),
        ("x-tc-version", "2019-07-19"),
        ("x-tc-timestamp", "1700000000"),
        ("x-tc-region", "ap-guangzhou"),
        ("x-tc-language", "en-US"),
        ("x-tc-requestclient", concat!("SDK_RUST_", env!("CARGO_PKG_VERSION"), "; shop_1.0")),
        ("x-tc-traceid", "t-1"),
        ("x-tc-token", "session-token"),
    ] {
        assert_eq!(http.headers()[name], expected, "{name}");
    }
    assert!(http.headers()["authorization"].is_sensitive());
    assert!(http.headers()["x-tc-token"].is_sensitive());
}

#[test]
fn empty_and_missing_parameters_are_omitted() {
    let http = signed(&request().region("").trace_id(""), &credential()).unwrap();
    for name in ["x-tc-region", "x-tc-language", "x-tc-traceid", "x-tc-token"] {
        assert!(!http.headers().contains_key(name), "{name}");
    }
}

#[test]
fn defaults_apply_only_to_missing_parameters() {
    let header = |request: Request, name: &str| {
        let http = signed(&request, &credential()).unwrap();
        http.headers().get(name).map(|value| value.to_str().unwrap().to_string())
    };
    let (region, language) = (Some("ap-beijing"), Some(Language::ZhCn));
    let bare = request().defaults(region, language);
    assert_eq!(header(bare.clone(), "x-tc-region").unwrap(), "ap-beijing");
    assert_eq!(header(bare, "x-tc-language").unwrap(), "zh-CN");
    let full = request().region("ap-guangzhou").language(Language::EnUs);
    for request in [full.clone().defaults(region, language), full.defaults(None, None)] {
        assert_eq!(header(request.clone(), "x-tc-region").unwrap(), "ap-guangzhou");
        assert_eq!(header(request, "x-tc-language").unwrap(), "en-US");
    }
}

#[test]
fn header_replaces_one_of_the_same_name_and_is_signed_once() {
    let name = HeaderName::from_static;
    let request = request()
        .header(name("x-mine"), HeaderValue::from_static("1"))
        .header(name("x-other"), HeaderValue::from_static("2"))
        .header(name("x-mine"), HeaderValue::from_static("3"))
        .sign_header(name("x-mine"))
        .sign_header(name("x-other"))
        .sign_header(name("x-mine"));
    let http = signed(&request, &credential()).unwrap();
    assert_eq!(http.headers().get_all("x-mine").iter().collect::<Vec<_>>(), ["3"]);
    assert_eq!(http.headers()["x-other"], "2");
    let authorization = http.headers()["authorization"].to_str().unwrap();
    assert!(authorization.contains("SignedHeaders=content-type;host;x-mine;x-other,"));
}

#[test]
fn request_is_a_signed_write_without_rate_limit_by_default() {
    let request = request();
    assert_eq!((request.service(), request.version()), ("ecm", "2019-07-19"));
    assert_eq!((request.effect(), request.documented_rate()), (Effect::Write, None));
    assert!(request.is_signed() && !request.declares_error());
    let request = request.with_effect(Effect::Read).rate(20).unsigned();
    assert_eq!((request.effect(), request.documented_rate()), (Effect::Read, Some(20)));
    assert!(!request.is_signed());
    assert_eq!(request.rate(None).documented_rate(), None);
}

#[test]
fn line_break_in_a_parameter_is_an_error_with_its_name() {
    let evil = "a\r\nX-Evil: 1";
    for (request, name) in [
        (request().region(evil), "X-TC-Region"),
        (request().trace_id(evil), "X-TC-TraceId"),
        (request().request_client(evil), "X-TC-RequestClient"),
        (request().request_client("a".repeat(129)), "X-TC-RequestClient"),
        (Request::new("ecm", "2019-07-19", "Import\nImage", "{}"), "X-TC-Action"),
        (Request::new("ecm", "2019\n", "ImportImage", "{}"), "X-TC-Version"),
    ] {
        match signed(&request, &credential()) {
            Err(RequestError::Header { name: found, .. }) => assert_eq!(found, name),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn key_of_another_date_or_service_is_replaced() {
    let credential = credential();
    let expected = signed(&request(), &credential).unwrap();
    let yesterday = Timestamp::new(1_700_000_000 - 86_400).unwrap().date();
    for key in [
        SigningKey::derive(credential.secret_key(), yesterday, "ecm"),
        SigningKey::derive(credential.secret_key(), now().unix.date(), "cvm"),
    ] {
        let auth = Auth::Sign { credential: &credential, key: &key };
        let http = request().to_http(&origin(), now(), auth).unwrap();
        assert_eq!(http.headers(), expected.headers());
    }
}

#[test]
fn body_over_ten_megabytes_is_rejected() {
    let request = |size| Request::new("ecm", "2019-07-19", "ImportImage", alloc::vec![b' '; size]);
    let largest = 10 * 1024 * 1024;
    assert!(signed(&request(largest), &credential()).is_ok());
    match signed(&request(largest + 1), &credential()) {
        Err(RequestError::TooLarge { size, limit }) => {
            assert_eq!((size, limit), (largest + 1, largest));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn request_client_has_at_most_128_characters() {
    assert!(signed(&request().request_client("a".repeat(128)), &credential()).is_ok());
    assert!(signed(&request().request_client("a".repeat(129)), &credential()).is_err());
}

#[test]
fn unsigned_request_has_authorization_skip() {
    let http = request().to_http(&origin(), now(), Auth::Skip).unwrap();
    assert_eq!(http.headers()["authorization"], "SKIP");
}

#[test]
fn debug_shows_the_size_of_the_input_and_not_its_content() {
    let request = Request::new("ecm", "2019-07-19", "A", r#"{"Password":"canary"}"#);
    for request in [request.clone(), request.with_method(Method::Get)] {
        let shown = alloc::format!("{request:?}");
        assert!(!shown.contains("canary") && shown.contains("21 bytes"), "{shown}");
        assert!(shown.starts_with("Request {"), "{shown}");
    }
}
