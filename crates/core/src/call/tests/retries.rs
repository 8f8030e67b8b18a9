//! What is tried again, and after how long.

use http::header::CONTENT_TYPE;

use super::*;
use crate::transport::TransportErrorKind as Kind;

/// Whether a call goes on after this first outcome.
fn goes_on(effect: Effect, policy: RetryPolicy, outcome: Outcome) -> bool {
    let (mut call, mut shared) = (call(effect).retry_policy(policy), AccountState::default());
    attempt(&mut call, now(0), outcome, &mut shared);
    matches!(call.next(now(0), &mut shared), Step::Wait(_))
}

/// Any outcome that a first attempt may have: does a read go on, does a write,
/// does a write whose policy repeats it?
#[test]
fn a_failure_is_tried_again_where_that_is_safe() {
    let clock = [(DATE, "Tue, 14 Nov 2023 23:13:20 GMT")];
    let stream = [(CONTENT_TYPE, "text/event-stream")];
    let error = |kind, sent| Err(TransportError::new(kind, sent));
    let rows = [
        ("no name", error(Kind::Resolve, Sent::Never), [true, true, true]),
        ("no connection", error(Kind::Connect, Sent::Never), [true, true, true]),
        ("no TLS", error(Kind::Tls, Sent::Never), [true, true, true]),
        ("no proxy", error(Kind::Proxy, Sent::Never), [true, true, true]),
        ("late to connect", error(Kind::Timeout, Sent::Never), [true, true, true]),
        ("closed before", error(Kind::Closed, Sent::Never), [true, true, true]),
        ("closed after", error(Kind::Closed, Sent::Maybe), [true, false, true]),
        ("late after", error(Kind::Timeout, Sent::Maybe), [true, false, true]),
        ("not HTTP", error(Kind::Protocol, Sent::Maybe), [true, false, true]),
        ("other", error(Kind::Other, Sent::Maybe), [true, false, true]),
        ("too large", error(Kind::TooLarge, Sent::Maybe), [false; 3]),
        ("unsupported", error(Kind::Unsupported, Sent::Never), [false; 3]),
        ("throttled", api("RequestLimitExceeded"), [true, true, true]),
        ("by address", api("RequestLimitExceeded.IPLimitExceeded"), [true, true, true]),
        ("newly named", api("RequestLimitExceeded.SomethingNew"), [true, true, true]),
        ("a quota", api("LimitExceeded"), [false; 3]),
        ("clock", api_with("AuthFailure.SignatureExpire", &clock), [true, true, true]),
        ("clock, no date", api("AuthFailure.SignatureExpire"), [false; 3]),
        ("wrong key", api("AuthFailure.SignatureFailure"), [false; 3]),
        ("wrong key, clock off", api_with("AuthFailure.SignatureFailure", &clock), [false; 3]),
        ("internal", api("InternalError"), [true, false, true]),
        ("internal, more", api("InternalError.Timeout"), [true, false, true]),
        ("of ECM", api("FailedOperation.InternalOperationFailure"), [true, false, true]),
        ("down", api("ServiceUnavailable"), [true, false, true]),
        ("wrong", api("InvalidParameterValue.ImageDuplicate"), [false; 3]),
        ("500", status(500), [true, false, true]),
        ("503", status(503), [true, false, true]),
        ("429", status(429), [true, false, true]),
        ("408", status(408), [true, false, true]),
        ("404", status(404), [false; 3]),
        ("302", status(302), [false; 3]),
        ("204", status(204), [true, false, true]),
        ("garbled", status(200), [true, false, true]),
        ("a stream", Ok(received(StatusCode::OK, &stream, "data: 1\n\n")), [false; 3]),
    ];
    for (name, outcome, expected) in rows {
        let copy = |outcome: &Outcome| match outcome {
            Ok(received) => Ok(received.clone()),
            Err(error) => Err(TransportError::new(error.kind(), error.sent())),
        };
        let default = RetryPolicy::default();
        let found = [
            goes_on(Effect::Read, default, copy(&outcome)),
            goes_on(Effect::Write, default, copy(&outcome)),
            goes_on(Effect::Write, default.retry_writes(), copy(&outcome)),
        ];
        assert_eq!(found, expected, "{name}");
        assert!(!goes_on(Effect::Read, RetryPolicy::never(), outcome), "{name}");
    }
}

