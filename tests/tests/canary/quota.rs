//! What a shared rate limiter sends to its server, and what it prints.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use tencentcloud_client::blocking::Client;
use tencentcloud_client::{Effect, Request};
use tencentcloud_quota::Quota;
use tencentcloud_ureq::UreqTransport;

use crate::server::{self, DONE, response};
use crate::{LeakCheck, PASSWORD, SEARCH, credential};

const CONTENT: &str = "img-canary0001";

/// A server that grants a permit for each script, and records all commands but `AUTH`.
fn granting() -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let commands = Arc::new(Mutex::new(Vec::new()));
    let recorded = Arc::clone(&commands);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let recorded = Arc::clone(&recorded);
            thread::spawn(move || grant(stream, &recorded));
        }
    });
    (address, commands)
}

fn grant(stream: TcpStream, recorded: &Mutex<Vec<String>>) {
    let mut answers = stream.try_clone().unwrap();
    let mut reader = BufReader::new(stream);
    while let Some(words) = command(&mut reader) {
        let answer = match &*words[0] {
            "AUTH" => "+OK\r\n".to_owned(),
            // As many permits as it wants: the fourth argument behind the four keys.
            "EVALSHA" | "EVAL" => {
                let permits = &words[10];
                format!("*6\r\n:1000000\r\n:1000000\r\n:{permits}\r\n:51500\r\n:0\r\n:1\r\n")
            }
            other => panic!("{other} is not among the documented commands"),
        };
        if words[0] != "AUTH" {
            recorded.lock().unwrap().push(words.join(" "));
        }
        answers.write_all(answer.as_bytes()).unwrap();
    }
}

/// The words of a command: `*count`, then `$length` and a text for each.
fn command(reader: &mut impl BufRead) -> Option<Vec<String>> {
    let number = |reader: &mut dyn BufRead| {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        line.get(1..)?.trim().parse::<usize>().ok()
    };
    let count = number(reader)?;
    (0..count)
        .map(|_| {
            let mut word = vec![0; number(reader)? + 2];
            reader.read_exact(&mut word).ok()?;
            Some(String::from_utf8_lossy(&word[..word.len() - 2]).into_owned())
        })
        .collect()
}

#[test]
fn no_secret_and_no_request_content_reaches_the_server_of_shared_rates() {
    let mut check = LeakCheck::new();
    let api = server::that(|_| response("200 OK", DONE));
    let (address, commands) = granting();
    let url = format!("redis://app:{}@{address}", PASSWORD.replace('/', "%2F").replace('+', "%2B"));
    let builder = Quota::builder(&url).account("team").rate("cvm", "DescribeZones", 10);
    check.debug(&builder);
    let quota = builder.build().unwrap();
    let client = Client::builder(UreqTransport::new().unwrap())
        .endpoint(server::at(api))
        .credentials(credential())
        .rate_limiter(quota.clone())
        .build();
    let input = format!(r#"{{"ImageId": "{CONTENT}"}}"#);
    let request = Request::new("ecm", "2019-07-19", "ImportImage", input.clone());
    client.request(request.with_effect(Effect::Read).rate(20)).send().unwrap();
    assert_eq!(quota.stats().granted, 1);
    check.debug(&quota);
    check.debug(&quota.stats());

    let commands = commands.lock().unwrap().join("\n");
    assert!(commands.contains("{tc3}:team:ecm:ImportImage:"), "{commands}");
    assert!(!commands.contains(CONTENT) && !commands.contains("ImageId"), "{commands}");
    check.text(&commands);
    assert!(SEARCH.find(&format!("{commands}{PASSWORD}")).is_some(), "the search works");
}

#[test]
fn password_of_the_server_of_shared_rates_is_in_no_error() {
    let mut check = LeakCheck::new();
    let secret = PASSWORD.replace('/', "%2F");
    for url in [
        format!("redis://app:{secret}@host:port"),
        format!("redis+sentinel://app:{secret}@127.0.0.1:1"),
        format!("http://app:{secret}@127.0.0.1:1"),
        PASSWORD.to_owned(),
    ] {
        check.failed(Quota::builder(&url).build());
        check.failed(tencentcloud_quota::usage(&url));
    }
    let away = format!("redis://app:{secret}@{}", server::refuses());
    check.debug(&Quota::builder(&away).build().unwrap());
    check.failed(tencentcloud_quota::usage(&away));
}
