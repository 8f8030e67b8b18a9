//! An emulator that knows the secrets: its journal, responses and errors.

use bytes::Bytes;
use http::Request;
use tencentcloud_client::{Client, Credential, Endpoint, blocking};
use tencentcloud_emulator::{Emulator, Server, keys_file};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;

use crate::calls::forms;
use crate::{ID, KEY, LeakCheck, TOKEN, credential};

/// The right keys, a wrong secret key, no token, a wrong token, and key and id
/// swapped.
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

fn administration(check: &mut LeakCheck, emulator: &Emulator) {
    for path in ["journal", "images", "health", "clock", "nothing"] {
        let uri = format!("http://localhost/_emulator/{path}");
        let response = emulator.respond(Request::get(uri).body(Bytes::new()).unwrap());
        check.text(std::str::from_utf8(response.body()).unwrap());
    }
    check.debug(emulator);
}

fn emulator(check: &mut LeakCheck) -> Emulator {
    let builder = Emulator::builder().keys([credential()]);
    check.debug(&builder);
    builder.build().unwrap()
}

#[tokio::test]
async fn secrets_do_not_leak_from_an_emulator_over_sockets() {
    let mut check = LeakCheck::new();
    let emulator = emulator(&mut check);
    let server = Server::bind(emulator.clone(), ([127, 0, 0, 1], 0).into()).await.unwrap();
    check.debug(&server);
    let endpoint = Endpoint::custom(&format!("http://{}", server.local_addr())).unwrap();
    let running = tokio::spawn(server.run(std::future::pending()));
    for keys in callers() {
        let by_hyper = Client::builder(HyperTransport::new().unwrap());
        let by_hyper = by_hyper.endpoint(endpoint.clone()).credentials(keys.clone()).build();
        for request in forms() {
            match by_hyper.request(request).send().await {
                Ok(response) => check.debug(&response),
                Err(error) => check.error(&error),
            }
        }
    }
    // The server runs on this thread, so the blocking calls need another.
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
        check.error(&error);
    }
    administration(&mut check, &emulator);
    running.abort();
}

#[test]
fn secrets_do_not_leak_from_an_emulator_in_process() {
    let mut check = LeakCheck::new();
    let emulator = emulator(&mut check);
    check.debug(&emulator.credential());
    for keys in callers() {
        let client = blocking::Client::builder(emulator.clone()).credentials(keys).build();
        for request in forms() {
            match client.request(request).send() {
                Ok(response) => check.debug(&response),
                Err(error) => check.error(&error),
            }
        }
    }
    administration(&mut check, &emulator);
}

#[test]
fn secrets_do_not_leak_when_keys_are_invalid() {
    let mut check = LeakCheck::new();
    check.failed(Emulator::builder().key(ID, format!("{KEY}\n")).build());
    check.failed(Emulator::builder().key(KEY, ID).build());
    check.failed(Emulator::builder().key(ID, KEY).key(ID, TOKEN).build());
    let keys = format!(r#"[{{"secret_id": "{ID}", "secret_key": "{KEY}", "token": "{TOKEN}"}}]"#);
    check.debug(&keys_file::parse(&keys).unwrap());
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
            Ok(keys) => check.debug(&keys),
            Err(error) => check.error(&error),
        }
    }
    for broken in ["\"", KEY, "{}", "[1]"] {
        check.failed(keys_file::parse(&format!("{broken}{KEY}")));
    }
}
