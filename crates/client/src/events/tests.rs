use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode};
use tencentcloud_core::{Effect, ReplyError, Request, Sent, TransportErrorKind};
use tencentcloud_testing::{Scripted, ScriptedResponse};

use super::*;
use crate::{AnyResponse, Client, Credential, blocking};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-tc-requestid");

/// An idempotent request, so that a retry would be allowed.
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

/// The events of the same script over both clients, which must agree.
fn collect(script: impl Fn() -> Scripted) -> Result<Vec<Result<String, Error>>, Error> {
    collect_within(script, usize::MAX)
}

fn collect_within(
    script: impl Fn() -> Scripted,
    limit: usize,
) -> Result<Vec<Result<String, Error>>, Error> {
    let transport = script();
    let client = Client::builder(transport.clone())
        .clock(transport.clock())
        .credentials(keys())
        .body_limit(limit)
        .build();
    let from_async = pollster::block_on(async {
        let mut events = client.request(request()).stream().await?;
        let mut items = Vec::new();
        while let Some(event) = events.next().await {
            items.push(event.map(|event| event.data));
        }
        assert!(events.next().await.is_none());
        Ok(items)
    });

    let transport = script();
    let client = blocking::Client::builder(transport.clone())
        .clock(transport.clock())
        .credentials(keys())
        .body_limit(limit)
        .build();
    let from_blocking = client.request(request()).stream().map(|mut events| {
        let seen: Vec<_> = events.by_ref().map(|event| event.map(|event| event.data)).collect();
        assert!(events.next().is_none());
        seen
    });
    assert_eq!(format!("{from_async:?}"), format!("{from_blocking:?}"));
    from_async
}

/// The events before the error that ends a stream, and the error.
fn interrupted(script: impl Fn() -> Scripted, limit: usize) -> (Vec<String>, Error) {
    let mut seen = collect_within(script, limit).unwrap();
    let error = seen.pop().unwrap().unwrap_err();
    (seen.into_iter().map(Result::unwrap).collect(), error)
}

