//! `tc3 explain`: every form of a request, and every exit code.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::command::{KEY, tc3, tc3_with_key, text};

/// A request with a right signature, as the official Python SDK has sent it.
const VALID: &[u8] = include_bytes!("../../../../tests/data/captures/python_tc3_post.http");

/// Runs a command with this input.
fn run(mut command: Command, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command
        .arg("explain")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may exit before it has read its input.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// The exit code and the object of `--json`, with the placeholder key.
fn explained(input: impl AsRef<[u8]>, arguments: &[&str]) -> (i32, Value) {
    let arguments = [&["--json"], arguments].concat();
    let output = run(tc3_with_key(), &arguments, input.as_ref());
    let json = serde_json::from_slice(&output.stdout);
    let code = output.status.code().unwrap();
    (code, json.unwrap_or_else(|_| panic!("{}{}", text(&output.stdout), text(&output.stderr))))
}

/// The exit code and the error of an input that is not explained.
fn failed(input: impl AsRef<[u8]>) -> (i32, String) {
    let output = run(tc3_with_key(), &[], input.as_ref());
    assert_eq!(text(&output.stdout), "");
    (output.status.code().unwrap(), text(&output.stderr).to_owned())
}

/// A request with a change to its text.
fn changed(from: &str, to: &str) -> Vec<u8> {
    let request = text(VALID);
    assert!(request.contains(from), "{from}");
    request.replacen(from, to, 1).into_bytes()
}

/// A file in the directory of this test run.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("explain");
    std::fs::create_dir_all(&directory).unwrap();
    let path = directory.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

#[test]
fn exit_code_is_that_of_the_verdict() {
    let id = text(VALID).find("test-secret-id-000001").unwrap();
    let unsigned = changed("Authorization:", "X-Other:");
    let unknown = [&VALID[..id], b"test-secret-id-000002", &VALID[id + KEY[0].len()..]].concat();
    for (request, verdict, code) in [
        (VALID.to_vec(), "valid", 0),
        (changed("sampleImage", "SampleImage"), "invalid", 4),
        (unknown, "unknown-key", 1),
        (unsigned, "unsigned", 1),
    ] {
        let (exit, json) = explained(&request, &[]);
        assert_eq!((json["verdict"].as_str(), exit), (Some(verdict), code), "{json}");
    }
}

#[test]
fn what_is_no_request_is_a_usage_error() {
    for input in ["", "hello", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "curl -k http://h"] {
        let (code, error) = failed(input);
        assert_eq!(code, 2, "{input}: {error}");
        assert!(error.starts_with("error: no request: "), "{error}");
    }
}

#[test]
fn request_and_keys_are_read_from_files() {
    let request = file("request.http", VALID);
    let keys = format!(r#"[{{"secret_id": "{}", "secret_key": "{}"}}]"#, KEY[0], KEY[1]);
    let keys = file("keys.json", keys.as_bytes());
    for name in [request.to_str().unwrap(), "-"] {
        let arguments = [name, "--keys", keys.to_str().unwrap()];
        let output = run(tc3(), &arguments, VALID);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(text(&output.stdout).starts_with("valid\n"), "{}", text(&output.stdout));
    }
}
