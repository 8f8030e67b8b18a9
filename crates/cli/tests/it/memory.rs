//! The memory of `tc3 emulator`, where the kernel tells the peak of a process.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::command::{KEY, tc3, text};
use crate::running::known_key;

/// The limit that `docs/emulator.md` promises, in KiB.
const LIMIT: u64 = 256 * 1024;

/// The `Authorization` of a request whose body is not signed.
fn authorization(host: &str, timestamp: u64) -> String {
    let description = json!({
        "scheme": "TC3-HMAC-SHA256", "method": "POST", "host": host,
        "headers": {"content-type": "application/json"},
        "signed_headers": ["content-type", "host"], "unsigned_payload": true,
        "service": "ecm", "timestamp": timestamp, "secret_id": KEY[0], "secret_key": KEY[1],
    });
    let mut sign = tc3();
    let mut sign =
        sign.args(["sign", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    sign.stdin.take().unwrap().write_all(description.to_string().as_bytes()).unwrap();
    let signed: Value = serde_json::from_slice(&sign.wait_with_output().unwrap().stdout).unwrap();
    signed["authorization"].as_str().unwrap().to_owned()
}

/// A list of the shortest strings takes the most memory for its length.
#[test]
fn emulator_stays_below_its_limit_when_a_request_is_as_large_as_allowed() {
    let emulator = known_key();
    let host = emulator.address();
    let body = format!(r#"{{"ImageIDSet":["",{}""]}}"#, r#""","#.repeat(3_490_000));
    let timestamp = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let head = format!(
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
         X-TC-Action: DeleteImage\r\nX-TC-Version: 2019-07-19\r\nX-TC-Timestamp: {timestamp}\r\n\
         X-TC-Content-SHA256: UNSIGNED-PAYLOAD\r\nAuthorization: {}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        authorization(host, timestamp),
        body.len()
    );
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).unwrap();
    let mut response = Vec::new();
    stream.read_to_end(&mut response).unwrap();
    // The request was read to its end.
    assert!(text(&response).contains("`ImageIDSet.0`"), "{}", text(&response));

    let status = fs::read_to_string(format!("/proc/{}/status", emulator.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: u64 = peak.trim().strip_suffix(" kB").unwrap().parse().unwrap();
    assert!((10 * 1024..LIMIT).contains(&peak), "{peak} KiB");
}
