//! Servers that send too much, or what is no text.

use super::*;

/// A server that begins a response and then sends the same bytes until it is left.
async fn endless(head: &'static str, bytes: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 16 * 1024]).await;
        stream.write_all(head.as_bytes()).await.unwrap();
        while stream.write_all(&bytes).await.is_ok() {}
    });
    url
}

#[tokio::test]
async fn endless_stream_of_events_is_left() {
    let explorer = explorer().await;
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    let event = format!("data: {}\n\n", "x".repeat(1 << 20));
    let url = endless(head, event.into_bytes()).await;
    let chat = call("hunyuan", "2023-09-01", "ChatCompletions", r#"{"Model":"m","Messages":[]}"#);
    let sent = explorer.inner().send(&to(TargetKind::Custom, Some(&url), chat)).await;
    let json = serde_json::to_value(&sent.outcome).unwrap();
    assert!(json["message"].as_str().unwrap().contains("too large"), "{json}");
    assert_eq!(sent.events.map(|events| events.len()), Some(17));
}

#[tokio::test]
async fn body_that_is_no_text_has_the_length_that_was_received() {
    let explorer = explorer().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 16 * 1024]).await;
        let response = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\xff\0\xfe";
        stream.write_all(response).await.unwrap();
    });
    let sent = explorer.inner().send(&to(TargetKind::Custom, Some(&url), import())).await;
    assert_eq!((sent.body_bytes, &*sent.body), (3, "\u{fffd}\0\u{fffd}"));
}