#[test]
fn a_token_makes_a_write_harmless_twice_where_it_is_there() {
    for (input, goes_on) in [
        (r#"{"ClientToken": "t-1"}"#, true),
        (r#"{"ClientToken": ""}"#, false),
        (r#"{"ClientToken": null}"#, false),
        (r#"{"Inner": {"ClientToken": "t-1"}}"#, false),
        ("{}", false),
        ("", false),
    ] {
        let request = Request::new("cvm", "2017-03-12", "RunInstances", input)
            .with_effect(Effect::Token("ClientToken"));
        assert_eq!(request.is_idempotent(), goes_on);
        let mut call = Call::new(request, origin(), Limits::default());
        let mut shared = AccountState::default();
        attempt(&mut call, now(0), lost(Sent::Maybe), &mut shared);
        assert_eq!(matches!(call.next(now(0), &mut shared), Step::Wait(_)), goes_on, "{input}");
    }
}

#[test]
fn every_attempt_is_signed_anew_and_the_last_answer_counts() {
    let (mut call, mut shared) = (call(Effect::Read), AccountState::default());
    let mut stamps = Vec::new();
    for (second, outcome) in [(0, lost(Sent::Maybe)), (2, status(503)), (4, answer())] {
        while let Step::Wait(_) = call.next(now(second), &mut shared) {}
        let signed = sign(&mut call, now(second));
        stamps.push(signed.headers()["x-tc-timestamp"].clone());
        call.receive(now(second), outcome);
    }
    assert_eq!(stamps, ["1700000000", "1700000002", "1700000004"]);
    done(&mut call, now(4), &mut shared).unwrap();
    assert_eq!(call.attempts(), 3);
}

#[test]
fn waits_are_jittered_doubled_and_may_be_asked_for() {
    let wait = |call: &mut Call, shared: &mut AccountState| match call.next(now(0), shared) {
        Step::Wait(delay) => delay.as_millis(),
        other => panic!("{other:?}"),
    };
    let (mut call, mut shared) = (call(Effect::Read), AccountState::default());
    attempt(&mut call, now(0), lost(Sent::Never), &mut shared);
    assert_eq!(wait(&mut call, &mut shared), 100);
    attempt(&mut call, now(0), api("RequestLimitExceeded"), &mut shared);
    assert_eq!(wait(&mut call, &mut shared), 1_000);
    let asked = received(StatusCode::SERVICE_UNAVAILABLE, &[(RETRY_AFTER, "3")], "");
    attempt(&mut call, now(0), Ok(asked), &mut shared);
    assert_eq!(wait(&mut call, &mut shared), 3_400);
}

/// One more than the policy's retries, and not one less.
#[test]
fn all_attempts_are_made_that_may_be() {
    for retries in [0, 1, 4] {
        let mut call = call(Effect::Read).retry_policy(RetryPolicy::default().max_retries(retries));
        let error = fail(&mut call, now(0), &mut AccountState::default());
        assert_eq!(call.attempts(), retries + 1, "{error}");
    }
}

#[test]
fn a_wait_to_the_very_end_is_not_begun() {
    let goes_on = |asked| {
        let asked = received(StatusCode::SERVICE_UNAVAILABLE, &[(RETRY_AFTER, asked)], "");
        let (mut call, mut shared) = (call(Effect::Read), AccountState::default());
        let now = Now { random: 0, ..now(0) };
        attempt(&mut call, now, Ok(asked), &mut shared);
        matches!(call.next(now, &mut shared), Step::Wait(_))
    };
    assert_eq!(Limits::default().total.as_secs(), 60);
    assert!(goes_on("59") && !goes_on("60"));
}

#[test]
fn a_success_earns_a_little_of_the_budget() {
    let mut shared = AccountState::default();
    (0..RetryBudget::RETRIES).for_each(|_| assert!(shared.budget.pay()));
    let empty = shared.budget.clone();
    let mut end = |outcome| {
        let mut call = call(Effect::Read);
        attempt(&mut call, now(0), outcome, &mut shared);
        let _ = done(&mut call, now(0), &mut shared);
        shared.budget.clone()
    };
    assert_eq!(end(api("InvalidParameter")), empty, "no failure does");
    assert_ne!(end(answer()), empty);
}

#[test]
fn a_wait_that_outlives_the_call_is_not_begun() {
    let asked = || Ok(received(StatusCode::SERVICE_UNAVAILABLE, &[(RETRY_AFTER, "60")], ""));
    let (mut call, mut shared) = (call(Effect::Read), AccountState::default());
    attempt(&mut call, now(0), asked(), &mut shared);
    let error = done(&mut call, now(0), &mut shared).unwrap_err();
    assert!(matches!(error, Error::Reply { .. }), "the failure itself is told: {error}");
    assert_eq!(shared.budget, RetryBudget::default(), "and nothing is spent");

    let patient = Limits::new(Duration::from_secs(1), Duration::from_secs(61));
    let mut call = Call::new(request(Effect::Read), origin(), patient);
    attempt(&mut call, now(0), asked(), &mut shared);
    assert!(matches!(call.next(now(0), &mut shared), Step::Wait(_)));
    let error = done(&mut call, now(61), &mut shared).unwrap_err();
    assert!(matches!(error, Error::Reply { .. }), "it says more than the time: {error}");
}

#[test]
fn a_repeated_write_tells_of_every_attempt() {
    let (mut call, mut shared) = (
        call(Effect::Write).retry_policy(RetryPolicy::default().retry_writes()),
        AccountState::default(),
    );
    attempt(&mut call, now(0), api("InternalError"), &mut shared);
    assert!(matches!(call.next(now(1), &mut shared), Step::Wait(_)));
    attempt(&mut call, now(2), api("InvalidParameterValue.ImageDuplicate"), &mut shared);
    let error = done(&mut call, now(2), &mut shared).unwrap_err();
    let Error::Ambiguous(ambiguity) = &error else { panic!("{error}") };
    let seconds: Vec<u64> = ambiguity.attempts.iter().map(|a| a.after.as_secs()).collect();
    assert_eq!(seconds, [0, 2]);
    assert_eq!(error.code().unwrap().as_str(), "InvalidParameterValue.ImageDuplicate");
    assert!(error.to_string().ends_with("(2 attempts, 1 of unknown outcome)"), "{error}");

    // The driver's own reasons, and the deadline, do not hide the doubt.
    let policy = RetryPolicy::default().retry_writes();
    for late in [false, true] {
        let mut call = super::call(Effect::Write).retry_policy(policy);
        attempt(&mut call, now(0), lost(Sent::Maybe), &mut shared);
        let _ = call.next(now(0), &mut shared);
        let error = if late {
            done(&mut call, now(99), &mut shared).unwrap_err()
        } else {
            call.give_up(Error::credential("gone"))
        };
        assert!(matches!(error, Error::Ambiguous(_)), "{error}");
    }
    let mut call = super::call(Effect::Write);
    let error = call.give_up(Error::credential("none"));
    assert!(matches!(error, Error::Credential { .. }));
}

#[test]
fn a_clock_that_is_off_is_corrected_once_and_for_all_calls() {
    let hour_ahead = "Tue, 14 Nov 2023 23:13:20 GMT";
    let refused = |date| api_with("AuthFailure.SignatureExpire", &[(DATE, date)]);
    let mut shared = AccountState::default();
    let mut first = call(Effect::Write);
    let mut second = call(Effect::Write);
    assert!(matches!(second.next(now(0), &mut shared), Step::Attempt));
    let _ = sign(&mut second, now(0));

    attempt(&mut first, now(0), refused(hour_ahead), &mut shared);
    let Step::Wait(Duration::ZERO) = first.next(now(0), &mut shared) else { panic!() };
    let _ = first.next(now(0), &mut shared);
    assert_eq!(sign(&mut first, now(0)).headers()["x-tc-timestamp"], "1700003600");
    assert_eq!(shared.skew().seconds(), 3_600);
    // It did not help: the clock is not what is wrong.
    first.receive(now(1), refused("Tue, 14 Nov 2023 22:13:20 GMT"));
    assert!(done(&mut first, now(1), &mut shared).is_err());

    // Another call was under way with the old time; it gets the new one too.
    second.receive(now(1), refused(hour_ahead));
    assert!(matches!(second.next(now(1), &mut shared), Step::Wait(_)));
    // And one that begins now is right at once.
    let mut third = call(Effect::Write);
    let _ = third.next(now(10), &mut shared);
    let stamp = sign(&mut third, now(10)).headers()["x-tc-timestamp"].clone();
    assert_eq!(stamp, "1700003609");

    // A service whose clock is ours refuses for another reason.
    let mut call = call(Effect::Write);
    let mut shared = AccountState::default();
    attempt(&mut call, now(0), refused("Tue, 14 Nov 2023 22:13:20 GMT"), &mut shared);
    assert!(done(&mut call, now(0), &mut shared).is_err());
    assert_eq!(shared.skew(), ClockSkew::default());
}

#[test]
fn an_action_with_a_rate_waits_for_its_slot() {
    let paced = || Call::new(request(Effect::Read).rate(20), origin(), Limits::default());
    let mut shared = AccountState::default();
    assert!(matches!(paced().next(now(0), &mut shared), Step::Attempt));
    let mut waiting = paced();
    let Step::Wait(delay) = waiting.next(now(0), &mut shared) else { panic!() };
    assert!(delay > Duration::from_millis(50) && delay < Duration::from_millis(53), "{delay:?}");
    assert!(matches!(waiting.next(now(0), &mut shared), Step::Attempt), "it has waited");

    // Another action has a limit of its own; no rate, no waiting.
    let other = Request::new("ecm", "2019-07-19", "DeleteImage", "{}").rate(20);
    let mut other = Call::new(other, origin(), Limits::default());
    assert!(matches!(other.next(now(0), &mut shared), Step::Attempt));
    assert!(matches!(call(Effect::Read).next(now(0), &mut shared), Step::Attempt));
    let mut none = Call::new(request(Effect::Read).rate(0), origin(), Limits::default());
    assert!(matches!(none.next(now(0), &mut shared), Step::Attempt));

    // A slot that comes too late is not waited for.
    let hasty = Limits::new(Duration::from_millis(10), Duration::from_millis(10));
    let mut hasty = Call::new(request(Effect::Read).rate(20), origin(), hasty);
    let error = done(&mut hasty, now(0), &mut shared).unwrap_err();
    assert!(error.is_timeout() && error.sent() == Sent::Never);

    // After throttling the others wait too.
    let mut throttled = paced();
    while let Step::Wait(_) = throttled.next(now(5), &mut shared) {}
    let _ = sign(&mut throttled, now(5));
    throttled.receive(now(5), api("RequestLimitExceeded"));
    assert!(matches!(throttled.next(now(5), &mut shared), Step::Wait(_)));
    let Step::Wait(delay) = paced().next(now(5), &mut shared) else { panic!() };
    assert!(delay > Duration::from_millis(200), "{delay:?}");
}

#[test]
fn a_thousand_calls_against_a_dead_server_cost_no_more_than_the_budget() {
    let mut shared = AccountState::default();
    let mut requests = 0;
    for number in 0..1_000 {
        let mut call = call(Effect::Read);
        let _ = fail(&mut call, now(number), &mut shared);
        requests += call.attempts();
    }
    assert_eq!(requests, 1_000 + RetryBudget::RETRIES);
}

/// A call that nobody waits for any more must not hold up the others.
#[test]
fn a_call_that_is_abandoned_gives_its_slot_back() {
    let mut shared = AccountState::default();
    let paced = || Call::new(request(Effect::Read).rate(20), origin(), Limits::default());
    assert!(matches!(paced().next(now(0), &mut shared), Step::Attempt));
    let mut waiting: Vec<Call> = (0..100).map(|_| paced()).collect();
    for call in &mut waiting {
        assert!(matches!(call.next(now(0), &mut shared), Step::Wait(_)));
        assert!(call.holds_a_slot());
    }
    for call in &mut waiting {
        call.abandon(&mut shared);
        assert!(!call.holds_a_slot());
        call.abandon(&mut shared);
    }
    let mut next = paced();
    let Step::Wait(delay) = next.next(now(0), &mut shared) else { panic!() };
    assert_eq!(delay, Duration::from_micros(51_500));
    assert!(matches!(next.next(now(0), &mut shared), Step::Attempt));
    let _ = sign(&mut next, now(0));
    assert!(!next.holds_a_slot(), "it is used");
}

/// Others are told to slow down while it waits, and its slot moves out of reach.
#[test]
fn a_slot_that_moves_beyond_the_end_is_given_back() {
    let mut shared = AccountState::default();
    let limits = Limits::new(Duration::from_millis(500), Duration::from_millis(500));
    let paced = || Call::new(request(Effect::Read).rate(20), origin(), limits);
    let (mut first, mut second) = (paced(), paced());
    attempt(&mut first, now(0), api("RequestLimitExceeded"), &mut shared);
    assert!(matches!(second.next(now(0), &mut shared), Step::Wait(_)));
    let _ = first.next(now(0), &mut shared);
    let error = done(&mut second, now(0), &mut shared).unwrap_err();
    assert!(matches!(error, Error::Deadline { .. }), "{error}");
    assert!(!second.holds_a_slot());
}

#[test]
fn another_rate_is_another_pace() {
    let mut shared = AccountState::default();
    let mut waits = |rate: u32| {
        let mut call = Call::new(request(Effect::Read).rate(rate), origin(), Limits::default());
        matches!(call.next(now(0), &mut shared), Step::Wait(_))
    };
    assert_eq!([1, 1, 1_000, 1_000].map(&mut waits), [false, true, false, true]);
}

/// What was changed by then is not undone by a hook that calls it a read.
#[test]
fn doubt_stays_whatever_becomes_of_the_request() {
    let policy = RetryPolicy::default().retry_writes();
    let (mut call, mut shared) =
        (call(Effect::Write).retry_policy(policy), AccountState::default());
    attempt(&mut call, now(0), lost(Sent::Maybe), &mut shared);
    assert!(matches!(call.next(now(0), &mut shared), Step::Wait(_)));
    call.edit(|request| request.with_effect(Effect::Read));
    attempt(&mut call, now(0), api("InvalidParameter"), &mut shared);
    let error = done(&mut call, now(0), &mut shared).unwrap_err();
    assert!(matches!(error, Error::Ambiguous(_)), "{error}");
}
