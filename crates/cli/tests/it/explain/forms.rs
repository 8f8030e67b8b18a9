//! The forms of a request.

use std::fmt::Write;

use serde_json::json;

use super::{Output, VALID, changed, explained, failed, file, run, signed, tc3_with_key, text};

/// A GET with a right signature, as the official Python SDK has sent it.
const GET: &[u8] = include_bytes!("../../../../../tests/data/captures/python_tc3_get.http");

/// A block of `curl --trace-ascii`, as curl prints it.
fn block(name: &str, bytes: &[u8]) -> String {
    let mut block = format!("=> Send {name}, {0} bytes (0x{0:x})\n", bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let line_end = rest.windows(2).take(65).position(|pair| pair == b"\r\n");
        let length = line_end.unwrap_or(64.min(rest.len()));
        let dots = rest[..length].iter().map(|&byte| match byte {
            b' '..=b'~' => char::from(byte),
            _ => '.',
        });
        writeln!(block, "{at:04x}: {}", dots.collect::<String>()).unwrap();
        at += length + line_end.map_or(0, |_| 2);
    }
    block
}

/// The request as `curl --trace-ascii -` shows it.
fn trace(request: &[u8]) -> String {
    let body = request.windows(4).position(|end| end == b"\r\n\r\n").unwrap() + 4;
    let (head, body) = request.split_at(body);
    let data = if body.is_empty() { String::new() } else { block("data", body) };
    let connected = "== Info: Connected to 127.0.0.1 (127.0.0.1) port 18080 (#0)\n";
    let received = "<= Recv header, 17 bytes (0x11)\n0000: HTTP/1.1 200 OK\n";
    format!("{connected}{}{data}{received}", block("header", head))
}

/// The head of the request as `curl -v` shows it.
fn verbose(request: &[u8]) -> String {
    let (head, _) = text(request).split_once("\r\n\r\n").unwrap();
    let lines: Vec<_> = head.lines().map(|line| format!("> {line}\r\n")).collect();
    let lines = lines.concat();
    format!("*   Trying 127.0.0.1:18080...\n{lines}> \r\n< HTTP/1.1 200 OK\r\n< \r\n")
}

/// A curl command line that sends the request, with this option for the body.
fn command(request: &[u8], data: &str) -> String {
    let (head, _) = text(request).split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let (method, rest) = lines.next().unwrap().split_once(' ').unwrap();
    let target = rest.strip_suffix(" HTTP/1.1").unwrap();
    let is_sent = |line: &&str| !line.starts_with("Content-Length:");
    let headers: Vec<_> = lines.filter(is_sent).map(|line| format!(" \\\n  -H '{line}'")).collect();
    let headers = headers.concat();
    format!("curl -X {method} 'http://127.0.0.1:18080{target}'{headers} {data}")
}

#[track_caller]
fn assert_valid(input: impl AsRef<[u8]>) {
    let (code, json) = explained(input, &[]);
    assert_eq!((code, json["verdict"].as_str()), (0, Some("valid")), "{json}");
}

#[test]
fn right_request_is_valid_in_every_form() {
    let body = text(VALID).split_once("\r\n\r\n").unwrap().1;
    let path = file("body.json", body.as_bytes());
    let with_lf = text(VALID).replace("\r\n", "\n");
    for input in [
        text(VALID).to_owned(),
        with_lf,
        format!("{}\n", text(VALID)),
        trace(VALID),
        command(VALID, &format!("--data-raw '{body}'")),
        command(VALID, &format!("-d \"{}\"", body.replace('\\', "\\\\").replace('"', "\\\""))),
        command(VALID, &format!("--data-binary '@{}'", path.display())),
        text(GET).to_owned(),
        text(GET).trim_end().to_owned(),
        trace(GET),
        verbose(GET),
        command(GET, ""),
    ] {
        assert_valid(input);
    }
}

