use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode};
use tencentcloud_core::{Effect, ReplyError, Request};
use tencentcloud_testing::{Scripted, ScriptedResponse};

use super::*;
use crate::{Client, Credential, blocking};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-tc-requestid");

/// One that may be tried again, if anything may.
fn request() -> Request {
    let input = r#"{"Model": "hunyuan-lite", "Stream": true}"#;
    Request::new("hunyuan", "2023-09-01", "ChatCompletions", input).with_effect(Effect::Read)
}

fn keys() -> Credential {
    Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap()
}

fn stream<C: Into<Bytes>>(chunks: impl IntoIterator<Item = C>) -> ScriptedResponse {
    ScriptedResponse::chunks(chunks).header(REQUEST_ID, HeaderValue::from_static("r-1"))
}

/// What the two clients make of a script; the same, or it is told here.
fn streamed(script: impl Fn() -> Scripted) -> Result<Vec<Result<String, Error>>, Error> {
    streamed_within(script, usize::MAX)
}

fn streamed_within(
    script: impl Fn() -> Scripted,
    limit: usize,
) -> Result<Vec<Result<String, Error>>, Error> {
    let transport = script();
    let client = Client::builder(transport.clone())
        .clock(transport.clock())
        .credentials(keys())
        .body_limit(limit)
        .build();
    let awaited = pollster::block_on(async {
        let mut events = client.request(request()).stream().await?;
        let mut seen = Vec::new();
        while let Some(event) = events.next().await {
            seen.push(event.map(|event| event.data));
        }
        assert!(events.next().await.is_none());
        Ok(seen)
    });

    let transport = script();
    let client = blocking::Client::builder(transport.clone())
        .clock(transport.clock())
        .credentials(keys())
        .body_limit(limit)
        .build();
    let waited = client.request(request()).stream().map(|mut events| {
        let seen: Vec<_> = events.by_ref().map(|event| event.map(|event| event.data)).collect();
        assert!(events.next().is_none());
        seen
    });
    assert_eq!(format!("{awaited:?}"), format!("{waited:?}"));
    awaited
}

/// The data of a stream and the error it ended in.
fn broken(script: impl Fn() -> Scripted, limit: usize) -> (Vec<String>, Error) {
    let mut seen = streamed_within(script, limit).unwrap();
    let error = seen.pop().unwrap().unwrap_err();
    (seen.into_iter().map(Result::unwrap).collect(), error)
}

