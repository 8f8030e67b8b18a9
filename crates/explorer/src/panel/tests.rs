use std::time::Duration;

use tencentcloud_core::{Credential, Secret};
use tencentcloud_emulator::Emulator;

use crate::api::{ClockRequest, Language};
use crate::explorer::Explorer;

fn explorer() -> Explorer {
    let emulator = Emulator::builder().import_duration(Duration::from_secs(90)).build().unwrap();
    Explorer::builder(emulator, "http://127.0.0.1:41873").build()
}

/// A request to the emulator, signed with its id and this key.
fn request(explorer: &Explorer, action: &'static str, input: &'static str, key: Option<&str>) {
    use tencentcloud_core::{Auth, Clock, Endpoint, Request, sign::SigningKey};

    let emulator = &explorer.inner().emulator;
    let (credential, now) = (emulator.credential(), emulator.clock().now());
    let key = key.map_or(credential.secret_key().clone(), Secret::new);
    let credential = Credential::new(credential.secret_id(), key.expose()).unwrap();
    let key = SigningKey::derive(&key, now.unix.date(), "ecm");
    let auth = Auth::Sign { credential: &credential, key: &key };
    let request = Request::new("ecm", "2019-07-19", action, input);
    let origin = Endpoint::nearest().origin("ecm").unwrap();
    let mut request = request.to_http(&origin, now, auth).unwrap();
    request.headers_mut().insert("user-agent", "my-signer/0.3".parse().unwrap());
    emulator.respond(request);
}

const IMPORT: &str =
    r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"d","SourceRegion":"ap-chengdu"}"#;

#[test]
fn state_is_that_of_the_emulator() {
    let explorer = explorer();
    request(&explorer, "ImportImage", IMPORT, None);
    let state = explorer.inner().emulator_state();
    assert_eq!(state.url, "http://127.0.0.1:41873");
    assert!(state.export_lines.contains(&state.key_id));
    assert!(state.clock.real && !state.clock.frozen);
    let [image] = &state.images[..] else { panic!("{:?}", state.images) };
    assert_eq!((&*image.source, &*image.state), ("ap-chengdu", "IMPORTING"));
    assert!(matches!(image.seconds_left, Some(85..=90)), "{image:?}");
    assert_eq!((state.quota, &*state.source_images[0].id), (500, "img-pmqg1cw9"));
}

#[test]
fn clock_goes_forth_and_back_and_real() {
    let explorer = explorer();
    let inner = explorer.inner();
    let change = |request: ClockRequest| {
        inner.change_clock(&request).unwrap();
        inner.emulator_state().clock
    };
    let set = ClockRequest { freeze: Some(true), set: Some(1_700_000_000), ..Default::default() };
    let clock = change(set);
    assert_eq!((clock.unix, clock.frozen, clock.real), (1_700_000_000, true, false));
    let by = |seconds| ClockRequest { advance: Some(seconds), ..Default::default() };
    assert_eq!(change(by(300.0)).unix, 1_700_000_300);
    assert_eq!(change(by(-600.0)).unix, 1_699_999_700);
    let real = change(ClockRequest { real: Some(true), ..Default::default() });
    assert!(real.real && !real.frozen);
    assert!(inner.change_clock(&by(f64::NAN)).is_err());
}

#[test]
fn journal_has_words_causes_and_calls() {
    let explorer = explorer();
    request(&explorer, "ImportImage", IMPORT, None);
    request(&explorer, "DescribeImage", "{}", None);
    request(&explorer, "DescribeImage", "{}", Some("test-secret-key-000009"));
    let journal = explorer.inner().journal(Language::English, 0);
    assert_eq!((journal.entries.len(), journal.total), (3, 3));
    let results: Vec<_> = journal.entries.iter().map(|entry| &*entry.result).collect();
    assert_eq!(results, ["accepted", "1 of 1 items", "AuthFailure.SignatureFailure"]);
    let first = &journal.entries[0];
    assert_eq!((first.number, &*first.fidelity), (1, "modeled"));
    assert_eq!(first.user_agent.as_deref(), Some("my-signer/0.3"));
    assert_eq!(first.call.as_ref().unwrap().input, IMPORT);
    assert!(first.code.is_none() && first.sentence.is_none());
    let refused = &journal.entries[2];
    assert_eq!(refused.key.as_ref().map(String::len), Some(4));
    assert_eq!(refused.causes, ["unknown"]);
    assert!(refused.sentence.is_some() && refused.raw.as_ref().unwrap().contains("Signature="));
    let after = explorer.inner().journal(Language::English, 2);
    assert_eq!((after.entries.len(), after.entries[0].number), (1, 3));
    explorer.inner().emulator.reset();
    assert_eq!(explorer.inner().journal(Language::English, 3).total, 0);
}

#[tokio::test]
async fn wait_for_the_journal_ends_with_an_entry_or_a_reset() {
    let explorer = explorer();
    let emulator = explorer.inner().emulator.clone();
    let waiting = tokio::spawn(async move { emulator.journal_changed(0).await });
    tokio::task::yield_now().await;
    assert!(!waiting.is_finished());
    request(&explorer, "DescribeImage", "{}", None);
    waiting.await.unwrap();
    let emulator = explorer.inner().emulator.clone();
    let waiting = tokio::spawn(async move { emulator.journal_changed(1).await });
    tokio::task::yield_now().await;
    explorer.inner().emulator.reset();
    waiting.await.unwrap();
}
