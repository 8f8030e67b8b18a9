//! What the server refuses.

use crate::running::{Response, Running};

/// A request for data; an empty value leaves the header out.
struct Sent<'a> {
    method: &'a str,
    host: String,
    origin: &'a str,
    site: &'a str,
    content_type: &'a str,
    token: String,
    more: &'a str,
}

impl Running {
    fn right(&self) -> Sent<'_> {
        Sent {
            method: "POST",
            host: self.address.to_string(),
            origin: "",
            site: "",
            content_type: "application/json",
            token: self.token.clone(),
            more: "",
        }
    }

    async fn sent(&self, sent: Sent<'_>) -> Response {
        let mut head = format!("{} /_explorer/start HTTP/1.1\r\n", sent.method);
        for (name, value) in [
            ("Host", sent.host.as_str()),
            ("Origin", sent.origin),
            ("Sec-Fetch-Site", sent.site),
            ("Content-Type", sent.content_type),
            ("X-Explorer-Token", &sent.token),
        ] {
            if !value.is_empty() {
                head.extend([name, ": ", value, "\r\n"]);
            }
        }
        let body = r#"{"language":"en-US"}"#;
        head.push_str(sent.more);
        let length = body.len();
        self.raw(&format!("{head}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"))
            .await
    }
}

/// No script of another page can read a response, and it says nothing of the explorer.
fn assert_refused(response: &Response, status: u16) {
    assert_eq!(response.status, status, "{}", response.body);
    assert!(!response.head.contains("access-control"), "{}", response.head);
    assert!(!response.body.contains("targets"), "{}", response.body);
    assert!(response.head.contains("cache-control: no-store"), "{}", response.head);
    let failure: serde_json::Value = serde_json::from_str(&response.body).unwrap();
    assert!(failure["error"].as_str().is_some_and(|error| error.len() > 10));
}

#[tokio::test]
async fn page_of_the_server_is_served() {
    let running = Running::start().await;
    let response = running.sent(running.right()).await;
    assert_eq!(response.status, 200, "{}", response.body);
    let port = running.address.port();
    let (host, origin) = (format!("localhost:{port}"), format!("http://localhost:{port}"));
    let sent = Sent { host, origin: &origin, site: "same-origin", ..running.right() };
    let response = running.sent(sent).await;
    assert_eq!(response.status, 200, "{}", response.body);
    for header in [
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
    ] {
        assert!(response.head.contains(header), "{header}\n{}", response.head);
    }
    assert!(!response.head.contains("access-control"), "{}", response.head);
}

#[tokio::test]
async fn host_that_was_rebound_is_refused() {
    let running = Running::start().await;
    let port = running.address.port();
    for host in
        [format!("evil.example:{port}"), "127.0.0.1".into(), "127.0.0.1:1".into(), String::new()]
    {
        let origin = format!("http://{host}");
        let sent = Sent { host, origin: &origin, site: "same-origin", ..running.right() };
        let response = running.sent(sent).await;
        // Without a Host hyper refuses the request by itself.
        assert!(matches!(response.status, 421 | 400), "{}", response.status);
        if response.status == 421 {
            assert_refused(&response, 421);
        }
    }
    let page = format!("GET / HTTP/1.1\r\nHost: evil.example:{port}\r\nConnection: close\r\n\r\n");
    assert_refused(&running.raw(&page).await, 421);
}

#[tokio::test]
async fn page_of_another_origin_is_refused() {
    let running = Running::start().await;
    let own = format!("http://{}", running.address);
    let https = format!("https://{}", running.address);
    for (origin, site) in [
        ("http://evil.example", ""),
        ("null", ""),
        ("http://127.0.0.1:1", "same-site"),
        (&https, ""),
        (&own, "cross-site"),
        (&own, "same-site"),
        (&own, "none"),
        ("", "cross-site"),
    ] {
        let response = running.sent(Sent { origin, site, ..running.right() }).await;
        assert_refused(&response, 403);
    }
    let twice = format!("Origin: {own}\r\n");
    assert_refused(
        &running.sent(Sent { origin: &own, more: &twice, ..running.right() }).await,
        403,
    );
    let preflight = Sent { method: "OPTIONS", origin: "http://evil.example", ..running.right() };
    assert_refused(&running.sent(preflight).await, 403);
}

#[tokio::test]
async fn form_post_and_other_methods_are_refused() {
    let running = Running::start().await;
    for content_type in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
    {
        assert_refused(&running.sent(Sent { content_type, ..running.right() }).await, 415);
    }
    for method in ["GET", "PUT", "DELETE", "OPTIONS"] {
        let response = running.sent(Sent { method, ..running.right() }).await;
        assert_refused(&response, 405);
        assert!(response.head.contains("allow: post"), "{}", response.head);
    }
}

#[tokio::test]
async fn missing_and_wrong_tokens_are_refused() {
    let running = Running::start().await;
    let other = Running::start().await;
    for token in
        [String::new(), "x".into(), other.token.clone(), running.token.to_uppercase() + "0"]
    {
        assert_refused(&running.sent(Sent { token, ..running.right() }).await, 401);
    }
    let twice = format!("X-Explorer-Token: {}\r\n", running.token);
    assert_refused(&running.sent(Sent { more: &twice, ..running.right() }).await, 401);
}

#[tokio::test]
async fn body_that_is_too_large_or_no_json_is_refused() {
    let running = Running::start().await;
    let post = |body: &str| {
        let (address, token, length) = (running.address, &running.token, body.len());
        format!(
            "POST /_explorer/start HTTP/1.1\r\nHost: {address}\r\nX-Explorer-Token: {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
    };
    for body in ["", "{", "[]", r#"{"language":"fr"}"#] {
        assert_refused(&running.raw(&post(body)).await, 400);
    }
    let large = post("").replace("Content-Length: 0", "Content-Length: 16777217");
    assert_refused(&running.raw(&large).await, 413);
}
