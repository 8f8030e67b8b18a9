use std::sync::{Arc, Mutex};
use std::time::Duration;

use tencentcloud_catalog::{self as catalog, Body, skeleton};
use tencentcloud_core::{Credential, Now, Timestamp};
use tencentcloud_emulator::{Emulator, Server};
use tencentcloud_hyper::http1_head;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::api::{Call, Destination, TargetKind};
use crate::explorer::{AccountKey, Explorer};

mod hostile;

const SECRET: &str = "test-secret-key-000001";
const TOKEN: &str = "test-token-000001";

/// An emulator that is served, and its URL.
async fn served() -> (Emulator, String) {
    let emulator = Emulator::builder().stubs(true).build().unwrap();
    let server = Server::bind(emulator.clone(), ([127, 0, 0, 1], 0).into()).await.unwrap();
    let url = server.url();
    tokio::spawn(server.run(std::future::pending()));
    (emulator, url)
}

async fn explorer() -> Explorer {
    let (emulator, url) = served().await;
    let credential = Credential::new("test-secret-id-000001", SECRET).unwrap();
    let credential = credential.with_token(TOKEN).unwrap();
    let account = AccountKey::new(credential, "environment");
    Explorer::builder(emulator, url).account(account).build()
}

fn call(service: &str, version: &str, action: &str, input: &str) -> Call {
    Call {
        service: service.into(),
        version: version.into(),
        action: action.into(),
        input: input.into(),
        octets: None,
        region: None,
        language: None,
        scheme: "TC3-HMAC-SHA256".into(),
        method: "POST".into(),
    }
}

fn import() -> Call {
    let input = r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"d","SourceRegion":"ap-chengdu"}"#;
    call("ecm", "2019-07-19", "ImportImage", input)
}

fn to(target: TargetKind, endpoint: Option<&str>, call: Call) -> SendRequest {
    SendRequest {
        language: Language::English,
        call,
        destination: Destination { target, endpoint: endpoint.map(str::to_owned) },
        time: None,
        random: None,
        allow_changes: false,
        confirmed: None,
    }
}

fn to_emulator(call: Call) -> SendRequest {
    to(TargetKind::Emulator, None, call)
}

/// A server that sends these bytes once it has the request, and closes the connection.
async fn responding(response: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut request = [0; 16 * 1024];
                let length = stream.read(&mut request).await.unwrap_or_default();
                let echo = String::from_utf8_lossy(&request[..length]).into_owned();
                let response = response.replace("{echo}", &serde_json::json!(echo).to_string());
                let length = response.split_once("\r\n\r\n").map_or(0, |(_, body)| body.len());
                let response = response.replace("{length}", &length.to_string());
                let _ = stream.write_all(response.as_bytes()).await;
            });
        }
    });
    url
}

/// A socket in front of an emulator that records what it gets.
async fn recorded(url: &str) -> (String, Arc<Mutex<Vec<u8>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let (record, target) = (Arc::new(Mutex::new(Vec::new())), url.replace("http://", ""));
    let recording = Arc::clone(&record);
    tokio::spawn(async move {
        loop {
            let (client, _) = listener.accept().await.unwrap();
            let (mut from_client, mut to_client) = client.into_split();
            let server = TcpStream::connect(&target).await.unwrap();
            let (mut from_server, mut to_server) = server.into_split();
            let recording = Arc::clone(&recording);
            tokio::spawn(async move {
                let mut chunk = [0; 4096];
                while let Ok(count @ 1..) = from_client.read(&mut chunk).await {
                    recording.lock().unwrap().extend_from_slice(&chunk[..count]);
                    to_server.write_all(&chunk[..count]).await.unwrap();
                }
            });
            tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
        }
    });
    (proxy, record)
}

/// Fifty actions of many services: those of images, and the first of each service.
fn fifty() -> Vec<&'static catalog::Action> {
    let ecm = catalog::services().filter(|service| service.name() == "ecm");
    let images = ecm.flat_map(|ecm| ecm.default_version().actions);
    let images = images.filter(|action| Emulator::models(action));
    let others = catalog::services().filter_map(|service| {
        let actions = service.default_version().actions.iter();
        actions.clone().find(|action| action.body == Body::Json && action.signed && !action.streams)
    });
    images.chain(others).take(50).collect()
}

