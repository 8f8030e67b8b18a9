//! `tc3 quota`: what it prints, and what it never prints.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tencentcloud_client::blocking::Client;
use tencentcloud_ecm::DescribeImage;
use tencentcloud_emulator::Emulator;
use tencentcloud_quota::Quota;

use crate::command::tc3;

/// A server with the rates of two actions. The clock shows 1,000 seconds.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || listener.incoming().map_while(Result::ok).for_each(serve));
    format!("redis://:sesame@{address}")
}

fn serve(stream: TcpStream) {
    let mut responses = stream.try_clone().unwrap();
    let mut reader = BufReader::new(stream);
    while let Some(words) = command(&mut reader) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let response = match words[..] {
            ["AUTH", ..] => "+OK\r\n".to_owned(),
            ["TIME"] => array(&["1000", "0"]),
            ["ZRANGE", "{tc3}:index", ..] => array(&[
                "{tc3}:probe",
                "{tc3}:main:ecm:ImportImage:",
                "{tc3}:main:cvm:RunInstances:ap-guangzhou",
            ]),
            ["ZRANGE", ..] => array(&["a:1", "1000500000", "b:1", "1002000000", "c:1", "1"]),
            ["HMGET", key, ..] if key.contains("ecm") => {
                array(&["1000618000", "20", "1000000000", "97", "3", "17.5"])
            }
            ["HMGET", key, ..] if key.contains("cvm") => {
                array(&["0", "0", "1000000000", "5", "0", "0"])
            }
            ["HMGET", ..] => array(&["0", "0", "1000000000", "0", "0", "0"]),
            _ => panic!("{words:?}"),
        };
        responses.write_all(response.as_bytes()).unwrap();
    }
}

/// The words of a command: `*count`, then `$length` and a text for each.
fn command(reader: &mut impl BufRead) -> Option<Vec<String>> {
    let number = |reader: &mut dyn BufRead| {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        line.get(1..)?.trim().parse::<usize>().ok()
    };
    let words = (0..number(reader)?).map(|_| {
        let mut word = vec![0; number(reader)? + 2];
        reader.read_exact(&mut word).ok()?;
        Some(String::from_utf8_lossy(&word).trim_end().to_owned())
    });
    words.collect()
}

fn array(texts: &[&str]) -> String {
    let texts = texts.iter().map(|text| format!("${}\r\n{text}\r\n", text.len()));
    format!("*{}\r\n{}", texts.len(), texts.collect::<String>())
}

#[test]
fn table_has_a_line_for_each_rate() {
    let output = tc3().args(["quota", "--redis", &server()]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
    let [head, cvm, ecm] = &rows[..] else { panic!("{text}") };
    assert_eq!(head[..4], ["account", "service", "action", "region"]);
    assert_eq!(cvm.join(" "), "main cvm RunInstances ap-guangzhou - 0.5 2 0 0.00 s");
    assert_eq!(ecm.join(" "), "main ecm ImportImage - 17.5 of 20 9.7 55 % 2 3 0.62 s");
}

#[test]
fn json_has_an_object_for_each_rate() {
    let output = tc3().env("TC3_REDIS_URL", server()).args(["quota", "--json"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let objects: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects.len(), 2);
    assert_eq!(objects[1]["action"], "ImportImage");
    assert_eq!(objects[1]["use_percent"], 55);
    assert_eq!(objects[1]["stated_rate"], 20);
    assert_eq!(objects[0]["stated_rate"], Value::Null);
    assert_eq!(objects[0]["use_percent"], Value::Null);
}

struct StopsAtEnd(Child);

impl Drop for StopsAtEnd {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `cargo xtask test quota` runs it.
#[test]
#[ignore = "needs redis-server"]
fn rates_of_a_real_server_are_shown() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let program = std::env::var("REDIS_SERVER").unwrap_or_else(|_| "redis-server".into());
    let mut server = Command::new(program);
    server.args(["--port", &port, "--bind", "127.0.0.1", "--save", ""]).stdout(Stdio::null());
    let _server = StopsAtEnd(server.spawn().unwrap());
    let url = format!("redis://127.0.0.1:{port}");
    // It is away until the server has started.
    let quota = Quota::builder(&url).account("main").build().unwrap();
    while !quota.stats().connected {
        thread::sleep(Duration::from_millis(20));
    }
    let emulator = Emulator::builder().build().unwrap();
    let client = Client::builder(emulator.clone())
        .credentials(emulator.credential())
        .rate_limiter(quota)
        .build();
    for _ in 0..3 {
        client.send(&DescribeImage::default()).unwrap();
    }
    let output = tc3().args(["quota", "--redis", &url]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
    let [_, row] = &rows[..] else { panic!("{text}") };
    assert_eq!(row[..5], ["main", "ecm", "DescribeImage", "-", "20.0"], "{text}");
    // Three calls in the first second, and up to half a second's permits for the next ones.
    assert!((1.0..14.0).contains(&row[5].parse().unwrap()), "{text}");
    assert_eq!(row[7..10], ["%", "1", "0"], "{text}");
}

#[test]
fn errors_say_what_to_do_and_never_show_the_password() {
    for (url, code, says) in [
        (None, 2, "--redis URL, or TC3_REDIS_URL"),
        (Some("http://:sesame@127.0.0.1"), 2, "redis://127.0.0.1:6379"),
        (Some("redis://:sesame@127.0.0.1:port"), 2, "redis://127.0.0.1:6379"),
        (Some("redis+sentinel://:sesame@127.0.0.1:1"), 2, "name of the master"),
        (Some("redis://:sesame@127.0.0.1/x"), 2, "redis://127.0.0.1:6379"),
        (Some("redis://:sesame@127.0.0.1:1"), 1, "cannot be reached"),
    ] {
        let mut command = tc3();
        command.arg("quota").args(url.map(|url| format!("--redis={url}")));
        let output = command.env_remove("TC3_REDIS_URL").output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{url:?}: {text}");
        assert!(text.contains(says) && !text.contains("sesame"), "{url:?}: {text}");
        assert!(output.stdout.is_empty());
    }
}
