use alloc::vec;

use super::*;
use crate::sign::v1::Algorithm;
use crate::sign::{self, CanonicalRequest, Payload};

const INPUT: &str = r#"{"Filters":[{"Name":"a b","Values":["x&y"]}],"Limit":5}"#;

fn describe() -> Request {
    Request::new("ecm", "2019-07-19", "DescribeImage", INPUT)
}

#[test]
fn signed_query_is_the_sent_query_of_a_get() {
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
fn signature_v1_sends_all_parameters_in_the_query_or_form() {
    for algorithm in [Algorithm::HmacSha1, Algorithm::HmacSha256] {
        let request = describe().signature(SignatureMethod::V1(algorithm)).region("ap-guangzhou");
        let post = signed(&request, &credential()).unwrap();
        let form = String::from_utf8(post.body().to_vec()).unwrap();
        assert_eq!(post.headers()["content-type"], "application/x-www-form-urlencoded");
        let get = signed(&request.with_method(Method::Get), &credential()).unwrap();
        let query = get.uri().query().unwrap();
        for (encoded, method) in [(form.as_str(), "POST"), (query, "GET")] {
            let (parameters, signature) = encoded.split_once("&Signature=").unwrap();
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
            let expected = crate::form::encode([("", &*expected)]);
            assert_eq!(Some(signature), expected.strip_prefix('='), "{method}");
        }
        assert!(!post.headers().contains_key("authorization"));
        assert!(!post.headers().contains_key("x-tc-action"));
    }
}

#[test]
fn empty_octet_stream_is_refused() {
    let request = Request::octets("cls", "2020-10-16", "UploadLog", [].into(), "");
    let refused = signed(&request, &credential());
    assert!(matches!(refused, Err(RequestError::Unsupported(_))));
    assert!(signed(&request.octet_body("x").unwrap(), &credential()).is_ok());
}

#[test]
fn files_are_sent_as_multipart_and_bytes_as_octet_stream() {
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
    let request = Request::octets("cls", "2020-10-16", "UploadLog", evil, "x");
    assert!(matches!(signed(&request, &credential()), Err(RequestError::Header { .. })));
    let request = request.signature(SignatureMethod::V1(Algorithm::HmacSha1));
    assert!(matches!(signed(&request, &credential()), Err(RequestError::Unsupported(_))));
}

#[test]
fn additional_headers_are_signed_and_the_payload_can_be_unsigned() {
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

    let missing = request.sign_header(HeaderName::from_static("x-missing"));
    let error = signed(&missing, &credential()).unwrap_err();
    assert_eq!(error.to_string(), "invalid header x-missing: to be signed, but not set");
}

#[test]
fn each_encoding_has_its_size_limit() {
    let sized = |length: usize| {
        Request::new(
            "ecm",
            "2019-07-19",
            "A",
            alloc::format!("{{\"a\":\"{}\"}}", "x".repeat(length)),
        )
    };
    let v1 = |request: Request| request.signature(SignatureMethod::V1(Algorithm::HmacSha1));
    for (request, fits) in [
        (sized(32 * 1024 - 2).with_method(Method::Get), true),
        (sized(32 * 1024 - 1).with_method(Method::Get), false),
        (v1(sized(1024 * 1024 - 300)), true),
        (v1(sized(1024 * 1024)), false),
        (v1(sized(32 * 1024)).with_method(Method::Get), false),
    ] {
        let result = signed(&request, &credential());
        assert_eq!(result.is_ok(), fits, "{:?}", result.map(|_| ()));
    }
    let not_an_object = Request::new("ecm", "2019-07-19", "A", "[1]").with_method(Method::Get);
    assert!(matches!(signed(&not_an_object, &credential()), Err(RequestError::NotAnObject(_))));
}

#[test]
fn signature_v1_rejects_ambiguous_parameter_names() {
    for input in [r#"{"Version":"9"}"#, r#"{"Signature":"x"}"#, r#"{"a=b&c":"1"}"#] {
        let request = Request::new("ecm", "2019-07-19", "A", input)
            .signature(SignatureMethod::V1(Algorithm::HmacSha1));
        assert!(matches!(signed(&request, &credential()), Err(RequestError::Name(_))), "{input}");
        assert!(signed(&request.signature(SignatureMethod::Tc3), &credential()).is_ok());
    }
}

#[test]
fn names_that_meet_are_refused_in_a_query_and_in_a_form() {
    let request = Request::new("ecm", "2019-07-19", "A", r#"{"A": {"B": 1}, "A.B": 2}"#);
    let v1 = request.clone().signature(SignatureMethod::V1(Algorithm::HmacSha256));
    for request in
        [request.clone().with_method(Method::Get), v1.clone().with_method(Method::Get), v1]
    {
        let error = signed(&request, &credential()).unwrap_err();
        assert_eq!(error.to_string(), "the input has two members that are sent as \"A.B\"");
    }
    assert!(signed(&request, &credential()).is_ok(), "a JSON body carries both");
}

#[test]
fn numbers_keep_their_digits_in_every_encoding() {
    let digits = ["123456789012345678901234.50", "1e3", "1.10", "-0"];
    for digits in digits {
        let input = alloc::format!(r#"{{"N": [{digits}]}}"#);
        let request = Request::new("ecm", "2019-07-19", "A", input.clone());
        let pair = alloc::format!("N.0={digits}");
        let get = signed(&request.clone().with_method(Method::Get), &credential()).unwrap();
        assert_eq!(get.uri().query(), Some(&*pair));
        let v1 = request.clone().signature(SignatureMethod::V1(Algorithm::HmacSha1));
        let v1 = signed(&v1, &credential()).unwrap();
        assert!(v1.body().starts_with(alloc::format!("{pair}&").as_bytes()), "{:?}", v1.body());
        let multipart = Request::multipart("ecm", "2019-07-19", "A", input, Vec::new());
        let multipart = signed(&multipart, &credential()).unwrap();
        let body = core::str::from_utf8(multipart.body()).unwrap();
        assert!(body.contains(&alloc::format!("\r\n[{digits}]\r\n")), "{body}");
    }
}

#[test]
fn headers_that_are_always_signed_may_be_named() {
    let named = request()
        .sign_header(http::header::HOST)
        .sign_header(http::header::CONTENT_TYPE)
        .sign_header(HeaderName::from_static("x-tc-action"));
    let plain = request().sign_header(HeaderName::from_static("x-tc-action"));
    let authorization =
        |request| signed(&request, &credential()).unwrap().headers()["authorization"].clone();
    assert_eq!(authorization(named), authorization(plain));
}
