//! The `curl` commands of the documents, against a running emulator. They are read and
//! sent without `curl`, which a machine may lack.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::command::{IMPORT, text};
use crate::running::known_key;

const DOCUMENTS: [(&str, &str); 4] = [
    ("README.md", include_str!("../../../../README.md")),
    ("README.zh-CN.md", include_str!("../../../../README.zh-CN.md")),
    ("docs/emulator.md", include_str!("../../../../docs/emulator.md")),
    ("docs/guide.md", include_str!("../../../../docs/guide.md")),
];

/// The address that the documents use for an emulator on this machine.
const ADDRESS: &str = "127.0.0.1:8080";

/// The content of the file that the documents call `request.http`.
const FILE: &str = "POST / HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\n\r\n{}";

/// The `curl` commands to that address, as words.
fn commands(document: &str) -> Vec<Vec<String>> {
    let text = document.replace("\\\n", " ");
    let commands = text.split("curl ").skip(1).map(|rest| rest.split(['\n', '`']).next().unwrap());
    commands.filter(|command| command.contains(ADDRESS)).map(words).collect()
}

/// The words of a command line, in which single quotes may enclose spaces.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('\'').enumerate().flat_map(|(part, text)| match part % 2 {
        0 => text.split_whitespace().collect(),
        _ => vec![text],
    });
    parts.map(str::to_owned).collect()
}

/// Sends what `curl` would, and returns the status line.
fn send(command: &[String], address: &str) -> String {
    let (mut method, mut head, mut body, mut path) = ("GET", String::new(), "", "");
    let mut words = command.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "-X" => method = words.next().unwrap(),
            "-H" => head.extend([words.next().unwrap(), "\r\n"]),
            "-d" => (method, body) = ("POST", words.next().unwrap()),
            "--data-binary" => {
                assert_eq!(words.next(), Some("@request.http"));
                (method, body) = ("POST", FILE);
            }
            url => path = url.strip_prefix("http://").unwrap().strip_prefix(ADDRESS).unwrap(),
        }
    }
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\n{head}Connection: close\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response.lines().next().unwrap().to_owned()
}

#[test]
fn documented_requests_to_the_emulator_succeed() {
    for (name, document) in DOCUMENTS {
        let commands = commands(document);
        assert!(commands.iter().any(|words| words.last().unwrap().ends_with("/reset")), "{name}");
        let emulator = known_key();
        assert_eq!(emulator.call(&IMPORT).status.code(), Some(0));
        assert_eq!(emulator.call(&IMPORT).status.code(), Some(4), "{name}: imported before");
        for command in commands {
            let status = send(&command, emulator.address());
            assert_eq!(status, "HTTP/1.1 200 OK", "{name}: curl {}", command.join(" "));
        }
        // The last of them is the reset.
        let output = emulator.call(&IMPORT);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
    }
}
