use alloc::string::ToString;
use alloc::vec;
use core::time::Duration;

use super::*;
use crate::sign::{self, CanonicalRequest, Payload};
use crate::{Endpoint, Now, Origin, Timestamp};

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
fn all_common_parameters_travel_as_headers() {
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
fn what_is_not_given_is_not_sent() {
    let http = signed(&request().region("").trace_id(""), &credential()).unwrap();
    for name in ["x-tc-region", "x-tc-language", "x-tc-traceid", "x-tc-token"] {
        assert!(!http.headers().contains_key(name), "{name}");
    }
}

#[test]
fn defaults_fill_in_only_what_is_not_there() {
    let shown = |request: Request, name: &str| {
        let http = signed(&request, &credential()).unwrap();
        http.headers().get(name).map(|value| value.to_str().unwrap().to_string())
    };
    let (region, language) = (Some("ap-beijing"), Some(Language::ZhCn));
    let bare = request().defaults(region, language);
    assert_eq!(shown(bare.clone(), "x-tc-region").unwrap(), "ap-beijing");
    assert_eq!(shown(bare, "x-tc-language").unwrap(), "zh-CN");
    let full = request().region("ap-guangzhou").language(Language::EnUs);
    for request in [full.clone().defaults(region, language), full.defaults(None, None)] {
        assert_eq!(shown(request.clone(), "x-tc-region").unwrap(), "ap-guangzhou");
        assert_eq!(shown(request, "x-tc-language").unwrap(), "en-US");
    }
}

#[test]
fn a_header_replaces_its_namesake_and_a_signed_one_is_signed_once() {
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
fn a_request_counts_as_an_unlimited_write_that_is_signed_unless_it_says_otherwise() {
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
        match signed(&request, &credential()) {
            Err(RequestError::Header(found)) => assert_eq!(found, name),
            other => panic!("{name}: {other:?}"),
        }
    }
}

/// The driver may hold a key from before midnight, or of another service.
#[test]
fn a_key_of_another_day_or_service_is_replaced() {
    let credential = credential();
    let right = signed(&request(), &credential).unwrap();
    let yesterday = Timestamp::new(1_700_000_000 - 86_400).unwrap().date();
    for key in [
        SigningKey::derive(credential.secret_key(), yesterday, "ecm"),
        SigningKey::derive(credential.secret_key(), now().unix.date(), "cvm"),
    ] {
        let auth = Auth::Sign { credential: &credential, key: &key };
        let made = request().to_http(&origin(), now(), auth).unwrap();
        assert_eq!(made.headers(), right.headers());
    }
}

#[test]
fn a_body_over_ten_megabytes_is_refused_before_it_is_hashed() {
    let request =
        Request::new("ecm", "2019-07-19", "ImportImage", alloc::vec![b' '; 10 * 1024 * 1024 + 1]);
    assert!(matches!(signed(&request, &credential()), Err(RequestError::TooLarge { .. })));
}

#[test]
fn skipping_says_so() {
    let http = request().to_http(&origin(), now(), Auth::Skip).unwrap();
    assert_eq!(http.headers()["authorization"], "SKIP");
}

const INPUT: &str = r#"{"Filters":[{"Name":"a b","Values":["x&y"]}],"Limit":5}"#;

fn describe() -> Request {
    Request::new("ecm", "2019-07-19", "DescribeImage", INPUT)
}

#[test]
fn a_get_signs_the_very_query_that_it_sends() {
    let http = signed(&describe().with_method(Method::Get), &credential()).unwrap();
    assert_eq!(http.method(), "GET");
    let query = http.uri().query().unwrap();
    assert_eq!(query, "Filters.0.Name=a%20b&Filters.0.Values.0=x%26y&Limit=5");
    assert!(http.body().is_empty());
    let canonical = CanonicalRequest {
        method: "GET",
        query,
        content_type: "application/x-www-form-urlencoded",
        host: "ecm.tencentcloudapi.com",
        signed_headers: &[],
        payload: Payload::Signed(b""),
    };
    assert_eq!(http.headers()["content-type"], canonical.content_type);
    assert_eq!(http.headers()["authorization"], authorization(&canonical));
}

fn authorization(canonical: &CanonicalRequest<'_>) -> String {
    let key = SigningKey::derive(credential().secret_key(), now().unix.date(), "ecm");
    sign::sign(canonical, "test-secret-id-000001", &key, now().unix).unwrap().to_string()
}

#[test]
fn signature_v1_has_everything_in_the_query_or_the_form() {
    for algorithm in [Algorithm::HmacSha1, Algorithm::HmacSha256] {
        let request = describe().signature(SignatureMethod::V1(algorithm)).region("ap-guangzhou");
        let post = signed(&request, &credential()).unwrap();
        let form = String::from_utf8(post.body().to_vec()).unwrap();
        assert_eq!(post.headers()["content-type"], "application/x-www-form-urlencoded");
        let get = signed(&request.with_method(Method::Get), &credential()).unwrap();
        let query = get.uri().query().unwrap();
        for (text, method) in [(form.as_str(), "POST"), (query, "GET")] {
            let (parameters, signature) = text.split_once("&Signature=").unwrap();
            for pair in ["Action=DescribeImage", "Nonce=11887", "Region=ap-guangzhou", "Limit=5"] {
                assert!(parameters.contains(pair), "{parameters}");
            }
            let mut pairs: Vec<_> =
                parameters.split('&').map(|pair| pair.split_once('=').unwrap()).collect();
            for pair in &mut pairs {
                *pair = match pair.0 {
                    "Filters.0.Name" => (pair.0, "a b"),
                    "Filters.0.Values.0" => (pair.0, "x&y"),
                    _ => *pair,
                };
            }
            let source = sign::v1::SourceText {
                method,
                host: "ecm.tencentcloudapi.com",
                parameters: &pairs,
            };
            let expected = source.sign(algorithm, credential().secret_key());
            let encoded = crate::form::encode([("", &*expected)]);
            assert_eq!(Some(signature), encoded.strip_prefix('='), "{method}");
        }
        assert!(!post.headers().contains_key("authorization"));
        assert!(!post.headers().contains_key("x-tc-action"));
    }
}

#[test]
fn files_and_bytes_have_bodies_of_their_own() {
    let files = vec![("Image".into(), Bytes::from_static(b"\0\x01"))];
    let request = Request::multipart("iai", "2020-03-03", "CreatePerson", r#"{"Name":"x"}"#, files);
    let http = signed(&request, &credential()).unwrap();
    let content_type = http.headers()["content-type"].to_str().unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert!(http.body().starts_with(alloc::format!("--{boundary}\r\n").as_bytes()));

    let parameters = vec![("TopicId".into(), "topic-1".into())];
    let request = Request::octets("cls", "2020-10-16", "UploadLog", parameters, &b"\0\x01"[..]);
    let http = signed(&request, &credential()).unwrap();
    assert_eq!(http.headers()["content-type"], "application/octet-stream");
    assert_eq!(http.headers()["x-cls-topicid"], "topic-1");
    assert_eq!(&http.body()[..], b"\0\x01");

    let evil = vec![("Topic\r\nId".into(), "1".into())];
    let request = Request::octets("cls", "2020-10-16", "UploadLog", evil, "");
    assert!(matches!(signed(&request, &credential()), Err(RequestError::Header(_))));
    let request = request.signature(SignatureMethod::V1(Algorithm::HmacSha1));
    assert!(matches!(signed(&request, &credential()), Err(RequestError::Form(_))));
}

#[test]
fn more_headers_can_be_signed_and_the_body_left_out() {
    let request = request().sign_header(HeaderName::from_static("x-tc-action")).unsigned_payload();
    let http = signed(&request, &credential()).unwrap();
    let canonical = CanonicalRequest {
        method: "POST",
        query: "",
        content_type: "application/json",
        host: "ecm.tencentcloudapi.com",
        signed_headers: &[("x-tc-action", "ImportImage")],
        payload: Payload::Unsigned,
    };
    assert_eq!(http.headers()["authorization"], authorization(&canonical));
    assert_eq!(http.headers()["x-tc-content-sha256"], "UNSIGNED-PAYLOAD");

    let absent = request.sign_header(HeaderName::from_static("x-absent"));
    assert!(matches!(signed(&absent, &credential()), Err(RequestError::Header(_))));
}

#[test]
fn each_form_has_its_limit() {
    let of = |length: usize| {
        Request::new(
            "ecm",
            "2019-07-19",
            "A",
            alloc::format!("{{\"a\":\"{}\"}}", "x".repeat(length)),
        )
    };
    let v1 = |request: Request| request.signature(SignatureMethod::V1(Algorithm::HmacSha1));
    for (request, fits) in [
        (of(32 * 1024 - 2).with_method(Method::Get), true),
        (of(32 * 1024 - 1).with_method(Method::Get), false),
        (v1(of(1024 * 1024 - 300)), true),
        (v1(of(1024 * 1024)), false),
        (v1(of(32 * 1024)).with_method(Method::Get), false),
    ] {
        let made = signed(&request, &credential());
        assert_eq!(made.is_ok(), fits, "{:?}", made.map(|_| ()));
    }
    let not_an_object = Request::new("ecm", "2019-07-19", "A", "[1]").with_method(Method::Get);
    assert!(matches!(signed(&not_an_object, &credential()), Err(RequestError::NotAnObject(_))));
}

#[test]
fn signature_v1_refuses_names_that_would_be_read_as_others() {
    for input in [r#"{"Version":"9"}"#, r#"{"Signature":"x"}"#, r#"{"a=b&c":"1"}"#] {
        let request = Request::new("ecm", "2019-07-19", "A", input)
            .signature(SignatureMethod::V1(Algorithm::HmacSha1));
        assert!(matches!(signed(&request, &credential()), Err(RequestError::Name(_))), "{input}");
        assert!(signed(&request.signature(SignatureMethod::Tc3), &credential()).is_ok());
    }
}

#[test]
fn debug_shows_sizes_and_no_content() {
    let request = Request::new("ecm", "2019-07-19", "A", r#"{"Password":"canary"}"#);
    for request in [request.clone(), request.with_method(Method::Get)] {
        let shown = alloc::format!("{request:?}");
        assert!(!shown.contains("canary") && shown.contains("21 bytes"), "{shown}");
        assert!(shown.starts_with("Request {"), "{shown}");
    }
}
