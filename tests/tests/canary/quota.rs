//! What a shared rate limiter sends to its server, and what it prints.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tencentcloud_client::blocking::Client;
use tencentcloud_client::{Effect, Request};
use tencentcloud_quota::Quota;
use tencentcloud_ureq::UreqTransport;

use crate::capture;
use crate::server::{self, DONE, response};
use crate::{LeakCheck, PASSWORD, SEARCH, credential};

const CONTENT: &str = "img-canary0001";

/// A server that grants a permit for each script.
struct Granting {
    address: SocketAddr,
    /// All commands but `AUTH`.
    commands: Mutex<Vec<String>>,
    /// It has lost its users, as after a restart, and its connections.
    is_without_users: AtomicBool,
}

impl Granting {
    fn start() -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (commands, is_without_users) = (Mutex::default(), AtomicBool::new(false));
        let this = Arc::new(Self { address, commands, is_without_users });
        let server = Arc::clone(&this);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let server = Arc::clone(&server);
                thread::spawn(move || server.serve(stream));
            }
        });
        this
    }

    fn serve(&self, stream: TcpStream) {
        let mut answers = stream.try_clone().unwrap();
        let mut reader = BufReader::new(stream);
        while let Some(words) = command(&mut reader) {
            let is_without_users = self.is_without_users.load(Ordering::Relaxed);
            let answer = match &*words[0] {
                "AUTH" if is_without_users => "-WRONGPASS invalid username or password\r\n".into(),
                _ if is_without_users => return,
                "AUTH" => "+OK\r\n".to_owned(),
                // As many permits as it wants: the fourth argument behind the four keys.
                "EVALSHA" | "EVAL" => {
                    let permits = &words[10];
                    format!("*6\r\n:1000000\r\n:1000000\r\n:{permits}\r\n:51500\r\n:0\r\n:1\r\n")
                }
                other => panic!("{other} is not among the documented commands"),
            };
            if words[0] != "AUTH" {
                self.commands.lock().unwrap().push(words.join(" "));
            }
            answers.write_all(answer.as_bytes()).unwrap();
        }
    }
}

/// The URL of a server with a user whose password is searched for.
fn url(address: SocketAddr) -> String {
    format!("redis://app:{}@{address}", PASSWORD.replace('/', "%2F").replace('+', "%2B"))
}

fn send(quota: &Quota) {
    let api = server::that(|_| response("200 OK", DONE));
    let client = Client::builder(UreqTransport::new().unwrap())
        .endpoint(server::at(api))
        .credentials(credential())
        .rate_limiter(quota.clone())
        .build();
    let input = format!(r#"{{"ImageId": "{CONTENT}"}}"#);
    let request = Request::new("ecm", "2019-07-19", "ImportImage", input);
    client.request(request.with_effect(Effect::Read).rate(20)).send().unwrap();
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
    let server = Granting::start();
    let builder =
        Quota::builder(&url(server.address)).account("team").rate("cvm", "DescribeZones", 10);
    check.debug(&builder);
    let quota = builder.build().unwrap();
    send(&quota);
    assert_eq!(quota.stats().granted, 1);
    check.debug(&quota);
    check.debug(&quota.stats());

    let commands = server.commands.lock().unwrap().join("\n");
    assert!(commands.contains("{tc3}:team:ecm:ImportImage:"), "{commands}");
    assert!(!commands.contains(CONTENT) && !commands.contains("ImageId"), "{commands}");
    check.text(&commands);
    assert!(SEARCH.find(&format!("{commands}{PASSWORD}")).is_some(), "the search works");
}

#[test]
fn refusal_of_a_user_that_the_server_has_lost_is_logged_without_its_password() {
    let mut check = LeakCheck::new();
    let server = Granting::start();
    let quota = Quota::builder(&url(server.address)).build().unwrap();
    server.is_without_users.store(true, Ordering::Relaxed);
    send(&quota);
    assert_eq!(quota.stats().local, 1);
    let refusal = "the server of shared rates refuses this process";
    // Bounded by its pauses: five seconds.
    let is_logged = (0..250).any(|_| {
        thread::park_timeout(Duration::from_millis(20));
        capture::logged().contains(refusal)
    });
    assert!(is_logged);
    assert!(capture::logged().contains("password"));
    check.debug(&quota);
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
