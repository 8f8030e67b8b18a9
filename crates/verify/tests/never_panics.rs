//! Parsing and verification do not panic for any input.

use bytes::Bytes;
use proptest::prelude::*;
use tencentcloud_core::{Language, Secret, Timestamp};
use tencentcloud_verify::{
    AuthorizationHeader, Explanation, Key, KeyRing, Policy, RawRequest, ServerFacts, verify,
};

/// Pieces of an `Authorization` header, which reach deep into the parser.
const PIECES: &[&str] = &[
    "TC3-HMAC-SHA256",
    " ",
    ",",
    "=",
    "/",
    ";",
    "Credential=",
    "SignedHeaders=",
    "Signature=",
    "test-id/2023-11-14/ecm/tc3_request",
    "content-type;host",
    "x-tc-token",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "\u{e9}",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..16).prop_map(|pieces| pieces.concat())
}

/// Pieces of a query or form under signature v1.
const PARAMETERS: &[&str] = &[
    "&",
    "=",
    "%",
    "%25",
    "+",
    "_",
    "\u{e9}",
    "Action=ImportImage&Version=2019-07-19&Nonce=1&Timestamp=1700000000",
    "&SecretId=test-id",
    "&Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D",
    "&SignatureMethod=HmacSHA256",
    "&Token=a",
];

fn decide(request: &RawRequest) {
    let key = Key::new(Secret::new("test-secret-key-000001"), "1");
    let keys: KeyRing = [("test-id", key)].into_iter().collect();
    let now = Timestamp::saturating(1_700_000_000);
    let decision = verify(request, &keys, now, &|_| "ecm".to_owned(), &Policy::default());
    assert!(decision.is_err(), "no input here is signed");
    let server = ServerFacts::new(&["ecm"]);
    let explanation = Explanation::new(&decision, request, &keys, &server);
    let shown = explanation.to_json(Language::EnUs) + &explanation.to_json(Language::ZhCn);
    assert!(!shown.contains("test-secret-key"), "{shown}");
}

proptest! {
    #[test]
    fn arbitrary_bytes_do_not_panic(raw in prop::collection::vec(any::<u8>(), 0..512)) {
        if let Ok(request) = RawRequest::parse(&raw) {
            decide(&request);
        }
    }

    #[test]
    fn arbitrary_heads_do_not_panic(
        target in "/\\PC{0,32}",
        lines in prop::collection::vec("[!-~]{1,12}: ?\\PC{0,24}\r?", 0..8),
        body in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let mut raw = format!("POST {target} HTTP/1.1\n{}\n\n", lines.join("\n")).into_bytes();
        raw.extend(body);
        if let Ok(request) = RawRequest::parse(&raw) {
            decide(&request);
        }
    }

    #[test]
    fn arbitrary_authorization_does_not_panic(header in any::<String>()) {
        let _ = AuthorizationHeader::parse(&header);
    }

    #[test]
    fn authorization_of_valid_pieces_does_not_panic(header in pieces()) {
        let _ = AuthorizationHeader::parse(&header);
    }

    #[test]
    fn arbitrary_header_values_do_not_panic(
        authorization in pieces(),
        host in prop::collection::vec(32..=255_u8, 0..24),
        timestamp in "1700000000|[0-9]{0,24}",
        content_type in "\\PC{0,24}",
        token in prop::option::of("[!-~]{0,8}"),
    ) {
        let value = |bytes: &[u8]| http::HeaderValue::from_bytes(bytes);
        let mut builder = http::Request::post("/?a=b")
            .header("authorization", authorization)
            .header("content-type", content_type)
            .header("x-tc-timestamp", timestamp);
        if let Ok(host) = value(&host) {
            builder = builder.header("host", host);
        }
        if let Some(token) = token {
            builder = builder.header("x-tc-token", token);
        }
        if let Ok(request) = builder.body(Bytes::new()) {
            decide(&RawRequest::from_http(&request));
        }
    }

    #[test]
    fn parameters_of_valid_pieces_do_not_panic(
        pieces in prop::collection::vec(prop::sample::select(PARAMETERS), 0..12),
        host in prop::collection::vec(32..=126_u8, 0..24),
    ) {
        let body = pieces.concat();
        let host = String::from_utf8_lossy(&host).into_owned();
        let form = "application/x-www-form-urlencoded";
        for raw in [
            format!("GET /?{body} HTTP/1.1\nHost: {host}\n\n"),
            format!("POST / HTTP/1.1\nHost: {host}\nContent-Type: {form}\n\n{body}"),
        ] {
            if let Ok(request) = RawRequest::parse(raw.as_bytes()) {
                decide(&request);
            }
        }
    }
}
