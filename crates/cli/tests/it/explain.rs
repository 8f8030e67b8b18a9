//! `tc3 explain`: every form of a request, and every exit code. `tests/clients` has more of
//! curl's command lines, `crates/verify` each cause.

mod forms;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::command::{KEY, tc3, tc3_with_key, text};

/// A request with a right signature, as the official Python SDK has sent it.
const VALID: &[u8] = include_bytes!("../../../../tests/data/captures/python_tc3_post.http");

/// Runs `tc3 explain` with this input.
fn run(mut command: Command, arguments: &[&str], input: &[u8]) -> Output {
    command.arg("explain").args(arguments);
    with_input(command, input)
}

/// Runs a command with this input.
fn with_input(mut command: Command, input: &[u8]) -> Output {
    let mut child = command
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
    let code = output.status.code().unwrap();
    assert_eq!(text(&output.stderr), "", "{}", text(&output.stdout));
    (code, serde_json::from_slice(&output.stdout).unwrap())
}

/// The exit code and the error of an input that is not explained.
fn failed(input: impl AsRef<[u8]>) -> (i32, String) {
    let output = run(tc3_with_key(), &["--json"], input.as_ref());
    assert_eq!(text(&output.stdout), "");
    (output.status.code().unwrap(), text(&output.stderr).to_owned())
}

/// The text for people.
fn shown(input: impl AsRef<[u8]>, arguments: &[&str]) -> String {
    let output = run(tc3_with_key(), arguments, input.as_ref());
    text(&output.stdout).to_owned()
}

/// The request with a change to its text.
fn changed(from: &str, to: &str) -> Vec<u8> {
    let request = text(VALID);
    assert!(request.contains(from), "{from}");
    request.replacen(from, to, 1).into_bytes()
}

/// A request of 2023-11-14 that has this body, and a signature for another one.
fn signed(body: &str, payload: &str) -> String {
    let description = json!({
        "scheme": "TC3-HMAC-SHA256", "method": "POST", "host": "ecm.tencentcloudapi.com", "query": "",
        "headers": {"content-type": "application/json"}, "signed_headers": ["content-type", "host"],
        "payload": payload, "service": "ecm", "timestamp": 1_700_000_000,
        "secret_id": KEY[0], "secret_key": KEY[1],
    });
    let mut sign = tc3();
    sign.args(["sign", "-"]);
    let output = with_input(sign, description.to_string().as_bytes());
    let signed: Value = serde_json::from_slice(&output.stdout).unwrap();
    format!(
        "POST / HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\nContent-Type: application/json\r\n\
         X-TC-Timestamp: 1700000000\r\nAuthorization: {}\r\nContent-Length: {}\r\n\r\n{body}",
        signed["authorization"].as_str().unwrap(),
        body.len()
    )
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
    let id = text(VALID).find(KEY[0]).unwrap();
    let unknown = [&VALID[..id], b"test-secret-id-000002", &VALID[id + KEY[0].len()..]].concat();
    let unsigned = changed("Authorization:", "X-Other:");
    for (request, verdict, causes, code) in [
        (VALID.to_vec(), "valid", json!([]), 0),
        (signed("{}", "").into_bytes(), "invalid", json!(["payload-empty"]), 4),
        (changed("sampleImage", "SampleImage"), "invalid", json!(["unknown"]), 4),
        (unknown, "unknown-key", json!([]), 1),
        (unsigned, "unsigned", json!([]), 1),
    ] {
        let (exit, json) = explained(&request, &[]);
        assert_eq!((json["verdict"].as_str(), exit), (Some(verdict), code), "{json}");
        assert_eq!(json["causes"], causes, "{json}");
        let output = run(tc3_with_key(), &[], &request);
        assert_eq!(output.status.code(), Some(code));
        let first = text(&output.stdout).lines().next().unwrap();
        assert_eq!(first.split(": ").next(), Some(verdict));
    }
}

#[test]
fn unknown_key_says_how_to_give_it() {
    let message = shown(changed(KEY[0], "test-secret-id-000002"), &[]);
    for part in ["a secret id that none of the keys here has", "in the file of --keys"] {
        assert!(message.contains(part), "{part}: {message}");
    }
}

#[test]
fn json_has_exactly_the_documented_members() {
    let (_, json) = explained(signed("{}", ""), &[]);
    let names: Vec<_> = json.as_object().unwrap().keys().collect();
    let documented =
        ["verdict", "causes", "differs_at", "message", "canonical_request", "string_to_sign"];
    assert_eq!(names, documented);
    assert_eq!(json["differs_at"], "canonical_request");
    let canonical = json["canonical_request"].as_str().unwrap();
    assert!(
        canonical.starts_with("POST\n/\n\ncontent-type:application/json\nhost:"),
        "{canonical}"
    );
    let (_, json) = explained(changed("Authorization:", "X-Other:"), &[]);
    assert_eq!((&json["canonical_request"], &json["differs_at"]), (&Value::Null, &Value::Null));
}

#[test]
fn text_shows_the_steps_of_both_sides_and_marks_the_first_difference() {
    let shown = shown(signed("{}", ""), &[]);
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let body = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    let expected = format!(
        "   client  {empty}\n   server  {body}\n           ^ first difference\n\n\
         2. string to sign: differs\n           TC3-HMAC-SHA256␊\n           1700000000␊\n"
    );
    assert!(shown.starts_with("invalid: payload-empty\n\npayload-empty\n  "), "{shown}");
    assert!(shown.contains(&expected), "{shown}");
    assert_eq!(shown.matches("first difference").count(), 1, "{shown}");
    let code = "\n  wrong: payload_hash = hash_of_nothing_or_no_hash\n  \
                right: payload_hash = sha256_hex(body)\n";
    assert!(shown.contains(code), "{shown}");
    assert!(shown.contains("\n\nNot known here: whether the key is active"), "{shown}");
}

