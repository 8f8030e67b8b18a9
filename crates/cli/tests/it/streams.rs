//! Standard streams that are gone or full: the exit code stays what the call makes it.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};
use std::thread;

use crate::command::{IMPORT, READ, signal, tc3_with_key};
use crate::interrupt::server;

/// `tc3` with the placeholder key pair and these arguments.
fn tc3(arguments: &[&str]) -> Command {
    let mut command = tc3_with_key();
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Stderr that cannot be written to: a full device, and a pipe without a reader.
pub(crate) fn gone() -> [Stdio; 2] {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    [full.into(), writer.into()]
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
                // Only the silent server is waited for.
                let timeout = if code == 6 { "1" } else { "20" };
                let options = ["-v", "--endpoint", endpoint, "--transport", transport];
                let mut command = tc3(&[action, &options, &["--timeout", timeout]].concat());
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
