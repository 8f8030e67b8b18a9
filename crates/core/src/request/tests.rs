use super::*;
use crate::Endpoint;

fn at() -> Timestamp {
    Timestamp::new(1_700_000_000).unwrap()
}

fn origin() -> Origin {
    Endpoint::nearest().origin("ecm").unwrap()
}

fn sign(request: &Request, credential: &Credential) -> Result<http::Request<Bytes>, RequestError> {
    let key = SigningKey::derive(credential.secret_key(), at().date(), "ecm");
    request.to_http(&origin(), at(), Auth::Sign { credential, key: &key })
}

fn credential() -> Credential {
    Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap()
}

fn request() -> Request {
    Request::new("ecm", "2019-07-19", "ImportImage", "{}")
}

#[test]
fn all_common_parameters_travel_as_headers() {
    let request = request()
        .region("ap-guangzhou")
        .language(Language::EnUs)
        .request_client("shop_1.0")
        .trace_id("t-1");
    let http = sign(&request, &credential().with_token("session-token").unwrap()).unwrap();
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
fn what_is_not_given_is_not_sent() {
    let http = sign(&request().region("").trace_id(""), &credential()).unwrap();
    for name in ["x-tc-region", "x-tc-language", "x-tc-traceid", "x-tc-token"] {
        assert!(!http.headers().contains_key(name), "{name}");
    }
}

#[test]
fn a_line_break_in_a_parameter_is_an_error_that_names_it() {
    let evil = "a\r\nX-Evil: 1";
    for (request, name) in [
        (request().region(evil), "X-TC-Region"),
        (request().trace_id(evil), "X-TC-TraceId"),
        (request().request_client(evil), "X-TC-RequestClient"),
        (request().request_client("a".repeat(129)), "X-TC-RequestClient"),
        (Request::new("ecm", "2019-07-19", "Import\nImage", "{}"), "X-TC-Action"),
        (Request::new("ecm", "2019\n", "ImportImage", "{}"), "X-TC-Version"),
    ] {
        match sign(&request, &credential()) {
            Err(RequestError::Header(found)) => assert_eq!(found, name),
            other => panic!("{name}: {other:?}"),
        }
    }
}

/// The driver may hold a key from before midnight, or of another service.
#[test]
fn a_key_of_another_day_or_service_is_replaced() {
    let credential = credential();
    let right = sign(&request(), &credential).unwrap();
    let yesterday = Timestamp::new(1_700_000_000 - 86_400).unwrap().date();
    for key in [
        SigningKey::derive(credential.secret_key(), yesterday, "ecm"),
        SigningKey::derive(credential.secret_key(), at().date(), "cvm"),
    ] {
        let auth = Auth::Sign { credential: &credential, key: &key };
        let made = request().to_http(&origin(), at(), auth).unwrap();
        assert_eq!(made.headers(), right.headers());
    }
}

#[test]
fn a_body_over_ten_megabytes_is_refused_before_it_is_hashed() {
    let request =
        Request::new("ecm", "2019-07-19", "ImportImage", alloc::vec![b' '; BODY_LIMIT + 1]);
    assert!(matches!(sign(&request, &credential()), Err(RequestError::TooLarge { .. })));
}

#[test]
fn skipping_says_so() {
    let http = request().to_http(&origin(), at(), Auth::Skip).unwrap();
    assert_eq!(http.headers()["authorization"], "SKIP");
}
