//! Compressed responses over both transports.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::command::tc3_with_key;

#[test]
fn compressed_response_is_requested_and_decoded() {
    for transport in ["ureq", "hyper"] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let serving = thread::spawn(move || respond_compressed(&listener));
        let output = tc3_with_key()
            .args(["ecm", "DescribeImage", "--endpoint", &url, "--transport", transport])
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{transport}: {stderr}");
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(printed.contains(r#""RequestId": "r-000001""#), "{transport}: {printed}");
        let head = serving.join().unwrap();
        assert!(head.contains("\r\naccept-encoding: gzip, deflate\r\n"), "{transport}: {head}");
    }
}

/// Serves one request and returns its head.
fn respond_compressed(listener: &TcpListener) -> String {
    let (mut tcp, _) = listener.accept().unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut reader = BufReader::new(tcp.try_clone().unwrap());
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
    }
    let head = head.to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    reader.read_exact(&mut vec![0; length.parse().unwrap()]).unwrap();

    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(br#"{"Response":{"RequestId":"r-000001","TotalCount":0}}"#).unwrap();
    let body = encoder.finish().unwrap();
    let head_of_response =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n";
    write!(tcp, "{head_of_response}Content-Length: {}\r\n\r\n", body.len()).unwrap();
    tcp.write_all(&body).unwrap();
    head
}
