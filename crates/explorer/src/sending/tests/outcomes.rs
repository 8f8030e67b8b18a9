//! Calls that end with neither an output nor an error of the API.

use super::*;

#[tokio::test]
async fn outcomes_are_told_apart() {
    let explorer = explorer().await;
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let closed = format!("http://{closed}");
    let dropping = responding("").await;
    let html = "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n<p>bad</p>";
    let html = responding(html).await;
    for (endpoint, kind, title, says) in [
        (&closed, "not_sent", "No connection to 127.0.0.1:", "so the action did not run."),
        (&dropping, "unknown", "Outcome unknown", "The connection was closed after the request"),
        (&html, "no_api_response", "Not an API response", "HTTP 502, text/html, 10 bytes."),
    ] {
        let sent = explorer.inner().send(&to(TargetKind::Custom, Some(endpoint), import())).await;
        let json = serde_json::to_value(&sent.outcome).unwrap();
        assert_eq!(json["kind"], kind, "{json}");
        assert!(json["title"].as_str().unwrap().starts_with(title), "{json}");
        let message = json["message"].as_str().unwrap();
        assert!(message.contains(says) && !message.contains(title), "{message}");
        let warns = message.ends_with(
            "ImportImage is not idempotent, so it was not retried. Check before you send it again.",
        );
        assert_eq!(warns, kind != "not_sent", "{message}");
        let checks = sent.help.map(|help| help.actions[0].call.action.clone());
        assert_eq!(checks.as_deref(), warns.then_some("DescribeImage"));
        assert!(sent.attempts.iter().all(|one| !one.result.contains("ImportImage")));
        assert!(!explorer.inner().history.entry(sent.history_id).unwrap().row.ok);
    }
}

#[tokio::test]
async fn read_without_a_response_may_be_sent_again() {
    let explorer = explorer().await;
    let dropping = responding("").await;
    let read = call("ecm", "2019-07-19", "DescribeImage", "{}");
    let sent = explorer.inner().send(&to(TargetKind::Custom, Some(&dropping), read)).await;
    let Outcome::Unknown { title, message, idempotent: true } = &sent.outcome else {
        panic!("{:?}", sent.outcome)
    };
    assert_eq!(title, "No response");
    assert_eq!(message, "The connection was closed after the request was sent.");
    assert!(sent.help.is_none());
}
