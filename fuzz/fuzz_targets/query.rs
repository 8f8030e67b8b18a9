//! Queries and forms: what core encodes, the verifier, the emulator and the
//! crate `form_urlencoded` read back. Text that nobody encoded is refused, or
//! read by the verifier as by that crate.
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
    /// Pairs of any text.
    Pairs(Vec<(&'a str, &'a str)>),
    /// Text for a list of the emulator.
    Values(Vec<&'a str>),
    /// A query as some client might write it.
    Query(&'a str),
}

fuzz_target!(|input: Input<'_>| match input {
    Input::Pairs(pairs) => {
        let text = form::encode(pairs.iter().copied());
        let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~%=&".contains(&byte);
        assert!(text.bytes().all(unreserved), "{text:?}");
        let decoded: Vec<_> = form_urlencoded::parse(text.as_bytes()).collect();
        assert!(same(&decoded, &pairs), "{text:?} was read as {decoded:?}");
        let verified = verify::decode(text.as_bytes()).expect("an encoded form is a form");
        assert!(same(&verified, &pairs), "{text:?} was read as {verified:?}");
        delete(&text);
    }
    Input::Values(values) => {
        let names: Vec<_> = (0..values.len()).map(|at| format!("ImageIDSet.{at}")).collect();
        let names = names.iter().map(String::as_str);
        let query = form::encode(names.zip(values.iter().copied()));
        // The journal keeps no parameters of large requests.
        if query.len() > 4_000 {
            return;
        }
        let (parameters, code) = delete(&query).expect("an encoded query is a query");
        let read = parameters.get("ImageIDSet").and_then(Value::as_array);
        let read = read.into_iter().flatten().filter_map(Value::as_str);
        assert!(read.eq(values.iter().copied()), "{query:?} was read as {parameters}: {code}");
    }
    Input::Query(query) => {
        match verify::decode(query.as_bytes()) {
            Ok(pairs) => {
                let decoded: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
                assert!(same(&pairs, &decoded), "{query:?} was read as {pairs:?}");
            }
            Err(fault) => {
                let pair = verify::pair(query.as_bytes(), fault.pair()).expect("a part of text");
                assert!(!pair.is_empty() && query.contains(pair), "{fault}");
            }
        }
        delete(query);
    }
});

/// Whether two readers found the same pairs.
fn same<A: AsRef<str>, B: AsRef<str>>(ours: &[(A, A)], theirs: &[(B, B)]) -> bool {
    let ours = ours.iter().map(|(name, value)| (name.as_ref(), value.as_ref()));
    ours.eq(theirs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
}

/// The parameters that the emulator reads from a query, and the answer's error
/// code; none if the text cannot be a query at all.
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
        .expect("every header is a header");
    let answer = json(emulator.respond(request).body());
    let code = answer["Response"]["Error"]["Code"].clone();
    assert_ne!(code, "AuthFailure.SignatureFailure", "it was signed as it was sent: {query:?}");

    let journal = http::Request::get("/_emulator/journal")
        .header("host", "127.0.0.1")
        .body(Bytes::new())
        .expect("a plain request");
    let journal = json(emulator.respond(journal).body());
    Some((journal["entries"][0]["parameters"].clone(), code))
}

fn json(body: &[u8]) -> Value {
    serde_json::from_slice(body).expect("answers are JSON")
}
