//! An emulator that knows the secrets: its journal, its answers, its errors.

use bytes::Bytes;
use http::Request;
use tencentcloud_client::{Client, Credential, Endpoint, blocking};
use tencentcloud_emulator::{Emulator, Server, keys_file};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;

use crate::calls::forms;
use crate::{ID, KEY, Shown, TOKEN, credential};

/// Right keys, a wrong secret, no token, another token, and the key as an id.
fn callers() -> Vec<Credential> {
    let with_token = |keys: Credential, token| keys.with_token(token).unwrap();
    vec![
        credential(),
        with_token(Credential::new(ID, "test-other-key").unwrap(), TOKEN),
        Credential::new(ID, KEY).unwrap(),
        with_token(Credential::new(ID, KEY).unwrap(), "test-other-token"),
        with_token(Credential::new(KEY.replace('/', "-"), ID).unwrap(), TOKEN),
    ]
}

fn administration(shown: &mut Shown, emulator: &Emulator) {
    for path in ["journal", "images", "health", "clock", "nothing"] {
        let uri = format!("http://localhost/_emulator/{path}");
        let answer = emulator.respond(Request::get(uri).body(Bytes::new()).unwrap());
        shown.text(std::str::from_utf8(answer.body()).unwrap());
    }
    shown.debug(emulator);
}

fn emulator(shown: &mut Shown) -> Emulator {
    let builder = Emulator::builder().keys([credential()]);
    shown.debug(&builder);
    builder.build().unwrap()
}

#[tokio::test]
async fn over_sockets() {
    let mut shown = Shown::new();
    let emulator = emulator(&mut shown);
    let server = Server::bind(emulator.clone(), ([127, 0, 0, 1], 0).into()).await.unwrap();
    shown.debug(&server);
    let endpoint = Endpoint::custom(&format!("http://{}", server.local_addr())).unwrap();
    let running = tokio::spawn(server.run(std::future::pending()));
    for keys in callers() {
        let by_hyper = Client::builder(HyperTransport::new().unwrap());
        let by_hyper = by_hyper.endpoint(endpoint.clone()).credentials(keys.clone()).build();
        for request in forms() {
            match by_hyper.request(request).send().await {
                Ok(reply) => shown.debug(&reply),
                Err(error) => shown.error(&error),
            }
        }
    }
    // The server needs this thread, so the blocking calls are made on another.
    let blocking = move || {
        let mut failures = Vec::new();
        for keys in callers() {
            let client = blocking::Client::builder(UreqTransport::new().unwrap());
            let client = client.endpoint(endpoint.clone()).credentials(keys).build();
            failures
                .extend(forms().into_iter().filter_map(|form| client.request(form).send().err()));
        }
        failures
    };
    for error in tokio::task::spawn_blocking(blocking).await.unwrap() {
        shown.error(&error);
    }
    administration(&mut shown, &emulator);
    running.abort();
}

#[test]
fn in_process() {
    let mut shown = Shown::new();
    let emulator = emulator(&mut shown);
    shown.debug(&emulator.credential());
    for keys in callers() {
        let client = blocking::Client::builder(emulator.clone()).credentials(keys).build();
        for request in forms() {
            match client.request(request).send() {
                Ok(reply) => shown.debug(&reply),
                Err(error) => shown.error(&error),
            }
        }
    }
    administration(&mut shown, &emulator);
}

#[test]
fn keys_that_cannot_be_used() {
    let mut shown = Shown::new();
    shown.failed(Emulator::builder().key(ID, format!("{KEY}\n")).build());
    shown.failed(Emulator::builder().key(KEY, ID).build());
    shown.failed(Emulator::builder().key(ID, KEY).key(ID, TOKEN).build());
    let keys = format!(r#"[{{"secret_id": "{ID}", "secret_key": "{KEY}", "token": "{TOKEN}"}}]"#);
    shown.debug(&keys_file::parse(&keys).unwrap());
    for (from, to) in [
        (KEY, &*format!("{KEY} ")),
        (TOKEN, " "),
        ("secret_id", KEY),
        (ID, KEY),
        (&*format!("\"{KEY}\""), "7"),
        ("]", ""),
        ("}]", "}, 1]"),
        ("\"token\": ", "\"token\" "),
        ("token", "secret_key"),
    ] {
        let broken = keys.replacen(from, to, 1);
        match keys_file::parse(&broken) {
            Ok(keys) => shown.debug(&keys),
            Err(error) => shown.error(&error),
        }
    }
    for broken in ["\"", KEY, "{}", "[1]"] {
        shown.failed(keys_file::parse(&format!("{broken}{KEY}")));
    }
}
