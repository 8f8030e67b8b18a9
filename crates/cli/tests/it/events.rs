//! Streams of events: printed as they come, and how they end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::command::{tc3_with_key, text};

const CHAT: [&str; 4] = [
    "hunyuan",
    "ChatCompletions",
    "--json",
    r#"{"Model": "m", "Messages": [{"Role": "user", "Content": "c"}], "Stream": true}"#,
];

/// A server of one response, in chunks: after each it waits for a word of the test, and
/// breaks off if there is none.
fn server(chunks: &'static [&'static str], ends: bool) -> (String, mpsc::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (go_on, may_go_on) = mpsc::channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        read_request(&mut stream);
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
                    X-TC-RequestId: r-1\r\nTransfer-Encoding: chunked\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        for chunk in chunks {
            let _ = write!(stream, "{:x}\r\n{chunk}\r\n", chunk.len());
            if may_go_on.recv().is_err() {
                break;
            }
        }
        if ends {
            let _ = stream.write_all(b"0\r\n\r\n");
        }
    });
    (url, go_on)
}

/// Reads the whole request: to close a connection with unread bytes would reset it.
fn read_request(stream: &mut TcpStream) {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    let mut line = String::new();
    while reader.read_line(&mut line).unwrap() > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    reader.read_exact(&mut vec![0; length]).unwrap();
}

/// Runs the call over the server to its end.
fn run(action: &[&str], chunks: &'static [&'static str], ends: bool, transport: &str) -> Output {
    let (url, go_on) = server(chunks, ends);
    for _ in chunks {
        go_on.send(()).unwrap();
    }
    let options = ["--endpoint", &url, "--transport", transport, "--retries", "0"];
    tc3_with_key().args(action).args(options).output().unwrap()
}

#[test]
fn data_of_each_event_is_printed_on_a_line_as_it_comes() {
    for transport in ["ureq", "hyper"] {
        let (url, go_on) = server(
            &[
                "data: {\"A\":\ndata:  [1.10]}\n\ndata: part",
                "ial\n\n",
                ": keep\n\ndata: [DONE]\n\n",
            ],
            true,
        );
        let mut command = tc3_with_key();
        command.args(CHAT).args(["--endpoint", &url, "--transport", transport]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        assert_eq!(lines.next().unwrap(), r#"{"A":[1.10]}"#);
        go_on.send(()).unwrap();
        assert_eq!(lines.next().unwrap(), "\"partial\"");
        go_on.send(()).unwrap();
        assert_eq!(lines.next().unwrap(), "\"[DONE]\"");
        go_on.send(()).unwrap();
        assert_eq!(lines.next(), None);
        assert_eq!(child.wait().unwrap().code(), Some(0), "{transport}");
    }
}

/// A read, for whose action the catalog has no mark: the response decides.
const READ: [&str; 2] = ["ecm", "DescribeImage"];

#[test]
fn end_of_a_stream_decides_the_exit_code() {
    const ERROR: &str =
        "data: {\"Response\":{\"Error\":{\"Code\":\"LimitExceeded\",\"Message\":\"m\"}}}\n\n";
    const NAMED: &str = "event: error\ndata: {\"Reason\":\"x\"}\n\n";
    for transport in ["ureq", "hyper"] {
        for (chunks, ends, of_read, of_write, printed, message) in [
            (&["data: 1\n\n"][..], true, 0, 0, "1\n", ""),
            (&["data: 1\n\n", "da"], false, 5, 7, "1\n", "the stream broke off"),
            (&["data: 1\n\n", ERROR], true, 4, 4, "1\n", "LimitExceeded"),
            (&["data: 1\n\n", NAMED], true, 4, 4, "1\n{\"Reason\":\"x\"}\n", "event named error"),
        ] {
            for (action, code) in [(&READ[..], of_read), (&CHAT, of_write)] {
                let output = run(action, chunks, ends, transport);
                let stderr = text(&output.stderr);
                assert_eq!(output.status.code(), Some(code), "{transport} {chunks:?}: {stderr}");
                assert_eq!(text(&output.stdout), printed, "{transport} {chunks:?}");
                assert!(stderr.contains(message), "{stderr}");
                assert_eq!(stderr.contains("may have taken effect"), code == 7, "{stderr}");
            }
        }
    }
}

#[test]
fn stream_ends_quietly_when_its_reader_leaves() {
    for transport in ["ureq", "hyper"] {
        let (url, go_on) = server(&["data: 1\n\n", "data: 2\n\n", "data: 3\n\n"], true);
        let mut command = tc3_with_key();
        command.args(CHAT).args(["--endpoint", &url, "--transport", transport]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "1\n");
        go_on.send(()).unwrap();
        // The server waits before its third event, but not the command.
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""), "{transport}");
    }
}

#[test]
fn timeout_covers_the_stream() {
    for transport in ["ureq", "hyper"] {
        let (url, go_on) = server(&["data: 1\n\n"], true);
        let options = ["--endpoint", &url, "--transport", transport, "--timeout", "0.5"];
        let output = tc3_with_key().args(READ).args(options).output().unwrap();
        assert_eq!(output.status.code(), Some(6), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), "1\n");
        drop(go_on);
    }
}