#[test]
fn events_are_handed_out_whatever_pieces_they_come_in() {
    let text =
        "data: {\"a\": 1}\n\n: still there\n\ndata: \u{4f60}\r\ndata: b\r\n\r\ndata: [DONE]\n\n";
    for piece in 1..text.len() {
        let chunks: Vec<_> = text.as_bytes().chunks(piece).map(Bytes::copy_from_slice).collect();
        let seen = streamed(|| Scripted::new().respond(stream(chunks.clone()))).unwrap();
        let seen: Vec<_> = seen.into_iter().map(Result::unwrap).collect();
        assert_eq!(seen, [r#"{"a": 1}"#, "\u{4f60}\nb", "[DONE]"]);
    }
}

#[test]
fn what_is_known_of_the_answer_stands_beside_its_events() {
    let transport = Scripted::new()
        .failure(TransportErrorKind::Connect, Sent::Never)
        .respond(stream(["event: delta\nid: 7\nretry: 5\ndata: a\n\n"]));
    let client = blocking::Client::builder(transport.clone())
        .clock(transport.clock())
        .credentials(keys())
        .build();
    let mut events = client.request(request()).stream().unwrap();
    assert_eq!((events.request_id(), events.attempts()), ("r-1", 2));
    assert_eq!(events.headers()["content-type"], "text/event-stream");
    let event = events.next().unwrap().unwrap();
    assert_eq!((event.event.as_deref(), event.id.as_deref()), (Some("delta"), Some("7")));
    assert_eq!(event.retry, Some(Duration::from_millis(5)));
    assert_eq!(transport.requests().len(), 2);
    assert!(!format!("{events:?}").contains("data: a"));
}

#[test]
fn a_stream_without_events_is_one() {
    assert_eq!(streamed(|| Scripted::new().respond(stream([": nothing\n"]))).unwrap().len(), 0);
    let none: [&str; 0] = [];
    assert_eq!(streamed(|| Scripted::new().respond(stream(none))).unwrap().len(), 0);
}

#[test]
fn a_stream_that_breaks_off_is_an_error_once_and_is_not_asked_for_again() {
    let text = "data: a\n\ndata: b\n\n";
    for (cut, whole) in [(0, 0), (8, 0), (9, 1), (12, 1), (18, 2)] {
        let script = || {
            let broken = stream([text]).breaks_off_after(cut);
            Scripted::new().respond(broken).json(r#"{"Response": {"RequestId": "r-2"}}"#)
        };
        let (seen, error) = broken(script, 100);
        assert_eq!(seen, ["a", "b"][..whole], "cut at {cut}");
        assert_eq!(
            error.to_string(),
            "ChatCompletions: the stream broke off: the connection was closed \
             before the answer was complete (request id r-1)"
        );
        assert_eq!((error.sent(), error.request_id()), (Sent::Maybe, Some("r-1")));
        assert!(error.may_have_taken_effect() && !error.is_timeout());
    }
}

#[test]
fn the_time_limit_covers_the_whole_stream() {
    let script = || {
        let pause = Duration::from_secs(25);
        Scripted::new().respond(stream(["data: a\n\n", "data: b\n\n", "data: c\n\n"]).every(pause))
    };
    let (seen, error) = broken(script, 100);
    assert_eq!(seen, ["a", "b"]);
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.sent(), Sent::Maybe);
}

#[test]
fn the_limit_for_the_body_holds_for_each_event() {
    let script = || Scripted::new().respond(stream(["data: 1234\n\n"; 50]));
    assert_eq!(streamed_within(script, 10).unwrap().len(), 50);
    let script = || Scripted::new().respond(stream(["data: 1234\n\ndata: 12345\n\n"]));
    let (seen, error) = broken(script, 10);
    assert_eq!(seen, ["1234"]);
    let Error::Stream { error, .. } = error else { panic!("{error}") };
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    assert!(error.to_string().ends_with("an event of the stream has more than 10 bytes"));
}

#[test]
fn an_error_of_the_api_comes_instead_of_a_stream() {
    let refused = r#"{"Response": {"Error": {"Code": "InvalidParameter", "Message": "m"}, "RequestId": "r"}}"#;
    let error = streamed(|| Scripted::new().json(refused)).unwrap_err();
    assert_eq!(error.code().unwrap().as_str(), "InvalidParameter");

    // One that passes is tried again, as for any call.
    let throttled = refused.replace("InvalidParameter", "RequestLimitExceeded");
    let script = || Scripted::new().json(throttled.clone()).respond(stream(["data: a\n\n"]));
    assert_eq!(streamed(script).unwrap().len(), 1);
}

#[test]
fn an_answer_that_is_whole_is_no_stream() {
    let script = || Scripted::new().json(r#"{"Response": {"Note": "whole", "RequestId": "r-1"}}"#);
    let error = streamed(script).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::NoStream, .. }), "{error}");
    assert_eq!(
        error.to_string(),
        "ChatCompletions: the answer is whole and not a stream of events (request id r-1)"
    );
    assert_eq!(error.sent(), Sent::Maybe);
}

#[test]
fn another_status_is_no_stream_whatever_its_type() {
    let script = || {
        let type_name = HeaderValue::from_static("text/event-stream");
        let answer = ScriptedResponse::status(StatusCode::BAD_REQUEST, "data: a\n\n");
        Scripted::new().respond(answer.header(http::header::CONTENT_TYPE, type_name))
    };
    let error = streamed(script).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Status(_), .. }), "{error}");
}

/// Neither collected, which may never end, nor asked for once more.
#[test]
fn a_stream_that_nobody_wanted_is_not_read() {
    let transport = Scripted::new().respond(stream(["data: a\n\n"]).stalls_after(9));
    let client = blocking::Client::builder(transport.clone())
        .clock(transport.clock())
        .credentials(keys())
        .build();
    let error = client.request(request()).send().unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Stream, .. }), "{error}");
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(transport.requests().len(), 1);
}
