//! Captured requests of official clients, replayed byte for byte.

use bytes::Bytes;
use http::Request;
use tencentcloud_core::{Credential, Timestamp};
use tencentcloud_emulator::{Builder, Emulator};

use crate::caller::{ID, KEY, Reply, last_entry};

macro_rules! capture {
    ($name:literal) => {
        include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/data/captures/",
            $name,
            ".http"
        ))
    };
}

pub(crate) const PYTHON: &[u8] = capture!("python_tc3_post");

/// Parses a captured request.
fn request(raw: &[u8]) -> Request<Bytes> {
    let end = raw.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = std::str::from_utf8(&raw[..end]).unwrap();
    let (line, headers) = head.split_once("\r\n").unwrap();
    let mut words = line.split(' ');
    let mut request = Request::builder().method(words.next().unwrap()).uri(words.next().unwrap());
    for header in headers.split("\r\n") {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    request.body(Bytes::copy_from_slice(&raw[end + 4..])).unwrap()
}

/// The timestamp of a captured request.
pub(crate) fn timestamp(raw: &[u8]) -> Timestamp {
    let text = String::from_utf8_lossy(raw).to_ascii_lowercase();
    let (_, after) = text.split_once("timestamp").unwrap();
    let digits: String = after[1..].trim_start().chars().take_while(char::is_ascii_digit).collect();
    Timestamp::new(digits.parse().unwrap()).unwrap()
}

fn replay(raw: &[u8], builder: Builder) -> Reply {
    let emulator = builder.clock_start(timestamp(raw)).build().unwrap();
    Reply::of(&emulator.respond(request(raw)))
}

#[test]
fn requests_of_official_clients_succeed() {
    for raw in [
        PYTHON,
        capture!("node_tc3_post"),
        capture!("go_tc3_post"),
        capture!("tccli_tc3_unfold"),
        capture!("python_tc3_post_unsigned"),
        capture!("python_tc3_get"),
        capture!("python_hmacsha1_get"),
        capture!("python_hmacsha256_post"),
        capture!("node_hmacsha1_get"),
        capture!("go_hmacsha256_post"),
    ] {
        replay(raw, Emulator::builder().key(ID, KEY)).success();
    }
}

#[test]
fn parameters_are_the_same_in_every_form() {
    for raw in [
        PYTHON,
        capture!("go_tc3_post"),
        capture!("python_tc3_get"),
        capture!("python_hmacsha1_get"),
        capture!("python_hmacsha256_post"),
        capture!("node_hmacsha1_get"),
        capture!("go_hmacsha256_post"),
    ] {
        let builder = Emulator::builder().key(ID, KEY);
        let emulator = builder.clock_start(timestamp(raw)).build().unwrap();
        Reply::of(&emulator.respond(request(raw))).success();
        let entry = last_entry(&emulator);
        assert_eq!((&entry["action"], &entry["secret_id"]), (&"ImportImage".into(), &ID.into()));
        assert_eq!(entry["region"], "ap-guangzhou");
        assert!(entry["client"].as_str().unwrap().starts_with("SDK_"));
        let parameters = entry["parameters"].as_object().unwrap();
        assert_eq!(parameters.len(), 3, "{parameters:?}");
        assert_eq!(parameters["ImageDescription"], "sampleImage 边缘 image+1&2~*");
    }
}

#[test]
fn token_is_refused_when_the_key_has_none() {
    let raw = capture!("python_tc3_post_token");
    let credential = Credential::new(ID, KEY).unwrap();
    let reply = replay(raw, Emulator::builder().keys([credential.clone()]));
    // The Python SDK requests Chinese messages.
    reply.fails("AuthFailure.TokenFailure", &["`Token`", "有误"]);
    let temporary = credential.with_token("FAKETOKENabc").unwrap();
    replay(raw, Emulator::builder().keys([temporary])).success();
}

/// The last bytes of each request are signed.
#[test]
fn request_is_refused_when_a_byte_changes() {
    for raw in [PYTHON, capture!("go_hmacsha256_post"), capture!("python_hmacsha256_post")] {
        for at in [2, 20, 60, 100].map(|back| raw.len() - back) {
            let mut raw = raw.to_vec();
            raw[at] ^= 1;
            let reply = replay(&raw, Emulator::builder().key(ID, KEY));
            assert_ne!(reply.code(), "success", "byte {at}");
        }
    }
    let mut raw = PYTHON.to_vec();
    raw[PYTHON.len() - 20] ^= 1;
    let reply = replay(&raw, Emulator::builder().key(ID, KEY));
    reply.fails("AuthFailure.SignatureFailure", &["请求签名验证失败"]);
}
