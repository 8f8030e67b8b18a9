//! Rules about requests as they arrive.

use bytes::Bytes;
use tencentcloud_core::{Sent, TransportErrorKind as Kind};

use crate::contract::capability::Capability;
use crate::contract::exchange::{
    LIMITS, Verdict, describe, ensure, expect_response, failure_of, get, post, post_of,
};
use crate::contract::server::{ReceivedRequest, Server};
use crate::contract::subject::Subject;

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

pub(super) fn request_arrives_unchanged(subject: &Subject) -> Verdict {
    const HEADERS: [(&str, &str); 5] = [
        ("host", "ecm.tencentcloudapi.com"),
        ("content-type", "application/json; charset=utf-8"),
        ("authorization", "TC3-HMAC-SHA256 Credential=a/b, SignedHeaders=c;d, Signature=e"),
        ("x-tc-action", "ImportImage"),
        ("x-tc-timestamp", "1551113065"),
    ];
    let body = Bytes::from_static(b"{\"a\": \"\xe8\xbe\xb9\", \"b\":\r\n\0\xff}");
    let server = Server::responding(OK)?;
    // The signature covers the query as encoded, so its encoding must not change.
    let target = "/a/b%20c?Limit=20&Name=a%2Bb%7E&Empty=";
    let url = format!("http://{}{target}", server.address());
    let mut request = post_of(&url, body.clone())?;
    request.headers_mut().clear();
    for (name, value) in HEADERS {
        let value = http::HeaderValue::from_static(value);
        request.headers_mut().insert(name, value);
    }
    expect_response(subject.once(request, LIMITS)?, 200, b"{}")?;

    let arrived = only(&server)?;
    let line = format!("POST {target} HTTP/1.");
    ensure(arrived.line().starts_with(&line), || {
        format!("the request line was {:?}", arrived.line())
    })?;
    for (name, value) in HEADERS {
        ensure(arrived.values(name) == [value], || {
            format!("{name} arrived as {:?} instead of {value:?}", arrived.values(name))
        })?;
    }
    ensure(arrived.body == body, || {
        format!("the body arrived as {:?}", String::from_utf8_lossy(&arrived.body))
    })
}

pub(super) fn host_header_is_sent_as_given(subject: &Subject) -> Verdict {
    let server = Server::responding(OK)?;
    let mut request = post(&server.url())?;
    request.headers_mut().insert("host", http::HeaderValue::from_static("cvm.example:8080"));
    expect_response(subject.once(request, LIMITS)?, 200, b"{}")?;
    let arrived = only(&server)?;
    ensure(arrived.values("host") == ["cvm.example:8080"], || {
        format!("it arrived as {:?}", arrived.values("host"))
    })?;

    let server = Server::responding(OK)?;
    expect_response(subject.once(post(&server.url())?, LIMITS)?, 200, b"{}")?;
    let arrived = only(&server)?;
    ensure(arrived.values("host") == [server.address().to_string()], || {
        format!("without one, it was {:?} instead of the authority", arrived.values("host"))
    })
}

pub(super) fn no_signed_header_is_added(subject: &Subject) -> Verdict {
    let server = Server::responding(OK)?;
    let mut request = post(&server.url())?;
    request.headers_mut().clear();
    request.headers_mut().insert("host", http::HeaderValue::from_static("ecm.example"));
    expect_response(subject.once(request, LIMITS)?, 200, b"{}")?;
    let arrived = only(&server)?;
    for (name, value) in arrived.headers() {
        let lower = name.to_ascii_lowercase();
        let is_signed = ["content-type", "authorization"].contains(&&*lower)
            || lower.starts_with("x-tc-")
            || lower == "host" && value != "ecm.example";
        ensure(!is_signed, || format!("{name}: {value} was added"))?;
    }
    Ok(())
}

pub(super) fn request_body_has_content_length(subject: &Subject) -> Verdict {
    let server = Server::responding(OK)?;
    expect_response(subject.once(post_of(&server.url(), "{\"a\":1}")?, LIMITS)?, 200, b"{}")?;
    let arrived = only(&server)?;
    ensure(!arrived.is_chunked(), || "it had Transfer-Encoding".to_owned())?;
    ensure(arrived.values("content-length") == ["7"], || {
        format!("Content-Length was {:?} for 7 bytes", arrived.values("content-length"))
    })
}

pub(super) fn request_without_body_sends_none(subject: &Subject) -> Verdict {
    let server = Server::responding(OK)?;
    expect_response(subject.once(get(&server.url())?, LIMITS)?, 200, b"{}")?;
    let arrived = only(&server)?;
    let length = arrived.values("content-length");
    ensure(!arrived.is_chunked() && (length.is_empty() || length == ["0"]), || {
        format!("its head was {:?}", arrived.head)
    })
}

pub(super) fn large_request_body_arrives_complete(subject: &Subject) -> Verdict {
    let body: Vec<u8> =
        (0..1_000_000_u32).flat_map(|i| i.to_le_bytes().into_iter().take(1)).collect();
    let server = Server::responding(OK)?;
    expect_response(subject.once(post_of(&server.url(), body.clone())?, LIMITS)?, 200, b"{}")?;
    let arrived = only(&server)?;
    ensure(arrived.body == body, || "the body differed".to_owned())
}

pub(super) fn https_is_never_sent_in_plain_text(subject: &Subject) -> Verdict {
    let (sender, receiver) = std::sync::mpsc::channel();
    let server = Server::start(move |peer| {
        let _ = sender.send(peer.beginning());
    })?;
    let outcome = subject.once(post(&format!("https://{}/", server.address()))?, LIMITS)?;
    for beginning in receiver.try_iter() {
        ensure(!beginning.starts_with(b"POST"), || "it was sent in plain text".to_owned())?;
    }
    let error = failure_of(outcome)?;
    ensure(error.sent() == Sent::Never, || format!("it failed as {}", describe(&error)))?;
    ensure(!subject.lacks(Capability::Tls) || error.kind() == Kind::Unsupported, || {
        format!("it failed as {} instead of Unsupported", describe(&error))
    })
}

fn only(server: &Server) -> Result<ReceivedRequest, String> {
    let mut requests = server.requests();
    match (requests.pop(), requests.len()) {
        (Some(arrived), 0) => Ok(arrived),
        (None, _) => Err("no request arrived".to_owned()),
        (Some(_), more) => Err(format!("{} requests arrived, one was sent", more + 1)),
    }
}