#[test]
fn unknown_mistake_shows_the_steps_of_the_server() {
    let shown = shown(changed("sampleImage", "SampleImage"), &[]);
    assert!(shown.starts_with("invalid: unknown\n\n"), "{shown}");
    assert!(shown.contains("\n1. canonical request\n           POST␊\n           /␊\n"), "{shown}");
    assert!(!shown.contains("client  "), "{shown}");
    assert!(shown.contains("as the header X-Emulator-Canonical-Request."), "{shown}");
}

#[test]
fn text_of_v1_is_shown_whole() {
    let values: Vec<_> = (0..40).map(|n| format!("Filters.{n}.Name=zone-{n:04}")).collect();
    let query = format!(
        "Action=DescribeImage&{}&Nonce=1&SecretId={}&Signature={}%3D&Timestamp=1700000000&Version=1",
        values.join("&"),
        KEY[0],
        "A".repeat(27)
    );
    let shown = shown(format!("GET /?{query} HTTP/1.1\r\nHost: a.example\r\n\r\n"), &[]);
    for value in values {
        assert!(shown.contains(&format!("           {value}&↩\n")), "{value}: {shown}");
    }
    assert!(shown.contains("\n           GETa.example/?Action=DescribeImage&↩\n"), "{shown}");
    assert!(shown.contains("\n           Version=1\n"), "{shown}");
    assert!(!shown.contains('…'), "{shown}");
}

#[test]
fn language_is_chosen() {
    let english = explained(signed("{}", ""), &[]).1;
    let chinese = explained(signed("{}", ""), &["--language", "zh-CN"]).1;
    assert!(english["message"].as_str().unwrap().is_ascii(), "{english}");
    assert!(chinese["message"].as_str().unwrap().contains("正文"), "{chinese}");
    assert!(shown(signed("{}", ""), &["--language", "zh-CN"]).contains("首个差异"));
    let output = run(tc3_with_key(), &["--language", "fr-FR"], VALID);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn time_of_the_request_is_that_of_the_server_unless_given() {
    let request = signed("{}", "{}");
    let (code, json) = explained(&request, &[]);
    assert_eq!(code, 0);
    let message = json["message"].as_str().unwrap();
    let age = "It was checked at its own time, 2023-11-14 22:13:20 UTC, ";
    assert!(message.contains(age) && message.contains(" days ago"), "{message}");

    for (at, code, causes) in [
        ("1700000300", 0, json!([])),
        ("1700000301", 4, json!(["expired"])),
        ("1699999699", 4, json!(["expired"])),
    ] {
        let (exit, json) = explained(&request, &["--at", at]);
        assert_eq!((exit, &json["causes"]), (code, &causes), "{json}");
        assert!(!json["message"].as_str().unwrap().contains("its own time"), "{json}");
    }
    // A header in milliseconds names a second as well.
    let milliseconds = request.replace("Timestamp: 1700000000", "Timestamp: 1700000000000");
    let (exit, json) = explained(milliseconds, &[]);
    assert_eq!((exit, &json["causes"]), (4, &json!(["timestamp-in-milliseconds"])), "{json}");
    let output = run(tc3_with_key(), &["--at", "tomorrow"], VALID);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn keys_are_those_of_the_file_else_of_the_environment() {
    let other =
        format!(r#"[{{"secret_id": "{}", "secret_key": "test-secret-key-000002"}}]"#, KEY[0]);
    let right = other.replace("000002", "000001");
    for (keys, code) in [(right, 0), (other, 4)] {
        let path = file("keys.json", keys.as_bytes());
        let output = run(tc3_with_key(), &["--keys", path.to_str().unwrap()], VALID);
        assert_eq!(output.status.code(), Some(code), "{}", text(&output.stdout));
    }
    for broken in ["", "[]", "{}"] {
        let path = file("broken.json", broken.as_bytes());
        let output = run(tc3_with_key(), &["--keys", path.to_str().unwrap()], VALID);
        assert_eq!(output.status.code(), Some(2), "{broken}");
    }
}

#[test]
fn request_without_keys_is_a_credential_error_unless_it_is_not_signed() {
    let output = run(tc3(), &[], VALID);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(3), ""));
    assert!(text(&output.stderr).contains("--keys FILE"), "{}", text(&output.stderr));
    let mut invalid = tc3_with_key();
    invalid.env("TENCENTCLOUD_SECRET_KEY", " key");
    assert_eq!(run(invalid, &[], VALID).status.code(), Some(3));
    let output = run(tc3(), &["--json"], &changed("Authorization:", "X-Other:"));
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["verdict"], "unsigned");
}

#[test]
fn terminal_is_not_controlled_by_a_request() {
    let query = "Action=A&Timestamp=1700000000&Nonce=1&SecretId=test-secret-id-000001&Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D\
                 &Version=1%1B%5B31m&Name%0D%1B=%E2%80%AE";
    let request = format!("GET /?{query} HTTP/1.1\r\nHost: cvm.tencentcloudapi.com\r\n\r\n");
    let shown = shown(request, &[]);
    assert!(shown.starts_with("invalid"), "{shown}");
    assert!(shown.contains("Version=1␛[31m"), "{shown}");
    assert!(!shown.contains(['\x1b', '\r', '\u{202e}']), "{shown:?}");
}
