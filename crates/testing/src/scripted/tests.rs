//! Each kind of response, as the caller of the transport sees it.

use tencentcloud_core::Transport;

use super::*;

const LIMITS: Limits = Limits::new(Duration::from_secs(2), Duration::from_secs(10));

fn request() -> http::Request<Bytes> {
    http::Request::post("https://ecm.tencentcloudapi.com/").body("{}".into()).unwrap()
}

/// The body or the error, and the time it took by the script's clock.
fn send(response: ScriptedResponse) -> (Result<Bytes, (TransportErrorKind, Sent)>, Duration) {
    let transport = Scripted::new().respond(response);
    let body = pollster::block_on(async {
        let response = transport.send(request(), LIMITS).await?;
        response.into_body().collect(LIMITS.body).await
    });
    (body.map_err(|error| (error.kind(), error.sent())), transport.clock().elapsed())
}

#[test]
fn response_arrives_when_its_delay_is_within_the_limit() {
    let at_once = send(ScriptedResponse::json("{}"));
    assert_eq!(at_once, (Ok("{}".into()), Duration::ZERO));
    let late = send(ScriptedResponse::json("{}").after(LIMITS.total));
    assert_eq!(late, (Ok("{}".into()), LIMITS.total));
}

#[test]
fn timeout_occurs_exactly_at_the_limit() {
    let timeout = Err((TransportErrorKind::Timeout, Sent::Maybe));
    let second = Duration::from_secs(1);
    for response in [
        ScriptedResponse::silence(),
        ScriptedResponse::json("{}").after(LIMITS.total + Duration::from_nanos(1)),
        ScriptedResponse::failure(TransportErrorKind::Closed, Sent::Maybe).after(LIMITS.total * 2),
        ScriptedResponse::json("{}").stalls_after(1),
        ScriptedResponse::json("{}").stalls_after(0).after(second),
        ScriptedResponse::chunks(["x"; 11]).every(second),
        ScriptedResponse::chunks(["x"; 10]).every(second).after(second),
    ] {
        assert_eq!(send(response), (timeout.clone(), LIMITS.total));
    }
    assert_eq!(send(ScriptedResponse::chunks(["x"; 10]).every(second)).0, Ok("xxxxxxxxxx".into()));
    let refused = send(ScriptedResponse::no_connection());
    assert_eq!(refused, (Err((TransportErrorKind::Timeout, Sent::Never)), LIMITS.connect));
}

#[test]
fn body_breaks_off_after_the_given_bytes() {
    for (response, chunks) in [
        (ScriptedResponse::chunks(["one", "two"]).breaks_off_after(4), ["one", "t"].as_slice()),
        (ScriptedResponse::chunks(["one", "two"]).breaks_off_after(3), &["one"]),
        (ScriptedResponse::chunks(["one", "two"]).breaks_off_after(0), &[]),
        (ScriptedResponse::chunks(["one", "two"]).breaks_off_after(6), &["one", "two"]),
    ] {
        let transport = Scripted::new().respond(response);
        pollster::block_on(async {
            let mut body = transport.send(request(), LIMITS).await.unwrap().into_body();
            for chunk in chunks {
                assert_eq!(body.chunk().await.unwrap().unwrap(), chunk);
            }
            let error = body.chunk().await.unwrap().unwrap_err();
            assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Closed, Sent::Maybe));
            assert!(body.chunk().await.is_none());
        });
    }
}

#[test]
fn scripted_responses_are_used_before_the_fallback() {
    let transport = Scripted::new()
        .otherwise(|request| ScriptedResponse::json(request.uri().path().to_owned()))
        .respond_to(|request| http::Response::new(request.body().clone()));
    let send = || {
        pollster::block_on(async {
            let response = transport.send(request(), LIMITS).await.unwrap();
            response.into_body().collect(100).await.unwrap()
        })
    };
    assert_eq!(transport.unused(), 1);
    assert_eq!([send(), send(), send()], ["{}", "/", "/"]);
    assert_eq!((transport.unused(), transport.requests().len()), (0, 3));
}

#[test]
fn requests_and_their_times_are_kept() {
    let transport = Scripted::new().with_clock(PausedClock::default()).json("{}").json("{}");
    pollster::block_on(async {
        transport.send(request(), LIMITS).await.unwrap();
        transport.sleep(Duration::from_secs(3)).await;
        transport.send(request(), LIMITS).await.unwrap();
    });
    assert_eq!(transport.times(), [Duration::ZERO, Duration::from_secs(3)]);
    assert_eq!(transport.clock().sleeps(), [Duration::from_secs(3)]);
    let error = pollster::block_on(transport.send(request(), LIMITS)).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Unsupported, Sent::Never));
    assert!(!format!("{transport:?}").contains("tencentcloudapi"));
}