#[test]
fn events_are_complete_for_every_chunk_size() {
    let text =
        "data: {\"a\": 1}\n\n: still there\n\ndata: \u{4f60}\r\ndata: b\r\n\r\ndata: [DONE]\n\n";
    for piece in 1..text.len() {
        let chunks: Vec<_> = text.as_bytes().chunks(piece).map(Bytes::copy_from_slice).collect();
        let seen = collect(|| Scripted::new().respond(stream(chunks.clone()))).unwrap();
        let seen: Vec<_> = seen.into_iter().map(Result::unwrap).collect();
        assert_eq!(seen, [r#"{"a": 1}"#, "\u{4f60}\nb", "[DONE]"]);
    }
}

#[test]
fn events_carry_request_id_attempts_and_headers() {
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
    let shown = format!("{events:?}");
    assert!(shown.contains("ChatCompletions") && !shown.contains("data: a"), "{shown}");
}

#[test]
fn stream_may_have_no_events() {
    assert_eq!(collect(|| Scripted::new().respond(stream([": nothing\n"]))).unwrap().len(), 0);
    let none: [&str; 0] = [];
    assert_eq!(collect(|| Scripted::new().respond(stream(none))).unwrap().len(), 0);
}

fn data(script: impl Fn() -> Scripted) -> Vec<String> {
    collect(script).unwrap().into_iter().map(Result::unwrap).collect()
}

#[test]
fn event_that_is_open_at_the_end_is_returned() {
    for (end, last) in [("data: b", "b"), ("data: b\n", "b"), ("data: b\ndata: c", "b\nc")] {
        assert_eq!(data(|| Scripted::new().respond(stream(["data: a\n\n", end]))), ["a", last]);
    }
    assert_eq!(data(|| Scripted::new().respond(stream(["data: a\n\n", "id: 7"]))), ["a"]);
}

#[test]
fn body_that_is_no_stream_is_the_error_that_it_would_be() {
    let first = |body: &'static str| {
        let (seen, error) = interrupted(|| Scripted::new().respond(stream([body])), 1000);
        assert!(seen.is_empty());
        error
    };
    let error = first(
        r#"{"Response": {"Error": {"Code": "InternalError", "Message": "m"}, "RequestId": "r-2"}}"#,
    );
    assert_eq!(error.code().unwrap(), &"InternalError");
    assert_eq!(error.request_id(), Some("r-2"));
    let error = first(r#"{"Response": {"RequestId": "r-2"}}"#);
    assert!(matches!(error, Error::Reply { problem: ReplyError::NoStream, .. }), "{error}");
    for (page, said) in [
        ("<html>\n<h1>Bad gateway</h1>\n", r#"the body begins "<html> <h1>Bad gateway</h1>""#),
        ("Service Unavailable", r#"the body begins "Service Unavailable""#),
        (r#"{"message": "no Route matched"}"#, r#"the body says message "no Route matched""#),
    ] {
        let error = first(page);
        let Error::Reply { problem: ReplyError::Envelope(_), excerpt, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!(excerpt, said);
    }
}

#[test]
fn request_id_of_a_stream_is_redacted() {
    let token = "test-token-canary-000001";
    let script = Scripted::new().respond(
        ScriptedResponse::chunks(["data: a\n\n"])
            .header(REQUEST_ID, HeaderValue::from_static(token))
            .breaks_off_after(10),
    );
    let client = blocking::Client::builder(script.clone())
        .clock(script.clock())
        .credentials(keys().with_token(token).unwrap())
        .build();
    let mut events = client.request(request()).stream().unwrap();
    assert_eq!(events.request_id(), "[redacted]");
    let shown = format!("{events:?} {:?}", events.headers());
    assert_eq!(events.next().unwrap().unwrap().data, "a");
    let error = events.next().unwrap().unwrap_err();
    let shown = format!("{shown} {error} {error:?}");
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn interrupted_stream_ends_with_one_error_and_is_not_retried() {
    let text = "data: a\n\ndata: b\n\n";
    for (cut, whole) in [(0, 0), (8, 0), (9, 1), (12, 1), (18, 2)] {
        let script = || {
            let response = stream([text]).breaks_off_after(cut);
            Scripted::new().respond(response).json(r#"{"Response": {"RequestId": "r-2"}}"#)
        };
        let (seen, error) = interrupted(script, 100);
        assert_eq!(seen, ["a", "b"][..whole], "cut at {cut}");
        assert_eq!(
            error.to_string(),
            "ChatCompletions: the stream broke off: the connection was closed \
             before the response was complete (request id r-1)"
        );
        assert_eq!((error.sent(), error.request_id()), (Sent::Maybe, Some("r-1")));
        assert!(error.may_have_taken_effect() && !error.is_timeout());
    }
}

#[test]
fn timeout_covers_the_whole_stream() {
    let script = || {
        let pause = Duration::from_secs(25);
        Scripted::new().respond(stream(["data: a\n\n", "data: b\n\n", "data: c\n\n"]).every(pause))
    };
    let (seen, error) = interrupted(script, 100);
    assert_eq!(seen, ["a", "b"]);
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.sent(), Sent::Maybe);
}

#[test]
fn body_limit_applies_to_each_event() {
    let script = || Scripted::new().respond(stream(["data: 1234\n\n"; 50]));
    assert_eq!(collect_within(script, 10).unwrap().len(), 50);
    let script = || Scripted::new().respond(stream(["data: 1234\n\ndata: 12345\n\n"]));
    let (seen, error) = interrupted(script, 10);
    assert_eq!(seen, ["1234"]);
    let Error::Stream { error, .. } = error else { panic!("{error}") };
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    assert!(error.to_string().ends_with("an event of the stream has more than 10 bytes"));
}

#[test]
fn api_error_is_returned_instead_of_a_stream() {
    let refused = r#"{"Response": {"Error": {"Code": "InvalidParameter", "Message": "m"}, "RequestId": "r"}}"#;
    let error = collect(|| Scripted::new().json(refused)).unwrap_err();
    assert_eq!(error.code().unwrap().as_str(), "InvalidParameter");

    // A retryable error is retried, as for any call.
    let throttled = refused.replace("InvalidParameter", "RequestLimitExceeded");
    let script = || Scripted::new().json(throttled.clone()).respond(stream(["data: a\n\n"]));
    assert_eq!(collect(script).unwrap().len(), 1);
}

#[test]
fn json_response_is_an_error_when_a_stream_is_expected() {
    let script = || Scripted::new().json(r#"{"Response": {"Note": "whole", "RequestId": "r-1"}}"#);
    let error = collect(script).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::NoStream, .. }), "{error}");
    assert_eq!(
        error.to_string(),
        "ChatCompletions: unexpected response: not a stream of events; read it with `send` (request id r-1)"
    );
    assert_eq!(error.sent(), Sent::Maybe);
}

#[test]
fn event_stream_with_an_error_status_is_an_error() {
    let script = || {
        let type_name = HeaderValue::from_static("text/event-stream");
        let response = ScriptedResponse::status(StatusCode::BAD_REQUEST, "data: a\n\n");
        Scripted::new().respond(response.header(http::header::CONTENT_TYPE, type_name))
    };
    let error = collect(script).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Status(_), .. }), "{error}");
}

/// It is neither collected, which might never end, nor retried.
#[test]
fn event_stream_is_an_error_when_json_is_expected() {
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

/// To the circuit breaker, the rate limit and the retry budget of the account.
#[test]
fn stream_that_begins_counts_as_a_success() {
    let fail = || ScriptedResponse::failure(TransportErrorKind::Connect, Sent::Never);
    for (successes, is_open) in [(0, true), (2, false)] {
        let mut script = Scripted::new();
        for _ in 0..4 {
            script = script.respond(fail());
        }
        for _ in 0..successes {
            script = script.respond(stream(["data: a\n\n"]));
        }
        let script = script.respond(fail()).respond(stream(["data: a\n\n"]));
        let client = blocking::Client::builder(script.clone())
            .clock(script.clock())
            .credentials(keys())
            .backup(crate::Endpoint::international())
            .max_retries(0)
            .build();
        for _ in 0..5 + successes {
            let _ = client.request(request()).stream();
        }
        client.request(request()).stream().unwrap();
        let host = script.requests().pop().unwrap().headers()["host"].clone();
        assert_eq!(host == "hunyuan.intl.tencentcloudapi.com", is_open, "{host:?}");
    }
}

#[test]
fn stream_that_begins_raises_a_lowered_rate() {
    let throttled = r#"{"Response": {"Error": {"Code": "RequestLimitExceeded", "Message": "m"}, "RequestId": "r"}}"#;
    let script = Scripted::new().json(throttled).otherwise(|_| stream(["data: a\n\n"]));
    let client = blocking::Client::builder(script.clone())
        .clock(script.clock())
        .credentials(keys())
        .max_retries(0)
        .build();
    let send = || client.request(request().rate(20)).stream();
    send().unwrap_err();
    script.clock().advance(Duration::from_mins(2));
    for _ in 0..3 {
        send().unwrap();
    }
    let times = script.times();
    let interval = times[3].saturating_sub(times[2]);
    assert_eq!(interval, Duration::from_micros(51_500), "the documented rate");
}

#[test]
fn either_kind_of_response_is_received_with_one_request() {
    for (script, streams) in [
        (Scripted::new().respond(stream(["data: a\n\n"])), true),
        (Scripted::new().json(r#"{"Response": {"A": 1, "RequestId": "r-1"}}"#), false),
    ] {
        let (one, other) = (script.clone(), script);
        let client = Client::builder(one.clone()).clock(one.clock()).credentials(keys()).build();
        let response = pollster::block_on(client.request(request()).send_or_stream()).unwrap();
        assert_eq!(response.request_id(), "r-1");
        match response {
            AnyResponse::Single(response) => assert!(response.output.contains("\"A\"")),
            AnyResponse::Stream(mut events) => {
                let event = pollster::block_on(events.next()).unwrap().unwrap();
                assert!(streams && event.data == "a");
            }
        }
        assert_eq!(other.requests().len(), 1);
    }
    let script = Scripted::new().respond(stream(["data: a\n\n", "data: b\n\n"]));
    let client =
        blocking::Client::builder(script.clone()).clock(script.clock()).credentials(keys()).build();
    let AnyResponse::Stream(events) = client.request(request()).send_or_stream().unwrap() else {
        panic!("a stream was sent");
    };
    assert_eq!(events.map(|event| event.unwrap().data).collect::<Vec<_>>(), ["a", "b"]);
    let refused = r#"{"Response": {"Error": {"Code": "InvalidAction", "Message": ""}}}"#;
    let script = Scripted::new().json(refused);
    let client =
        blocking::Client::builder(script.clone()).clock(script.clock()).credentials(keys()).build();
    assert!(matches!(client.request(request()).send_or_stream(), Err(Error::Api(_))));
}

#[test]
fn event_that_is_an_error_of_the_api_ends_the_stream() {
    let error = r#"{"Error": {"Code": "InternalError", "Message": "m"}, "RequestId": "r-2"}"#;
    for event in
        [format!("data: {{\"Response\": {error}}}"), format!("event: error\ndata: {error}")]
    {
        for end in ["", "\n\n", "\n\ndata: b\n\n"] {
            let chunks = ["data: a\n\n".to_owned(), format!("{event}{end}")];
            let (seen, error) =
                interrupted(|| Scripted::new().respond(stream(chunks.clone())), usize::MAX);
            assert_eq!(seen, ["a"]);
            assert_eq!(error.code().unwrap().as_str(), "InternalError", "{event}");
            assert!(matches!(error.request_id(), Some("r-1" | "r-2")), "{error}");
        }
    }
    let outputs = [error, r#"{"Choices": [{"Error": {"Code": "X"}}]}"#, r#""Error""#, "[DONE]"];
    let chunks = outputs.map(|data| format!("data: {data}\n\n"));
    let seen = collect(|| Scripted::new().respond(stream(chunks.clone()))).unwrap();
    let seen: Vec<_> = seen.into_iter().map(Result::unwrap).collect();
    assert_eq!(seen, outputs, "these are no errors of the API");
    let named = collect(|| Scripted::new().respond(stream(["event: error\ndata: x\n\n"])));
    assert_eq!(named.unwrap()[0].as_ref().unwrap(), "x");
}
