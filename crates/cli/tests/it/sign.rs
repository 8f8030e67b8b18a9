//! `tc3 sign --batch`: it signs every description of the recorded signatures, and refuses
//! one that is not exactly what it seems to be.

use std::io::Write;
use std::process::{Output, Stdio};
use std::thread;

use serde_json::{Value, json};

use crate::command;

const VECTORS: &str = include_str!("../../../../tests/data/signing-vectors.json");

fn sign(option: &str, input: Vec<u8>) -> Output {
    let mut child = command::tc3()
        .args(["sign", option])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = thread::spawn(move || stdin.write_all(&input).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// The exit code and one result per line.
fn batch(input: Vec<u8>) -> (Option<i32>, Vec<Value>) {
    let output = sign("--batch", input);
    let lines = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn lines(lines: impl Iterator<Item = String>) -> Vec<u8> {
    lines.collect::<Vec<_>>().join("\n").into()
}

#[test]
fn recorded_descriptions_are_signed() {
    let mut vectors: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    // `Authorization: SKIP` is no signature.
    vectors.retain(|vector| vector["sign"]["scheme"] != "SKIP");
    assert!(vectors.len() > 200);
    let (code, signed) = batch(lines(vectors.iter().map(|vector| vector["sign"].to_string())));
    assert_eq!((code, signed.len()), (Some(0), vectors.len()));
    for (vector, signed) in vectors.iter().zip(signed) {
        for member in ["canonical_request", "string_to_sign", "signature", "authorization"] {
            let expected = &vector["expected"][member];
            if !expected.is_null() {
                assert_eq!(&signed[member], expected, "{}: {signed}", vector["name"]);
            }
        }
    }
}

#[test]
fn too_long_line_is_an_error_and_the_batch_continues() {
    let valid =
        r#"{"scheme":"HmacSHA1","method":"GET","host":"h","params":[["A",1]],"secret_key":"k"}"#;
    let mut input = vec![b' '; 17 * 1024 * 1024];
    input.extend(format!("{valid}\n{valid}\n").as_bytes());
    let (code, lines) = batch(input);
    assert_eq!((code, lines.len()), (Some(1), 2));
    assert_eq!(lines[0], json!({"error": "the line is longer than 16 MiB"}));
    assert_eq!(lines[1]["string_to_sign"], "GETh/?A=1");
}

#[test]
fn byte_order_mark_before_the_first_line_is_skipped() {
    let valid =
        r#"{"scheme":"HmacSHA1","method":"GET","host":"h","params":[["A",1]],"secret_key":"k"}"#;
    let (code, lines) = batch(format!("\u{feff}{valid}\n").into());
    assert_eq!(code, Some(0), "{lines:?}");
}

/// A valid description with these members set; null removes one.
fn tc3(change: &str) -> String {
    let mut request = json!({
        "scheme": "TC3-HMAC-SHA256", "method": "POST", "host": "ecm.tencentcloudapi.com",
        "headers": {"content-type": "application/json"},
        "signed_headers": ["content-type", "host"], "payload": "{}", "service": "ecm",
        "timestamp": 1_700_000_000, "secret_id": "id", "secret_key": "canary",
    });
    let change: Value = serde_json::from_str(change).unwrap();
    for (name, value) in change.as_object().unwrap() {
        request[name] = value.clone();
    }
    request.to_string()
}

fn v1(change: &str) -> String {
    format!(r#"{{"scheme":"HmacSHA1","method":"GET","host":"h","secret_key":"canary",{change}}}"#)
}

#[test]
fn description_that_cannot_be_meant_is_refused() {
    let cases = [
        (tc3(r#"{"scheme": "TC4"}"#), "scheme must be TC3-HMAC-SHA256, HmacSHA1 or HmacSHA256"),
        (tc3(r#"{"secret_key": 7}"#), "secret_key must be a string"),
        (tc3(r#"{"secret_key": ["canary"]}"#), "secret_key must be a string"),
        (tc3(r#"{"timestamp": "now"}"#), "timestamp must be a time in Unix seconds"),
        (tc3(r#"{"timestamp": -1}"#), "timestamp must be a time in Unix seconds"),
        (
            tc3(r#"{"signed_headers": ["host"]}"#),
            "signed_headers must contain content-type and host",
        ),
        (
            tc3(r#"{"signed_headers": ["content-type", "host", "x-a"]}"#),
            "headers lacks the signed header x-a",
        ),
        (tc3(r#"{"headers": {}}"#), "headers lacks the signed header content-type"),
        (tc3(r#"{"payload": null, "payload_base64": "%"}"#), "payload_base64 must be base64"),
        (tc3(r#"{"host": "a\nb"}"#), "host must be a host name"),
        (tc3(r#"{"host": ""}"#), "host must be a host name"),
        (tc3(r#"{"query": "a\nb"}"#), "query must be percent-encoded"),
        (tc3(r#"{"service": "a/b"}"#), "the service is not valid in a credential scope"),
        (tc3(r#"{"method": "PO ST"}"#), "method must be GET or POST"),
        (tc3(r#"{"unsigned_payload": "true"}"#), "unsigned_payload must be true or false"),
        (tc3(r#"{"payload_base64": "e30="}"#), "payload and payload_base64 exclude each other"),
        (
            tc3(
                r#"{"headers": {"content-type": "a", "x;y": "1"}, "signed_headers": ["content-type", "host", "x;y"]}"#,
            ),
            "the name of a signed header is not valid",
        ),
        (tc3(r#"{"method": "PUT"}"#), "method must be GET or POST"),
        (tc3(r#"{"method": "get"}"#), "method must be GET or POST"),
        (tc3(r#"{"body": "{}"}"#), "member 11 is unknown; expected scheme, method"),
        (tc3(r#"{"timestmp": 1}"#), "member 11 is unknown; did you mean timestamp?"),
        (tc3(r#"{"params": []}"#), "member 11 is unknown"),
        (tc3("{}").replacen('{', r#"{"payload":"x","#, 1), "payload is given twice"),
        (tc3("{}").replacen('{', r#"{"secret_key":"canary","#, 1), "secret_key is given twice"),
        (
            tc3("{}").replace(r#"{"content"#, r#"{"content-type":"a","content"#),
            "headers has a name twice",
        ),
        (tc3(r#"{"headers": {"content-type": "a", "Content-Type": "b"}}"#), "headers: item 2"),
        (tc3(r#"{"signed_headers": ["content-type", "host", "Host"]}"#), "signed_headers: item 3"),
        (tc3(r#"{"headers": {"content-type": "a", "host": "other"}}"#), "host differs"),
        (
            tc3(r#"{"headers": {"content-type": "a", "X-TC-Timestamp": 1}}"#),
            "x-tc-timestamp differs",
        ),
        (
            tc3(r#"{"headers": {"content-type": "a", "X-TC-Content-SHA256": "UNSIGNED-PAYLOAD"}}"#),
            "x-tc-content-sha256 differs",
        ),
        (tc3(r#"{"signed_headers": ["content-type", "host", "X-A"]}"#), "signed header x-a"),
        (tc3(r#"{"signed_headers": ["content-type", "host", "canary"]}"#), "signed_headers names"),
        (tc3(r#"{"query": "a=b c"}"#), "query must be percent-encoded"),
        (tc3(r#"{"query": "a=é"}"#), "query must be percent-encoded"),
        (tc3(r#"{"query": "a=1#b"}"#), "query must be percent-encoded"),
        (tc3(r#"{"host": "https://h"}"#), "host must be a host name"),
        (tc3(r#"{"host": "h/"}"#), "host must be a host name"),
        (tc3(r#"{"host": "h/?A=1&"}"#), "host must be a host name"),
        (tc3(r#"{"host": "user@h"}"#), "host must be a host name"),
        (tc3(r#"{"host": "h:port"}"#), "host must be a host name"),
        (tc3(r#"{"host": "hé"}"#), "host must be a host name"),
        (tc3(r#"{"host": "a b"}"#), "host must be a host name"),
        (tc3(r#"{"secret_key": "canary\n"}"#), "secret_key contains a line break or a NUL"),
        (tc3(r#"{"secret_key": "can\u0000ary"}"#), "secret_key contains a line break or a NUL"),
        (tc3(r#"{"secret_key": " canary"}"#), "secret_key has white space around it"),
        (tc3(r#"{"secret_key": ""}"#), "secret_key is empty"),
        (tc3(r#"{"secret_id": "a b"}"#), "secret_id must be printable ASCII"),
        (tc3(r#"{"secret_id": ""}"#), "secret_id must be printable ASCII"),
        (tc3(r#"{"timestamp": 1.7e9}"#), "timestamp must be a time in Unix seconds"),
        (v1(r#""params":[["A",1]],"payload":"{}""#), "member 6 is unknown"),
        (v1(r#""params":[["A",1],["A",2]]"#), "params: item 2 has the name of an earlier one"),
        (v1(r#""params":[["A",1],["Signature","x"]]"#), "params: item 2 is the signature"),
        (v1(r#""params":[["A=1&B",1]]"#), "params: item 1 has a name with = or &"),
        (v1(r#""params":[["",1]]"#), "params: item 1 has an empty name"),
        (v1(r#""params":[["SignatureMethod","HmacSHA256"]]"#), "params: item 1 contradicts scheme"),
        (v1(r#""params":[]"#), "params is missing"),
        (v1(r#""params":[["A",1],["B",1.5]]"#), "params must be pairs of strings"),
        (v1(r#""params":[["A",1e3]]"#), "params must be pairs of strings"),
        (v1(r#""params":[["A",1]]"#).replace("canary", ""), "secret_key is empty"),
        (v1(r#""params":[["A",1]]"#).replace("GET", "DELETE"), "method must be GET or POST"),
    ];
    let (code, results) = batch(lines(cases.iter().map(|(line, _)| line.clone())));
    assert_eq!((code, results.len()), (Some(1), cases.len()));
    for ((line, problem), result) in cases.iter().zip(results) {
        let error = result["error"].as_str().unwrap_or_default();
        assert!(error.contains(problem), "{line}: {result}");
        assert!(!error.contains("canary"), "{error}");
    }
}

#[test]
fn unusual_but_valid_description_is_signed() {
    let cases = [
        tc3(r#"{"secret_key": "\u200b\"canary secret\"\ufeff"}"#),
        tc3(r#"{"secret_id": "\"id\""}"#),
        tc3(r#"{"host": "[::1]:8080"}"#),
        tc3(r#"{"host": " ECM.example.com:8443 "}"#),
        tc3(r#"{"headers": {"content-type": "a", "Host": "ECM.tencentcloudapi.com"}}"#),
        tc3(r#"{"headers": {"content-type": "a", "X-TC-Timestamp": 1700000000}}"#),
        tc3(r#"{"unsigned_payload": true}"#),
        tc3(r#"{"payload": null, "payload_base64": "e30="}"#),
        tc3(r#"{"method": "GET", "query": "a=%e8%be%b9&b=+&c", "payload": ""}"#),
        v1(r#""params":{"SignatureMethod":"HmacSHA1","a_b":"\u0000 é"}"#),
    ];
    let (code, results) = batch(lines(cases.into_iter()));
    assert_eq!(code, Some(0), "{results:?}");
}

/// The steps, with visible line ends; the values are those of `--batch`.
#[test]
fn explain_shows_every_step_and_no_key() {
    for description in [tc3("{}"), v1(r#""params":[["A",1],["B","x"]]"#)] {
        let output = sign("--explain", description.clone().into());
        let (code, signed) = batch(description.into());
        assert_eq!((code, output.status.code()), (Some(0), Some(0)));
        let text = String::from_utf8(output.stdout).unwrap();
        for (member, value) in signed[0].as_object().unwrap() {
            let lines: Vec<&str> = value.as_str().unwrap_or_default().lines().collect();
            let shown = lines.join("\u{240a}\n    ");
            assert!(text.contains(&shown), "{member}: {text}");
        }
        assert!(text.contains("1. ") && !text.contains("canary"), "{text}");
    }
}

#[test]
fn empty_description_says_where_one_goes() {
    for input in [&b""[..], b" \n"] {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("empty-description");
        std::fs::write(&path, input).unwrap();
        let output = command::tc3().args(["sign", "--explain"]).arg(&path).output().unwrap();
        let error = command::text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains("pass one as FILE or on stdin"), "{error}");
    }
}