#[tokio::test]
async fn request_is_byte_for_byte_the_one_that_was_shown() {
    let (emulator, url) = served().await;
    let (proxy, record) = recorded(&url).await;
    let explorer = Explorer::builder(emulator, proxy).build();
    let inner = explorer.inner();
    let time = now().unsigned_abs();
    let (mut reused, actions) = (0, fifty());
    assert_eq!(actions.len(), 50);
    for (index, action) in actions.into_iter().enumerate() {
        let forms = [
            ("POST", "TC3-HMAC-SHA256"),
            ("GET", "HmacSHA1"),
            ("GET", "TC3-HMAC-SHA256"),
            ("POST", "HmacSHA256"),
        ];
        let (method, scheme) = forms[index % forms.len()];
        let call = Call {
            method: method.into(),
            scheme: scheme.into(),
            region: (index % 2 == 0).then(|| "ap-guangzhou".into()),
            ..call(action.service, action.version, action.name, &skeleton(action))
        };
        let random = u64::MAX / 50 * u64::try_from(index).unwrap();
        let asked =
            SendRequest { time: Some(time), random: Some(random), ..to_emulator(call.clone()) };
        let outgoing = inner.outgoing(Language::English, &call, &asked.destination).unwrap();
        let now = Now::new(Timestamp::saturating(time), Duration::ZERO, random);
        let credential = inner.credential(TargetKind::Emulator);
        let shown = outgoing.request.to_http_with_steps(&outgoing.origin, now, credential.as_ref());
        let (shown, _) = shown.unwrap();
        let shown = [&http1_head(&shown).unwrap()[..], shown.body()].concat();

        record.lock().unwrap().clear();
        let sent = inner.send(&asked).await;
        let name = format!("{} {} {method} {scheme}", action.service, action.name);
        assert!(sent.request_id.is_some(), "{name}: {:?}", sent.outcome);
        let received = record.lock().unwrap().clone();
        assert!(received.starts_with(&shown), "{name}: {}", String::from_utf8_lossy(&received));
        if sent.attempts.len() == 1 {
            assert_eq!(received.len(), shown.len(), "{name}");
            assert!(sent.request.is_some(), "{name}");
        }
        let timings = sent.attempts[0].timings.unwrap();
        reused += usize::from(timings.connect.is_none());
    }
    assert!(reused >= 45, "connections are reused: {reused}");
}

#[tokio::test]
async fn second_import_is_explained_by_the_first() {
    let explorer = explorer().await;
    let inner = explorer.inner();
    let first = inner.send(&to_emulator(import())).await;
    assert!(matches!(first.outcome, Outcome::Success), "{:?}", first.outcome);
    assert_eq!((first.status, first.fidelity.as_deref()), (Some(200), Some("modeled")));
    assert!(first.output_findings.is_empty() && first.pretty.unwrap().contains("\n  "));
    assert_eq!(inner.history.rows()[0].result, "accepted");
    for language in [Language::English, Language::Chinese] {
        let second = inner.send(&SendRequest { language, ..to_emulator(import()) }).await;
        let Outcome::ApiError { code, .. } = &second.outcome else { panic!("{second:?}") };
        assert_eq!(code, "InvalidParameterValue.ImageDuplicate");
        let help = second.help.unwrap();
        let image = &inner.emulator.images()[0].image_id;
        assert!(help.cause.contains(image) && help.cause.contains("ap-chengdu"), "{help:?}");
        let actions: Vec<_> = help.actions.iter().map(|action| &*action.call.action).collect();
        assert_eq!(actions, ["DescribeImage", "DeleteImage"]);
        assert!(help.actions[1].call.input.contains(image));
        assert!(help.retry.starts_with(language.of("No.", "无需重试")));
        let then = &second.attempts[0].then;
        assert_eq!(then, language.of("permanent, not retried", "永久错误，不重试"));
        let entry = inner.history.entry(second.history_id).unwrap();
        assert_eq!((&*entry.row.result, entry.row.ok), (&**code, false));
        assert!(entry.request[0].starts_with("POST / HTTP/1.1"), "{:?}", entry.request);
    }
    assert_eq!(inner.history.rows().len(), 3);
}

#[tokio::test]
async fn outcomes_are_told_apart() {
    let explorer = explorer().await;
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let closed = format!("http://{closed}");
    let dropping = responding("").await;
    let html = "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n<p>bad</p>";
    let html = responding(html).await;
    for (endpoint, kind, says) in [
        (&closed, "not_sent", "Nothing was sent, so the action did not run."),
        (&dropping, "unknown", "Outcome unknown. The connection was closed"),
        (&html, "no_api_response", "Not an API response. HTTP 502, text/html, 10 bytes."),
    ] {
        let sent = explorer.inner().send(&to(TargetKind::Custom, Some(endpoint), import())).await;
        let json = serde_json::to_value(&sent.outcome).unwrap();
        assert_eq!(json["kind"], kind, "{json}");
        let message = json["message"].as_str().unwrap();
        assert!(message.contains(says), "{message}");
        let warns = message.ends_with(
            "ImportImage is not idempotent, so it was not retried. Check before you send it again.",
        );
        assert_eq!(warns, kind != "not_sent", "{message}");
        assert!(!explorer.inner().history.entry(sent.history_id).unwrap().row.ok);
    }
}

