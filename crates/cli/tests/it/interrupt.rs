//! Ctrl-C during a call.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::command::{IMPORT, READ, closed_port, signal, tc3_with_key};
use crate::streams::gone;

fn tc3(arguments: &[&str]) -> Command {
    let mut command = tc3_with_key();
    command.args(arguments).stdin(Stdio::null());
    command
}

/// A server that sends this response to every request, or none if it is empty. It
/// reports each request that it has read.
pub(crate) fn server(response: &'static str) -> (String, mpsc::Receiver<()>) {
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

/// Interrupts an import when it logs that it waits, and returns the last line.
fn interrupted_wait(endpoint: &str, transport: &str) -> String {
    let options = ["-v", "--retries", "9", "--endpoint", endpoint, "--transport", transport];
    let mut child = tc3(&[&IMPORT[..], &options].concat()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    // A wait that the signal cannot miss.
    let milliseconds = |line: &String| {
        let words: Vec<&str> = line.split(' ').collect();
        if words[0] == "waiting" { words[1].parse().unwrap() } else { 0 }
    };
    lines.by_ref().find(|line| milliseconds(line) > 300).unwrap();
    signal("INT", &child);
    let rest: Vec<String> = lines.collect();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    rest.last().unwrap().clone()
}

#[test]
fn interrupt_says_when_nothing_was_sent() {
    for transport in ["ureq", "hyper"] {
        assert_eq!(interrupted_wait(&closed_port(), transport), "interrupted; nothing was sent");
    }
}

#[test]
fn interrupt_after_a_refusal_tells_no_unknown_outcome() {
    const THROTTLED: &str =
        r#"{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"m"},"RequestId":"r-1"}}"#;
    for transport in ["ureq", "hyper"] {
        assert_eq!(interrupted_wait(&server(THROTTLED).0, transport), "interrupted");
    }
}
