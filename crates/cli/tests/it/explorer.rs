//! `tc3 explorer` as a process.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::command::{KEY, signal, tc3, tc3_with_key, text};

/// An explorer process with a fresh folder for its state, killed on drop.
struct Explorer {
    child: Child,
    /// `127.0.0.1:PORT`
    address: String,
    token: String,
    _state: tempfile::TempDir,
}

impl Explorer {
    fn start(command: &mut Command) -> Self {
        let state = tempfile::tempdir().unwrap();
        let command = command.env("XDG_STATE_HOME", state.path());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let rest = line.strip_prefix("explorer on http://").unwrap().trim_end();
        let (address, token) = rest.split_once("/#").unwrap();
        let (address, token) = (address.to_owned(), token.to_owned());
        Self { child, address, token, _state: state }
    }

    /// The whole response to a request of the page.
    fn post(&self, path: &str, body: &str) -> String {
        let (address, token) = (&self.address, &self.token);
        let mut stream = TcpStream::connect(address).unwrap();
        let length = body.len();
        let request = format!(
            "POST /_explorer/{path} HTTP/1.1\r\nHost: {address}\r\nX-Explorer-Token: {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        response
    }

    /// Ends it by a signal and returns the exit code and what it printed to stderr.
    fn end(mut self, name: &str) -> (Option<i32>, String) {
        signal(name, &self.child);
        let code = self.child.wait().unwrap().code();
        let mut stderr = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        (code, stderr)
    }
}

impl Drop for Explorer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn explorer_serves_until_a_signal_ends_it() {
    for name in ["TERM", "INT"] {
        let explorer = Explorer::start(tc3().arg("explorer"));
        assert!(explorer.address.starts_with("127.0.0.1:"), "{}", explorer.address);
        assert_eq!(explorer.token.len(), 32);
        let response = explorer.post("history", r#"{"language": "en-US"}"#);
        assert!(response.starts_with("HTTP/1.1 200 OK\r\n"), "{response}");
        assert!(response.contains("tc3/explorer/history.jsonl"), "{response}");
        let began = Instant::now();
        let (code, stderr) = explorer.end(name);
        assert_eq!(code, Some(0), "{name}: {stderr}");
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
        assert!(stderr.contains("open the link in a browser"), "{stderr}");
    }
}

#[test]
fn address_other_than_loopback_is_warned_about() {
    let explorer = Explorer::start(tc3().args(["explorer", "--listen", "0.0.0.0:0"]));
    let (_, stderr) = explorer.end("TERM");
    assert!(stderr.starts_with("warning: 0.0.0.0 is reachable from other machines"), "{stderr}");
}

#[test]
fn history_is_in_memory_when_its_folder_cannot_be_made() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut command = Command::new("env");
    let state: PathBuf = file.path().join("state");
    command.arg(format!("XDG_STATE_HOME={}", state.display()));
    command.args([env!("CARGO_BIN_EXE_tc3"), "explorer"]);
    let explorer = Explorer::start(&mut command);
    assert!(explorer.post("history", "{}").contains(r#""path":null"#));
    let (_, stderr) = explorer.end("TERM");
    assert!(stderr.contains("note: history is kept in memory only: "), "{stderr}");
}

#[test]
fn wrong_options_are_usage_errors_that_show_no_value() {
    for arguments in [
        &["--profile", "canary"][..],
        &["--listen", "canary"],
        &["--keys", "/canary"],
        &["canary"],
        &["--Canary", "1"],
    ] {
        let output = tc3().arg("explorer").args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!text(&output.stderr).contains("canary"), "{}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn keys_that_are_no_keys_are_a_note() {
    let mut command = tc3_with_key();
    command.arg("explorer").env("TENCENTCLOUD_SECRET_KEY", format!(" {}", KEY[1]));
    let (_, stderr) = Explorer::start(&mut command).end("TERM");
    assert!(stderr.starts_with("note: the keys of the environment are not used: "), "{stderr}");
    let mut half = tc3_with_key();
    half.arg("explorer").env_remove("TENCENTCLOUD_SECRET_KEY");
    let (_, stderr) = Explorer::start(&mut half).end("TERM");
    assert!(stderr.contains("environment variable TENCENTCLOUD_SECRET_KEY is not set"), "{stderr}");
    let (_, stderr) = Explorer::start(tc3_with_key().arg("explorer")).end("TERM");
    assert!(!stderr.contains("note: "), "{stderr}");
}

#[test]
fn help_has_an_example() {
    let output = tc3().args(["explorer", "--help"]).output().unwrap();
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("tc3 explorer --keys keys.json"));
}
