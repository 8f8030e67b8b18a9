//! Failing calls, with every kind of error.

use std::net::SocketAddr;
use std::time::Duration;

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use tencentcloud_client::{
    Client, Credential, Endpoint, EnvCredentials, EnvCredentialsError, RetryPolicy, blocking,
};
use tencentcloud_core::{Error, Method, Request, Sent, TransportErrorKind as Kind};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_testing::{Scripted, ScriptedResponse};
use tencentcloud_ureq::UreqTransport;

use crate::calls::{forms, hyper, send_all_by_hyper, send_all_by_ureq, ureq};
use crate::server::{self, Authority, DONE, loopback, response};
use crate::{KEY, LeakCheck, PASSWORD, TOKEN, credential};

/// The proxy's user and password, percent-encoded for a URL.
const USER_INFO: &str = "user:test-proxy%2Fpassword%2Bcanary%3D000003";

fn envelope(code: &str) -> String {
    let error = format!(r#"{{"Code": "{code}", "Message": "no"}}"#);
    format!(r#"{{"Response": {{"Error": {error}, "RequestId": "r-0"}}}}"#)
}

fn api(code: &str) -> String {
    response("200 OK", &envelope(code))
}

/// Servers with which every call fails at once.
fn faults() -> Vec<(&'static str, SocketAddr)> {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"Respon".to_owned();
    let unknown_encoding =
        "HTTP/1.1 200 OK\r\nContent-Encoding: zebra\r\nContent-Length: 2\r\n\r\n{}";
    let moved = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n";
    vec![
        ("refused", server::refuses()),
        ("reset", server::resets()),
        ("hung up", server::that_closes(|_| String::new())),
        ("garbage", server::that_closes(|_| "SSH-2.0-OpenSSH_9.2\r\n\r\n".to_owned())),
        ("cut", server::that_closes(move |_| cut.clone())),
        ("another encoding", server::that(|_| unknown_encoding.to_owned())),
        ("moved", server::that(|_| moved.to_owned())),
        ("page", server::that(|_| response("502 Bad Gateway", "<html>Bad gateway</html>"))),
        ("text", server::that(|_| response("200 OK", "not JSON"))),
        ("list", server::that(|_| response("200 OK", r#"{"Response": [1, 2]}"#))),
        ("API error", server::that(|_| api("InvalidParameter"))),
        ("internal", server::that(|_| api("InternalError"))),
        ("signature", server::that(|_| api("AuthFailure.SignatureFailure"))),
    ]
}

/// As a read, with a retry, and as a write, with an unknown outcome.
#[tokio::test]
async fn secrets_do_not_leak_when_a_server_misbehaves() {
    let mut check = LeakCheck::new();
    let policy = RetryPolicy::default().max_retries(1).base_delay(Duration::from_millis(1));
    for (name, address) in faults() {
        check.text(name);
        let client = hyper(server::at(address));
        let failed = |check: &mut LeakCheck, outcome| check.failed::<String>(outcome);
        send_all_by_hyper(&mut check, &client, failed).await;
        let write = || Request::new("ecm", "2019-07-19", "ImportImage", "{}");
        check.failed(client.request(write()).retry_policy(policy).send().await);
        check.failed(client.request(write()).retry_policy(policy.retry_writes()).send().await);

        let client = ureq(server::at(address));
        check.failed(client.request(write()).retry_policy(policy).send());
        check.failed(client.request(write()).retry_policy(policy.retry_writes()).send());
        send_all_by_ureq(&mut check, &client, failed);
    }
}

#[tokio::test]
async fn secrets_do_not_leak_when_a_call_times_out() {
    let mut check = LeakCheck::new();
    let limit = Duration::from_millis(200);
    let address = server::is_silent();
    for request in forms().into_iter().take(2) {
        let call = hyper(server::at(address)).request(request.clone());
        check.failed(call.timeout(limit).send().await);
        check.failed(ureq(server::at(address)).request(request).timeout(limit).send());
    }
    let call = ureq(server::at(address)).request(forms().remove(0));
    check.failed(call.timeout(Duration::ZERO).send());
}

#[tokio::test]
async fn secrets_do_not_leak_when_tls_fails() {
    let mut check = LeakCheck::new();
    let authority = Authority::new();
    let plain = server::sends_first().port();
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
        check.failed(client.request(forms().remove(0)).send().await);
        let transport = UreqTransport::builder().resolver(|_, port| Ok(loopback(port)));
        let client = blocking::Client::builder(transport.build().unwrap());
        let client = client.credentials(credential()).endpoint(endpoint).max_retries(0).build();
        check.failed(client.request(forms().remove(0)).send());
    }
}

/// The proxies require a password, and echo the one that they receive.
#[tokio::test]
async fn secrets_do_not_leak_when_a_proxy_fails() {
    let mut check = LeakCheck::new();
    let refuses =
        server::that_closes(|request| response("407 Proxy Authentication Required", request));
    let garbles = server::that_closes(|request| format!("FTP {request}\r\n\r\n"));
    for address in [refuses, garbles, server::refuses(), server::resets()] {
        let url = format!("http://{USER_INFO}@{address}");
        let by_hyper = tencentcloud_hyper::Proxy::url(&url).unwrap();
        let by_ureq = tencentcloud_ureq::Proxy::url(&url).unwrap();
        check.debug(&by_hyper);
        check.debug(&by_ureq);
        for scheme in ["http", "https"] {
            let endpoint = Endpoint::custom(&format!("{scheme}://api.example")).unwrap();
            let endpoint = endpoint.allow_plain_http();
            let transport = HyperTransport::builder().proxy(by_hyper.clone());
            check.debug(&transport);
            let transport = transport.build().unwrap();
            check.debug(&transport);
            let client = Client::builder(transport).credentials(credential()).max_retries(0);
            let client = client.endpoint(endpoint.clone()).build();
            check.debug(&client);
            check.failed(client.request(forms().remove(0)).send().await);

            let transport = UreqTransport::builder().proxy(by_ureq.clone());
            check.debug(&transport);
            let transport = transport.build().unwrap();
            check.debug(&transport);
            let client =
                blocking::Client::builder(transport).credentials(credential()).max_retries(0);
            let client = client.endpoint(endpoint).build();
            check.debug(&client);
            check.failed(client.request(forms().remove(0)).send());
        }
    }
    for url in [
        format!("socks5://{USER_INFO}@127.0.0.1:1"),
        format!("http://user:{PASSWORD}@127.0.0.1:1"),
        format!("http://{USER_INFO}@:port"),
    ] {
        // A proxy may accept some of these URLs.
        match tencentcloud_hyper::Proxy::url(&url) {
            Ok(proxy) => check.debug(&proxy),
            Err(error) => check.error(&error),
        }
        match tencentcloud_ureq::Proxy::url(&url) {
            Ok(proxy) => check.debug(&proxy),
            Err(error) => check.error(&error),
        }
    }
}

/// Invalid credentials, endpoints and requests.
#[test]
fn secrets_do_not_leak_when_nothing_is_sent() {
    let mut check = LeakCheck::new();
    let client = |endpoint| {
        let client = blocking::Client::builder(Scripted::new()).endpoint(endpoint);
        client.credentials(credential()).build()
    };
    let far = Endpoint::custom("http://api.example").unwrap();
    check.failed(client(far).request(forms().remove(0)).send());
    let near = client(Endpoint::nearest());
    let not_json = Request::new("ecm", "2019-07-19", "DescribeImage", KEY);
    check.failed(near.request(not_json.with_method(Method::Get)).send());
    check.failed(near.request(forms().remove(0)).region("a\nb").send());
    let unsigned = forms().remove(4).unsigned();
    check.failed(near.request(unsigned).send());
    let without = blocking::Client::builder(Scripted::new()).build();
    check.failed(without.request(forms().remove(0)).send());

    let without = blocking::Client::builder(Scripted::new()).credentials(EnvCredentials::default());
    check.failed(without.build().request(forms().remove(0)).send());
    check.debug(&EnvCredentialsError::Unset("TENCENTCLOUD_SECRET_ID"));
    for (id, key) in [(KEY, KEY), ("id", &format!("{KEY} ")), ("id", ""), ("", KEY)] {
        check.failed(Credential::new(id, key));
    }
    for token in [format!("{TOKEN}\r\nX-Evil: 1"), format!(" {TOKEN}"), format!("{TOKEN}\u{7f}")] {
        check.failed(credential().with_token(token));
    }
}

/// Errors of a custom transport, without sockets.
#[test]
fn secrets_do_not_leak_with_any_kind_of_transport_error() {
    let mut check = LeakCheck::new();
    for kind in [Kind::Resolve, Kind::Connect, Kind::Tls, Kind::Proxy, Kind::Timeout, Kind::Other] {
        let script = Scripted::new().failure(kind, Sent::Maybe).failure(kind, Sent::Never);
        let script = script.respond(ScriptedResponse::json(DONE).breaks_off_after(7));
        let client = blocking::Client::builder(script.clone()).credentials(credential());
        let client = client.clock(script.clock()).max_retries(0).build();
        for _ in 0..3 {
            check.failed(client.request(forms().remove(0)).send());
        }
        check.debug(&script);
        check.debug(&client);
    }
    check.error(&Error::driver("called twice"));
}

/// Retried until success or failure, in virtual time.
#[test]
fn secrets_do_not_leak_when_a_call_is_retried() {
    let mut check = LeakCheck::new();
    let expired = || {
        let date = HeaderValue::from_static("Wed, 01 Jan 2031 00:00:00 GMT");
        ScriptedResponse::json(envelope("AuthFailure.SignatureExpire")).header(DATE, date)
    };
    let throttled = || {
        ScriptedResponse::json(envelope("RequestLimitExceeded"))
            .header(RETRY_AFTER, HeaderValue::from_static("2"))
    };
    let busy = || ScriptedResponse::status(StatusCode::SERVICE_UNAVAILABLE, "busy");
    for responses in [
        vec![throttled(), expired(), busy(), ScriptedResponse::json(DONE)],
        vec![busy(), throttled(), throttled(), throttled()],
        vec![expired(), expired()],
    ] {
        let script = responses.into_iter().fold(Scripted::new(), Scripted::respond);
        let client = blocking::Client::builder(script.clone()).credentials(credential());
        let client = client.clock(script.clock()).build();
        match client.request(forms().remove(0).rate(20)).send() {
            Ok(response) => check.debug(&response),
            Err(error) => check.error(&error),
        }
        check.debug(&client);
    }
}
