//! Queries and forms: the verifier, the emulator and the crate `form_urlencoded` decode
//! what core encodes. For arbitrary strings the verifier returns an error or the same
//! pairs as that crate.
#![no_main]

use arbitrary::Arbitrary;
use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, sign};
use tencentcloud_core::{Timestamp, form};
use tencentcloud_emulator::Emulator;
use tencentcloud_verify::form as verify;

#[derive(Arbitrary, Debug)]
enum Input<'a> {
    /// Arbitrary pairs.
    Pairs(Vec<(&'a str, &'a str)>),
    /// Items of a list.
    Values(Vec<&'a str>),
    /// An arbitrary query.
    Query(&'a str),
}

fuzz_target!(|input: Input<'_>| match input {
    Input::Pairs(pairs) => {
        let text = form::encode(pairs.iter().copied());
        let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~%=&".contains(&byte);
        assert!(text.bytes().all(unreserved), "{text:?}");
        let decoded: Vec<_> = form_urlencoded::parse(text.as_bytes()).collect();
        assert!(same(&decoded, &pairs), "{text:?} was decoded to {decoded:?}");
        let verified = verify::decode(text.as_bytes()).expect("an encoded form decodes");
        assert!(same(&verified, &pairs), "{text:?} was decoded to {verified:?}");
        delete(&text);
    }
    Input::Values(values) => {
        let names: Vec<_> = (0..values.len()).map(|at| format!("ImageIDSet.{at}")).collect();
        let names = names.iter().map(String::as_str);
        let query = form::encode(names.zip(values.iter().copied()));
        // The journal omits parameters of large requests.
        if query.len() > 4_000 {
            return;
        }
        let (parameters, code) = delete(&query).expect("an encoded query is valid");
        let read = parameters.get("ImageIDSet").and_then(Value::as_array);
        let read = read.into_iter().flatten().filter_map(Value::as_str);
        assert!(read.eq(values.iter().copied()), "{query:?} was decoded to {parameters}: {code}");
    }
    Input::Query(query) => {
        match verify::decode(query.as_bytes()) {
            Ok(pairs) => {
                let decoded: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
                assert!(same(&pairs, &decoded), "{query:?} was decoded to {pairs:?}");
            }
            Err(fault) => {
                let pair = verify::pair(query.as_bytes(), fault.pair()).expect("the pair is UTF-8");
                assert!(!pair.is_empty() && query.contains(pair), "{fault}");
            }
        }
        delete(query);
    }
});

/// Whether two decoders returned the same pairs.
fn same<A: AsRef<str>, B: AsRef<str>>(ours: &[(A, A)], theirs: &[(B, B)]) -> bool {
    let ours = ours.iter().map(|(name, value)| (name.as_ref(), value.as_ref()));
    ours.eq(theirs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
}

/// The parameters that the emulator decodes from a query, and its error code. `None` if
/// the string is not a valid URI.
fn delete(query: &str) -> Option<(Value, Value)> {
    let start = Timestamp::saturating(1_700_000_000);
    let emulator = Emulator::builder()
        .key("test-secret-id-000001", "test-secret-key-000001")
        .clock_start(start)
        .seed(1)
        .build()
        .expect("the keys are usable");
    emulator.clock().freeze(true);

    let target = if query.is_empty() { "/".to_owned() } else { format!("/?{query}") };
    let uri: http::Uri = target.parse().ok()?;
    let credential = emulator.credential();
    let signed = CanonicalRequest {
        method: "GET",
        query: uri.query().unwrap_or_default(),
        content_type: "application/x-www-form-urlencoded",
        host: "ecm.tencentcloudapi.com",
        signed_headers: &[],
        payload: Payload::Signed(b""),
    };
    let key = SigningKey::derive(credential.secret_key(), start.date(), "ecm");
    let authorization = sign(&signed, credential.secret_id(), &key, start).ok()?.to_string();
    let request = http::Request::get(uri.clone())
        .header("host", signed.host)
        .header("content-type", signed.content_type)
        .header("x-tc-action", "DeleteImage")
        .header("x-tc-version", "2019-07-19")
        .header("x-tc-timestamp", start.seconds())
        .header("authorization", authorization)
        .body(Bytes::new())
        .expect("the headers are valid");
    let response = json(emulator.respond(request).body());
    let code = response["Response"]["Error"]["Code"].clone();
    assert_ne!(code, "AuthFailure.SignatureFailure", "the signature is valid: {query:?}");

    let journal = http::Request::get("/_emulator/journal")
        .header("host", "127.0.0.1")
        .body(Bytes::new())
        .expect("the request is valid");
    let journal = json(emulator.respond(journal).body());
    Some((journal["entries"][0]["parameters"].clone(), code))
}

fn json(body: &[u8]) -> Value {
    serde_json::from_slice(body).expect("responses are JSON")
}