#[test]
fn files_of_a_command_line_are_read_from_where_it_runs() {
    let body = text(VALID).split_once("\r\n\r\n").unwrap().1;
    let path = file("relative.json", body.as_bytes());
    let mut tc3 = tc3_with_key();
    tc3.current_dir(path.parent().unwrap());
    let output = run(tc3, &[], command(VALID, "-d @relative.json").as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let (code, error) = failed(command(VALID, "-d @no-such-file"));
    assert_eq!(code, 2);
    assert!(
        error.contains("cannot read the file of --data: ") && !error.contains("such-f"),
        "{error}"
    );
}

#[test]
fn request_is_read_from_a_file_or_stdin() {
    let path = file("request.http", VALID);
    let read = |arguments: &[&str]| -> Output { run(tc3_with_key(), arguments, VALID) };
    for arguments in [&[][..], &["-"], &[path.to_str().unwrap()]] {
        assert_eq!(read(arguments).status.code(), Some(0), "{arguments:?}");
    }
    let output = read(&["no-such-file"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!text(&output.stderr).contains("no-such-file"), "{}", text(&output.stderr));
}

#[test]
fn what_is_no_request_is_a_usage_error() {
    for input in [
        "",
        "hello",
        "{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "curl",
        "curl 'http://h",
        "* Connected\n< HTTP/1.1 200 OK\n",
    ] {
        let (code, error) = failed(input);
        assert_eq!(code, 2, "{input}: {error}");
        assert!(error.starts_with("error: no request: "), "{error}");
    }
    for (option, name) in [("-F a", "-F"), ("-u a:b", "-u"), ("--proxy h", "--proxy")] {
        let (code, error) = failed(format!("curl {option} http://h"));
        assert_eq!(code, 2, "{option}: {error}");
        assert!(error.contains(&format!("no request: {name} of curl is not supported")), "{error}");
    }
}

#[test]
fn command_line_with_a_stale_content_length_is_refused_and_says_so() {
    let body = text(VALID).split_once("\r\n\r\n").unwrap().1;
    let length = body.len();
    let line = |declared: usize, body: &str| {
        command(VALID, &format!("-H 'content-length: {declared}' --data-binary '{body}'"))
    };
    assert_valid(line(length, body));
    let spaced = body.replacen(':', ": ", 1);
    for (line, causes) in [
        (line(length - 1, body), json!(["stale-content-length"])),
        (line(length, &spaced), json!(["stale-content-length", "payload-reserialized"])),
    ] {
        let (code, json) = explained(&line, &[]);
        assert_eq!((code, &json["verdict"], &json["causes"]), (4, &json!("invalid"), &causes));
        let message = json["message"].as_str().unwrap();
        assert!(message.contains("Leave out this -H: curl counts the bytes itself."), "{message}");
        let output = run(tc3_with_key(), &["--language", "zh-CN"], line.as_bytes());
        assert_eq!(output.status.code(), Some(4));
        let shown = text(&output.stdout);
        assert!(shown.starts_with("invalid: stale-content-length"), "{shown}");
        assert!(shown.contains("请删去这个 -H"), "{shown}");
    }
}

#[test]
fn body_that_is_cut_by_its_content_length_is_named() {
    let cut = r#"{"ImageId": "img-"#;
    let (code, json) = explained(signed(cut, r#"{"ImageId": "img-1"}"#), &[]);
    assert_eq!((code, &json["causes"]), (4, &json!(["unknown"])));
    let message = json["message"].as_str().unwrap();
    assert!(message.contains("JSON that is cut off by Content-Length"), "{message}");
    let (_, json) = explained(signed("{}", "{\"a\": 1}"), &[]);
    assert!(!json["message"].as_str().unwrap().contains("cut off"), "{json}");
}

#[test]
fn body_that_is_not_at_hand_exits_with_1() {
    let (code, error) = failed(verbose(VALID));
    assert_eq!(code, 1, "{error}");
    let advice = "give the curl command line, or the output of --trace-ascii -";
    assert!(error.trim_end().ends_with(advice), "{error}");

    let trace = trace(VALID);
    let cut = [&VALID[..VALID.len() - 20], &trace.as_bytes()[..trace.rfind("\n0040: ").unwrap()]];
    for input in cut {
        let (code, error) = failed(input);
        assert_eq!(code, 1, "{error}");
        assert!(error.contains("the body is not at hand: "), "{error}");
    }
}

/// A dot may be a line feed or a part of a Chinese character, unless the signature proves
/// that it is a dot.
#[test]
fn dots_of_a_text_trace_are_believed_if_they_explain_the_signature() {
    let dotted = r#"{"Version": "1.0"}"#;
    assert_valid(trace(signed(dotted, dotted).as_bytes()));
    let (code, json) = explained(trace(signed(dotted, "").as_bytes()), &[]);
    assert_eq!((code, json["causes"][0].as_str()), (4, Some("payload-empty")));
    for body in ["{\"Name\": \"边\"}", "{\n}"] {
        let (code, error) = failed(trace(signed(body, body).as_bytes()));
        assert_eq!(code, 1, "{error}");
        assert!(error.contains("the body is not at hand: the trace does not show"), "{error}");
    }
    // Without a dot, the body is known.
    let (code, _) = explained(trace(&changed("sampleImage", "SampleImage")), &[]);
    assert_eq!(code, 4);
}

#[test]
fn body_of_10_mb_is_read_and_a_longer_input_refused() {
    let body = format!("{{\"Data\": \"{}\"}}", "x".repeat(10_000_000));
    let request = signed(&body, "");
    assert_eq!(explained(&request, &[]).1["causes"][0], "payload-empty");
    assert_eq!(explained(trace(request.as_bytes()), &[]).1["causes"][0], "payload-empty");
    let (code, error) = failed(vec![b'x'; 16 * 1024 * 1024 + 1]);
    assert_eq!(code, 2);
    assert!(error.contains("cannot read stdin: it is longer than 16 MiB"), "{error}");
}

#[test]
fn note_says_that_the_version_of_curl_matters() {
    let query = "https://h/?a=%7e";
    let command = format!("curl '{query}' -H 'Authorization: TC3-HMAC-SHA256 x'");
    let (_, json) = explained(command, &[]);
    assert!(json["message"].as_str().unwrap().contains("curl up to 8.19"), "{json}");
}
