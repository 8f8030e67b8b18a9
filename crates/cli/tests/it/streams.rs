//! Standard streams that are gone or full, and Ctrl-C: the exit code stays what the call
//! makes it.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test whose preparation fails has failed; it opens /dev/full and waits"
)]

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

const KEY: [&str; 2] = ["test-secret-id-000001", "test-secret-key-000001"];
const READ: [&str; 2] = ["ecm", "DescribeImage"];
const IMPORT: [&str; 8] = [
    "ecm",
    "ImportImage",
    "--ImageId",
    "img-pmqg1cw9",
    "--ImageDescription",
    "sampleImage",
    "--SourceRegion",
    "ap-chengdu",
];

fn tc3(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tc3"));
    command
        .args(arguments)
        .env_remove("TENCENTCLOUD_REGION")
        .env("TENCENTCLOUD_SECRET_ID", KEY[0])
        .env("TENCENTCLOUD_SECRET_KEY", KEY[1])
        .stdin(Stdio::null());
    command
}

/// Stderr that cannot be written to: a full device, and a pipe without a reader.
fn gone() -> [Stdio; 2] {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    [full.into(), writer.into()]
}

/// A server that sends this response to every request, or none if it is empty. It
/// reports each request that it has read.
fn server(response: &'static str) -> (String, mpsc::Receiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (report, requests) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let report = report.clone();
            thread::spawn(move || respond(stream, response, &report));
        }
    });
    (url, requests)
}

fn respond(mut stream: TcpStream, response: &str, report: &mpsc::Sender<()>) {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let (mut request, mut byte) = (Vec::new(), [0]);
    while !request.ends_with(b"}") && stream.read(&mut byte).is_ok_and(|count| count > 0) {
        request.extend(byte);
    }
    let _ = report.send(());
    if response.is_empty() {
        let _ = stream.read(&mut byte);
    } else {
        let length = response.len();
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{response}"
        );
    }
}

#[test]
fn exit_code_is_the_same_when_stderr_is_gone() {
    let success = server(r#"{"Response":{"RequestId":"r-1","TotalCount":0}}"#).0;
    let refused =
        r#"{"Response":{"Error":{"Code":"ResourceInUse","Message":"m"},"RequestId":"r-1"}}"#;
    let refused = server(refused).0;
    let page = server("<html>").0;
    let silent = server("").0;
    for transport in ["ureq", "hyper"] {
        for (action, endpoint, code) in [
            (&READ[..], &success, 0),
            (&IMPORT, &success, 0),
            (&IMPORT, &refused, 4),
            (&READ, &page, 5),
            (&READ, &silent, 6),
            (&IMPORT, &page, 7),
        ] {
            for stderr in gone() {
                let options = ["-v", "--endpoint", endpoint, "--transport", transport];
                let mut command = tc3(&[action, &options, &["--timeout", "1"]].concat());
                let output = command.stderr(stderr).output().unwrap();
                assert_eq!(output.status.code(), Some(code), "{transport} {action:?}");
                assert_eq!(output.stdout.is_empty(), code != 0);
            }
        }
    }
    for (arguments, code) in
        [(&["sign", "--batch"][..], 0), (&["sign"], 2), (&["cvm"], 2), (&[], 2)]
    {
        for stderr in gone() {
            let output = tc3(arguments).stderr(stderr).output().unwrap();
            assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        }
    }
    for stderr in gone() {
        let mut command = tc3(&READ);
        command.env_remove("TENCENTCLOUD_SECRET_KEY").stderr(stderr);
        assert_eq!(command.output().unwrap().status.code(), Some(3));
    }
    for stderr in gone() {
        let output = sign_batch("{}\n", stderr);
        assert_eq!(output.status.code(), Some(1), "a line that cannot be signed");
    }
}

fn sign_batch(input: &str, stderr: Stdio) -> Output {
    let mut command = tc3(&["sign", "--batch"]);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(stderr);
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn emulator_runs_when_stderr_is_gone() {
    for stderr in gone() {
        let mut command = tc3(&["emulator"]);
        let mut emulator = command.stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(emulator.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim_end().strip_prefix("listening on ").unwrap();
        let output = tc3(&[&READ[..], &["--endpoint", url]].concat()).output().unwrap();
        assert_eq!(output.status.code(), Some(4), "the emulator has keys that nobody saw");
        signal("TERM", &emulator);
        assert_eq!(emulator.wait().unwrap().code(), Some(0));
    }
}

#[test]
fn batch_ends_quietly_when_its_reader_leaves() {
    const LINES: usize = 20_000;
    let line =
        r#"{"scheme":"HmacSHA1","method":"GET","host":"h","params":[["A",1]],"secret_key":"k"}"#;
    let mut command = tc3(&["sign", "--batch"]);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // More than a pipe holds; it fails when the command has left.
    let writer = thread::spawn(move || (0..LINES).try_for_each(|_| writeln!(stdin, "{line}")));
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("GETh/?A=1"), "{first}");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(writer.join().unwrap().is_err(), "the command has not read its whole input");
}

fn signal(name: &str, child: &Child) {
    let pid = child.id().to_string();
    assert!(Command::new("kill").args([&format!("-{name}"), &pid]).status().unwrap().success());
}

#[test]
fn interrupt_ends_a_call_at_once_and_tells_an_unknown_outcome() {
    for transport in ["ureq", "hyper"] {
        for (action, is_write) in [(&READ[..], false), (&IMPORT, true)] {
            let (url, requests) = server("");
            let options = ["--endpoint", &url, "--transport", transport];
            let mut command = tc3(&[action, &options].concat());
            let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            requests.recv_timeout(Duration::from_secs(20)).unwrap();
            let start = Instant::now();
            signal("INT", &child);
            let output = child.wait_with_output().unwrap();
            assert!(start.elapsed() < Duration::from_secs(10), "{transport} waits for a response");
            assert_eq!(output.status.code(), Some(130), "{transport}");
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert!(stderr.starts_with("interrupted\n"), "{stderr}");
            assert_eq!(stderr.contains("outcome unknown"), is_write, "{transport}: {stderr}");
        }
    }
}

#[test]
fn interrupt_exits_130_when_stderr_is_gone() {
    for stderr in gone() {
        let (url, requests) = server("");
        let mut command = tc3(&[&IMPORT[..], &["--endpoint", &url]].concat());
        let mut child = command.stderr(stderr).spawn().unwrap();
        requests.recv_timeout(Duration::from_secs(20)).unwrap();
        signal("INT", &child);
        assert_eq!(child.wait().unwrap().code(), Some(130));
    }
}