#[tokio::test]
async fn cloud_is_read_only_until_changes_are_allowed_and_confirmed() {
    let explorer = explorer().await;
    let refused = async |asked: &SendRequest| {
        let sent = explorer.inner().send(asked).await;
        assert!(sent.attempts.is_empty() && sent.history_id == 0);
        let Outcome::Refused { reason, .. } = sent.outcome else { panic!("{:?}", sent.outcome) };
        reason
    };
    let ocr = catalog::service("ocr").unwrap().default_version();
    let paid = ocr.actions.iter().find(|action| action.class.as_str() == "reads-paid").unwrap();
    let paid = call("ocr", ocr.version, paid.name, "{}");
    for (target, endpoint) in
        [(TargetKind::Cloud, None), (TargetKind::Custom, Some("https://api.example.com"))]
    {
        let asked = to(target, endpoint, import());
        assert_eq!(refused(&asked).await, Refusal::ReadOnly);
        let confirmed = Some("ImportImage".to_owned());
        let asked = SendRequest { confirmed, ..asked };
        assert_eq!(refused(&asked).await, Refusal::ReadOnly, "confirmed, not allowed");
        for confirmed in [None, Some("DeleteImage".to_owned()), Some(String::new())] {
            let asked = SendRequest { allow_changes: true, confirmed, ..asked.clone() };
            assert_eq!(refused(&asked).await, Refusal::Confirm);
        }
        let asked = to(target, endpoint, paid.clone());
        assert_eq!(refused(&asked).await, Refusal::Confirm);
    }
    assert!(explorer.inner().history.rows().is_empty());

    let without = Explorer::builder(Emulator::builder().build().unwrap(), "http://h").build();
    let sent = without.inner().send(&to(TargetKind::Cloud, None, import())).await;
    assert!(matches!(sent.outcome, Outcome::Refused { reason: Refusal::NoKey, .. }));
    let broken = to_emulator(Call { input: "{".into(), ..import() });
    assert_eq!(refused(&broken).await, Refusal::Invalid);
}

#[tokio::test]
async fn keys_of_an_account_do_not_reach_page_or_history() {
    let explorer = explorer().await;
    let echo = "HTTP/1.1 200 OK\r\nX-Echo: test-token-000001\r\nContent-Length: {length}\r\n\r\n\
                {\"Response\":{\"RequestId\":\"test-secret-key-000001\",\"Echo\":{echo},\
                \"Escaped\":\"\\u0074est-secret-key-000001\",\"TmpSecretKey\":\"canary\"}}";
    let url = responding(echo).await;
    for (method, scheme) in
        [("POST", "TC3-HMAC-SHA256"), ("POST", "HmacSHA1"), ("GET", "HmacSHA256")]
    {
        let call = Call { method: method.into(), scheme: scheme.into(), ..import() };
        let sent = explorer.inner().send(&to(TargetKind::Custom, Some(&url), call)).await;
        let entry = explorer.inner().history.entry(sent.history_id).unwrap();
        let (shown, kept) =
            (serde_json::to_string(&sent).unwrap(), serde_json::to_string(&entry).unwrap());
        assert!(shown.contains("Echo") && !kept.contains("canary"), "{shown} {kept}");
        for (at, _) in kept.match_indices("Signature=") {
            assert!(kept[at..].starts_with("Signature=••••••••"), "{kept}");
        }
        assert!(sent.request.is_some());
        for text in [shown, kept] {
            for secret in [SECRET, TOKEN, "test-secret-id"] {
                assert!(!text.contains(secret), "{secret}: {text}");
            }
            assert!(text.contains("••••••••0001"), "{text}");
        }
    }
}

#[tokio::test]
async fn dropped_call_is_canceled_and_noted() {
    let explorer = explorer().await;
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let asked = to(TargetKind::Custom, Some(&url), import());
    let call = explorer.inner().send(&asked);
    assert!(tokio::time::timeout(Duration::from_millis(200), call).await.is_err());
    let (mut stream, _) = silent.accept().await.unwrap();
    let mut received = Vec::new();
    stream.read_to_end(&mut received).await.unwrap();
    assert!(received.starts_with(b"POST / HTTP/1.1"), "the connection was closed");
    assert_eq!(explorer.inner().history.rows()[0].result, "canceled");
}
