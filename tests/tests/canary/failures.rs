//! Calls that fail, in every way that has words of its own.

use std::net::SocketAddr;
use std::time::Duration;

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use tencentcloud_client::{
    Client, Credential, Endpoint, EnvCredentials, MissingCredential, RetryPolicy, blocking,
};
use tencentcloud_core::{Error, Method, Request, Sent, TransportErrorKind as Kind};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_testing::{Scripted, ScriptedResponse};
use tencentcloud_ureq::UreqTransport;

use crate::calls::{forms, hyper, send_all_by_hyper, send_all_by_ureq, ureq};
use crate::server::{self, Authority, DONE, answer, loopback};
use crate::{KEY, PASSWORD, Shown, TOKEN, credential};

/// The proxy's password as it has to stand in a URL.
const IN_URL: &str = "user:test-proxy%2Fpassword%2Bcanary%3D000003";

fn envelope(code: &str) -> String {
    let error = format!(r#"{{"Code": "{code}", "Message": "no"}}"#);
    format!(r#"{{"Response": {{"Error": {error}, "RequestId": "r-0"}}}}"#)
}

fn api(code: &str) -> String {
    answer("200 OK", &envelope(code))
}

/// Servers that let every call fail at once.
fn faults() -> Vec<(&'static str, SocketAddr)> {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"Respon".to_owned();
    let hidden = "HTTP/1.1 200 OK\r\nContent-Encoding: zebra\r\nContent-Length: 2\r\n\r\n{}";
    let moved = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n";
    vec![
        ("refused", server::nobody()),
        ("reset", server::resets()),
        ("hung up", server::that_closes(|_| String::new())),
        ("garbage", server::that_closes(|_| "SSH-2.0-OpenSSH_9.2\r\n\r\n".to_owned())),
        ("cut", server::that_closes(move |_| cut.clone())),
        ("another encoding", server::that(|_| hidden.to_owned())),
        ("moved", server::that(|_| moved.to_owned())),
        ("page", server::that(|_| answer("502 Bad Gateway", "<html>Bad gateway</html>"))),
        ("text", server::that(|_| answer("200 OK", "not JSON"))),
        ("list", server::that(|_| answer("200 OK", r#"{"Response": [1, 2]}"#))),
        ("API error", server::that(|_| api("InvalidParameter"))),
        ("internal", server::that(|_| api("InternalError"))),
        ("signature", server::that(|_| api("AuthFailure.SignatureFailure"))),
    ]
}

/// Once as a read, tried again, and once as a write, whose end is in doubt.
#[tokio::test]
async fn of_either_transport() {
    let mut shown = Shown::new();
    let policy = RetryPolicy::default().max_retries(1).base_delay(Duration::from_millis(1));
    for (name, address) in faults() {
        shown.text(name);
        let client = hyper(server::at(address));
        let failed = |shown: &mut Shown, outcome| shown.failed::<String>(outcome);
        send_all_by_hyper(&mut shown, &client, failed).await;
        let write = || Request::new("ecm", "2019-07-19", "ImportImage", "{}");
        shown.failed(client.request(write()).retry_policy(policy).send().await);
        shown.failed(client.request(write()).retry_policy(policy.retry_writes()).send().await);

        let client = ureq(server::at(address));
        shown.failed(client.request(write()).retry_policy(policy).send());
        shown.failed(client.request(write()).retry_policy(policy.retry_writes()).send());
        send_all_by_ureq(&mut shown, &client, failed);
    }
}

#[tokio::test]
async fn out_of_time() {
    let mut shown = Shown::new();
    let limit = Duration::from_millis(200);
    let address = server::is_silent();
    for request in forms().into_iter().take(2) {
        let pending = hyper(server::at(address)).request(request.clone());
        shown.failed(pending.timeout(limit).send().await);
        shown.failed(ureq(server::at(address)).request(request).timeout(limit).send());
    }
    let pending = ureq(server::at(address)).request(forms().remove(0));
    shown.failed(pending.timeout(Duration::ZERO).send());
}

#[tokio::test]
async fn of_tls() {
    let mut shown = Shown::new();
    let authority = Authority::new();
    let plain = server::greets().port();
    for (host, port) in [
        ("unknown.example", authority.serves(DONE).port()),
        ("api.example", authority.serves(DONE).port()),
        ("api.example", plain),
    ] {
        let endpoint = Endpoint::custom(&format!("https://{host}:{port}")).unwrap();
        let transport =
            HyperTransport::builder().resolver(|_, port| async move { Ok(loopback(port)) });
        let client = Client::builder(transport.build().unwrap()).credentials(credential());
        let client = client.endpoint(endpoint.clone()).max_retries(0).build();
        shown.failed(client.request(forms().remove(0)).send().await);
        let transport = UreqTransport::builder().resolver(|_, port| Ok(loopback(port)));
        let client = blocking::Client::builder(transport.build().unwrap());
        let client = client.credentials(credential()).endpoint(endpoint).max_retries(0).build();
        shown.failed(client.request(forms().remove(0)).send());
    }
}

/// Of a proxy that needs a password, and says what it was given.
#[tokio::test]
async fn of_proxies() {
    let mut shown = Shown::new();
    let refuses =
        server::that_closes(|request| answer("407 Proxy Authentication Required", request));
    let garbles = server::that_closes(|request| format!("FTP {request}\r\n\r\n"));
    for address in [refuses, garbles, server::nobody(), server::resets()] {
        let url = format!("http://{IN_URL}@{address}");
        let by_hyper = tencentcloud_hyper::Proxy::url(&url).unwrap();
        let by_ureq = tencentcloud_ureq::Proxy::url(&url).unwrap();
        shown.debug(&by_hyper);
        shown.debug(&by_ureq);
        for scheme in ["http", "https"] {
            let endpoint = Endpoint::custom(&format!("{scheme}://api.example")).unwrap();
            let endpoint = endpoint.allow_plain_http();
            let transport = HyperTransport::builder().proxy(by_hyper.clone());
            shown.debug(&transport);
            let transport = transport.build().unwrap();
            shown.debug(&transport);
            let client = Client::builder(transport).credentials(credential()).max_retries(0);
            let client = client.endpoint(endpoint.clone()).build();
            shown.debug(&client);
            shown.failed(client.request(forms().remove(0)).send().await);

            let transport = UreqTransport::builder().proxy(by_ureq.clone());
            shown.debug(&transport);
            let transport = transport.build().unwrap();
            shown.debug(&transport);
            let client =
                blocking::Client::builder(transport).credentials(credential()).max_retries(0);
            let client = client.endpoint(endpoint).build();
            shown.debug(&client);
            shown.failed(client.request(forms().remove(0)).send());
        }
    }
    for url in [
        format!("socks5://{IN_URL}@127.0.0.1:1"),
        format!("http://user:{PASSWORD}@127.0.0.1:1"),
        format!("http://{IN_URL}@:port"),
    ] {
        // Some of these are taken for a URL, and then there is nothing to fail.
        match tencentcloud_hyper::Proxy::url(&url) {
            Ok(proxy) => shown.debug(&proxy),
            Err(error) => shown.error(&error),
        }
        match tencentcloud_ureq::Proxy::url(&url) {
            Ok(proxy) => shown.debug(&proxy),
            Err(error) => shown.error(&error),
        }
    }
}

/// Whoever cannot be sent for, and what cannot be sent.
#[test]
fn before_anything_is_sent() {
    let mut shown = Shown::new();
    let client = |endpoint| {
        let client = blocking::Client::builder(Scripted::new()).endpoint(endpoint);
        client.credentials(credential()).build()
    };
    let far = Endpoint::custom("http://api.example").unwrap();
    shown.failed(client(far).request(forms().remove(0)).send());
    let near = client(Endpoint::nearest());
    let text = Request::new("ecm", "2019-07-19", "DescribeImage", KEY);
    shown.failed(near.request(text.with_method(Method::Get)).send());
    shown.failed(near.request(forms().remove(0)).region("a\nb").send());
    let unsigned = forms().remove(4).unsigned();
    shown.failed(near.request(unsigned).send());
    let without = blocking::Client::builder(Scripted::new()).build();
    shown.failed(without.request(forms().remove(0)).send());

    let without = blocking::Client::builder(Scripted::new()).credentials(EnvCredentials::default());
    shown.failed(without.build().request(forms().remove(0)).send());
    shown.debug(&MissingCredential::Unset("TENCENTCLOUD_SECRET_ID"));
    for (id, key) in [(KEY, KEY), ("id", &format!("{KEY} ")), ("id", ""), ("", KEY)] {
        shown.failed(Credential::new(id, key));
    }
    for token in [format!("{TOKEN}\r\nX-Evil: 1"), format!(" {TOKEN}"), format!("{TOKEN}\u{7f}")] {
        shown.failed(credential().with_token(token));
    }
}

/// Without sockets: what a transport of one's own may fail with.
#[test]
fn of_every_kind() {
    let mut shown = Shown::new();
    for kind in [Kind::Resolve, Kind::Connect, Kind::Tls, Kind::Proxy, Kind::Timeout, Kind::Other] {
        let script = Scripted::new().failure(kind, Sent::Maybe).failure(kind, Sent::Never);
        let script = script.respond(ScriptedResponse::json(DONE).breaks_off_after(7));
        let client = blocking::Client::builder(script.clone()).credentials(credential());
        let client = client.clock(script.clock()).max_retries(0).build();
        for _ in 0..3 {
            shown.failed(client.request(forms().remove(0)).send());
        }
        shown.debug(&script);
        shown.debug(&client);
    }
    shown.error(&Error::Driver("asked twice"));
}

/// What is tried again, until it succeeds or does not, in virtual time.
#[test]
fn that_pass() {
    let mut shown = Shown::new();
    let expired = || {
        let date = HeaderValue::from_static("Wed, 01 Jan 2031 00:00:00 GMT");
        ScriptedResponse::json(envelope("AuthFailure.SignatureExpire")).header(DATE, date)
    };
    let throttled = || {
        ScriptedResponse::json(envelope("RequestLimitExceeded"))
            .header(RETRY_AFTER, HeaderValue::from_static("2"))
    };
    let busy = || ScriptedResponse::status(StatusCode::SERVICE_UNAVAILABLE, "busy");
    for answers in [
        vec![throttled(), expired(), busy(), ScriptedResponse::json(DONE)],
        vec![busy(), throttled(), throttled(), throttled()],
        vec![expired(), expired()],
    ] {
        let script = answers.into_iter().fold(Scripted::new(), Scripted::respond);
        let client = blocking::Client::builder(script.clone()).credentials(credential());
        let client = client.clock(script.clock()).build();
        match client.request(forms().remove(0).rate(20)).send() {
            Ok(reply) => shown.debug(&reply),
            Err(error) => shown.error(&error),
        }
        shown.debug(&client);
    }
}
