//! Which errors are retried, and after how long.

use http::header::CONTENT_TYPE;

use super::*;
use crate::transport::TransportErrorKind as Kind;

/// Whether the call is retried after this first outcome.
fn goes_on(effect: Effect, policy: RetryPolicy, outcome: Outcome) -> bool {
    let (mut call, mut account) = (call(effect).retry_policy(policy), AccountState::default());
    attempt(&mut call, now(0), outcome, &mut account);
    matches!(call.next(now(0), &mut account), Step::Wait(_))
}

/// Each outcome of a first attempt: is a read retried, is a write, is a write with
/// `retry_writes`?
#[test]
fn transient_errors_are_retried_where_it_is_safe() {
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
fn a_write_is_idempotent_if_its_token_is_set() {
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
        let mut account = AccountState::default();
        attempt(&mut call, now(0), lost(Sent::Maybe), &mut account);
        assert_eq!(matches!(call.next(now(0), &mut account), Step::Wait(_)), goes_on, "{input}");
    }
}

#[test]
fn every_attempt_is_signed_anew_and_the_last_response_counts() {
    let (mut call, mut account) = (call(Effect::Read), AccountState::default());
    let mut stamps = Vec::new();
    for (second, outcome) in [(0, lost(Sent::Maybe)), (2, status(503)), (4, success())] {
        while let Step::Wait(_) = call.next(now(second), &mut account) {}
        let signed = sign(&mut call, now(second));
        stamps.push(signed.headers()["x-tc-timestamp"].clone());
        call.receive(now(second), outcome);
    }
    assert_eq!(stamps, ["1700000000", "1700000002", "1700000004"]);
    done(&mut call, now(4), &mut account).unwrap();
    assert_eq!(call.attempts(), 3);
}

#[test]
fn back_off_is_jittered_doubles_and_honors_retry_after() {
    let wait = |call: &mut Call, account: &mut AccountState| match call.next(now(0), account) {
        Step::Wait(delay) => delay.as_millis(),
        other => panic!("{other:?}"),
    };
    let (mut call, mut account) = (call(Effect::Read), AccountState::default());
    attempt(&mut call, now(0), lost(Sent::Never), &mut account);
    assert_eq!(wait(&mut call, &mut account), 100);
    attempt(&mut call, now(0), api("RequestLimitExceeded"), &mut account);
    assert_eq!(wait(&mut call, &mut account), 1_000);
    let asked = received(StatusCode::SERVICE_UNAVAILABLE, &[(RETRY_AFTER, "3")], "");
    attempt(&mut call, now(0), Ok(asked), &mut account);
    assert_eq!(wait(&mut call, &mut account), 3_400);
}

#[test]
fn an_error_tells_how_long_its_response_asks_to_wait() {
    let asked = [(RETRY_AFTER, "70")];
    let page = received(StatusCode::SERVICE_UNAVAILABLE, &asked, "");
    for effect in [Effect::Read, Effect::Write] {
        for outcome in [api_with("RequestLimitExceeded", &asked), Ok(page.clone())] {
            let error = end(effect, outcome).unwrap_err();
            assert_eq!(error.retry_after().map(|wait| wait.as_secs()), Some(70), "{error}");
        }
        assert_eq!(end(effect, api("LimitExceeded")).unwrap_err().retry_after(), None);
        assert_eq!(end(effect, lost(Sent::Never)).unwrap_err().retry_after(), None);
    }
    let error = end(Effect::Write, Ok(page)).unwrap_err();
    assert!(matches!(error, Error::Ambiguous(_)), "{error:?}");
}

#[test]
fn max_retries_bounds_the_number_of_attempts() {
    for retries in [0, 1, 4] {
        let mut call = call(Effect::Read).retry_policy(RetryPolicy::default().max_retries(retries));
        let error = fail(&mut call, now(0), &mut AccountState::default());
        assert_eq!(call.attempts(), retries + 1, "{error}");
    }
}

#[test]
fn a_wait_that_ends_at_the_deadline_is_not_begun() {
    let goes_on = |asked| {
        let asked = received(StatusCode::SERVICE_UNAVAILABLE, &[(RETRY_AFTER, asked)], "");
        let (mut call, mut account) = (call(Effect::Read), AccountState::default());
        let now = Now { random: 0, ..now(0) };
        attempt(&mut call, now, Ok(asked), &mut account);
        matches!(call.next(now, &mut account), Step::Wait(_))
    };
    assert_eq!(Limits::default().total.as_secs(), 60);
    assert!(goes_on("59") && !goes_on("60"));
}

#[test]
fn a_success_returns_a_token_to_the_budget() {
    let mut account = AccountState::default();
    (0..RetryBudget::RETRIES).for_each(|_| assert!(account.budget.pay()));
    let empty = account.budget.clone();
    let mut end = |outcome| {
        let mut call = call(Effect::Read);
        attempt(&mut call, now(0), outcome, &mut account);
        let _ = done(&mut call, now(0), &mut account);
        account.budget.clone()
    };
    assert_eq!(end(api("InvalidParameter")), empty, "a failure returns none");
    assert_ne!(end(success()), empty);
}

#[test]
fn a_wait_beyond_the_deadline_returns_the_error_at_once() {
    let asked = || Ok(received(StatusCode::SERVICE_UNAVAILABLE, &[(RETRY_AFTER, "60")], ""));
    let (mut call, mut account) = (call(Effect::Read), AccountState::default());
    attempt(&mut call, now(0), asked(), &mut account);
    let error = done(&mut call, now(0), &mut account).unwrap_err();
    assert!(matches!(error, Error::Reply { .. }), "the error, not the deadline: {error}");
    assert_eq!(account.budget, RetryBudget::default(), "the budget is untouched");

    let patient = Limits::new(Duration::from_secs(1), Duration::from_secs(61));
    let mut call = Call::new(request(Effect::Read), origin(), patient);
    attempt(&mut call, now(0), asked(), &mut account);
    assert!(matches!(call.next(now(0), &mut account), Step::Wait(_)));
    let error = done(&mut call, now(61), &mut account).unwrap_err();
    assert!(matches!(error, Error::Reply { .. }), "the error, not the deadline: {error}");
}

#[test]
fn a_retried_write_lists_every_attempt() {
    let (mut call, mut account) = (
        call(Effect::Write).retry_policy(RetryPolicy::default().retry_writes()),
        AccountState::default(),
    );
    attempt(&mut call, now(0), api("InternalError"), &mut account);
    assert!(matches!(call.next(now(1), &mut account), Step::Wait(_)));
    attempt(&mut call, now(2), api("InvalidParameterValue.ImageDuplicate"), &mut account);
    let error = done(&mut call, now(2), &mut account).unwrap_err();
    let Error::Ambiguous(ambiguity) = &error else { panic!("{error}") };
    let seconds: Vec<u64> = ambiguity.attempts.iter().map(|a| a.after.as_secs()).collect();
    assert_eq!(seconds, [0, 2]);
    assert_eq!(error.code().unwrap().as_str(), "InvalidParameterValue.ImageDuplicate");
    assert!(error.to_string().ends_with("(2 attempts, 1 of unknown outcome)"), "{error}");

    // Neither an error of the driver nor the deadline hides the unknown outcome.
    let policy = RetryPolicy::default().retry_writes();
    for late in [false, true] {
        let mut call = super::call(Effect::Write).retry_policy(policy);
        attempt(&mut call, now(0), lost(Sent::Maybe), &mut account);
        let _ = call.next(now(0), &mut account);
        let error = if late {
            done(&mut call, now(99), &mut account).unwrap_err()
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
fn clock_skew_is_corrected_once_and_for_all_calls() {
    let hour_ahead = "Tue, 14 Nov 2023 23:13:20 GMT";
    let refused = |date| api_with("AuthFailure.SignatureExpire", &[(DATE, date)]);
    let mut account = AccountState::default();
    let mut first = call(Effect::Write);
    let mut second = call(Effect::Write);
    assert!(matches!(second.next(now(0), &mut account), Step::Attempt));
    let _ = sign(&mut second, now(0));

    attempt(&mut first, now(0), refused(hour_ahead), &mut account);
    let Step::Wait(Duration::ZERO) = first.next(now(0), &mut account) else { panic!() };
    let _ = first.next(now(0), &mut account);
    assert_eq!(sign(&mut first, now(0)).headers()["x-tc-timestamp"], "1700003600");
    assert_eq!(account.skew(&origin()).seconds(), 3_600);
    // The correction did not help, so the clock is not the reason.
    first.receive(now(1), refused("Tue, 14 Nov 2023 22:13:20 GMT"));
    assert!(done(&mut first, now(1), &mut account).is_err());

    // A call that was under way with the old time is corrected, too.
    second.receive(now(1), refused(hour_ahead));
    assert!(matches!(second.next(now(1), &mut account), Step::Wait(_)));
    // A call that begins now is right at once.
    let mut third = call(Effect::Write);
    let _ = third.next(now(10), &mut account);
    let stamp = sign(&mut third, now(10)).headers()["x-tc-timestamp"].clone();
    assert_eq!(stamp, "1700003609");

    // Without a clock skew the reason is another one.
    let mut call = call(Effect::Write);
    let mut account = AccountState::default();
    attempt(&mut call, now(0), refused("Tue, 14 Nov 2023 22:13:20 GMT"), &mut account);
    assert!(done(&mut call, now(0), &mut account).is_err());
    assert_eq!(account.skew(&origin()), ClockSkew::default());
}

#[test]
fn an_action_with_a_rate_limit_waits_for_its_permit() {
    let paced = || Call::new(request(Effect::Read).rate(20), origin(), Limits::default());
    let mut account = AccountState::default();
    assert!(matches!(paced().next(now(0), &mut account), Step::Attempt));
    let mut waiting = paced();
    let Step::Wait(delay) = waiting.next(now(0), &mut account) else { panic!() };
    assert!(delay > Duration::from_millis(50) && delay < Duration::from_millis(53), "{delay:?}");
    assert!(matches!(waiting.next(now(0), &mut account), Step::Attempt), "after the wait");

    // Another action has another limit; without a rate there is no wait.
    let other = Request::new("ecm", "2019-07-19", "DeleteImage", "{}").rate(20);
    let mut other = Call::new(other, origin(), Limits::default());
    assert!(matches!(other.next(now(0), &mut account), Step::Attempt));
    assert!(matches!(call(Effect::Read).next(now(0), &mut account), Step::Attempt));
    let mut none = Call::new(request(Effect::Read).rate(0), origin(), Limits::default());
    assert!(matches!(none.next(now(0), &mut account), Step::Attempt));

    // A permit beyond the deadline is not waited for.
    let hasty = Limits::new(Duration::from_millis(10), Duration::from_millis(10));
    let mut hasty = Call::new(request(Effect::Read).rate(20), origin(), hasty);
    let error = done(&mut hasty, now(0), &mut account).unwrap_err();
    assert!(error.is_timeout() && error.sent() == Sent::Never);

    // After throttling, other calls wait too.
    let mut throttled = paced();
    while let Step::Wait(_) = throttled.next(now(5), &mut account) {}
    let _ = sign(&mut throttled, now(5));
    throttled.receive(now(5), api("RequestLimitExceeded"));
    assert!(matches!(throttled.next(now(5), &mut account), Step::Wait(_)));
    let Step::Wait(delay) = paced().next(now(5), &mut account) else { panic!() };
    assert!(delay > Duration::from_millis(200), "{delay:?}");
}

#[test]
fn a_thousand_calls_to_a_dead_server_retry_no_more_than_the_budget_allows() {
    let mut account = AccountState::default();
    let mut requests = 0;
    for number in 0..1_000 {
        let mut call = call(Effect::Read);
        let _ = fail(&mut call, now(number), &mut account);
        requests += call.attempts();
    }
    assert_eq!(requests, 1_000 + RetryBudget::RETRIES);
}

/// Otherwise it would hold up the calls behind it.
#[test]
fn an_abandoned_call_releases_its_permit() {
    let mut account = AccountState::default();
    let paced = || Call::new(request(Effect::Read).rate(20), origin(), Limits::default());
    assert!(matches!(paced().next(now(0), &mut account), Step::Attempt));
    let mut waiting: Vec<Call> = (0..100).map(|_| paced()).collect();
    for call in &mut waiting {
        assert!(matches!(call.next(now(0), &mut account), Step::Wait(_)));
        assert!(call.unused.is_some());
    }
    for call in &mut waiting {
        call.abandon(&mut account);
        assert!(call.unused.is_none());
        call.abandon(&mut account);
    }
    let mut next = paced();
    let Step::Wait(delay) = next.next(now(0), &mut account) else { panic!() };
    assert_eq!(delay, Duration::from_micros(51_500));
    assert!(matches!(next.next(now(0), &mut account), Step::Attempt));
    let _ = sign(&mut next, now(0));
    assert!(next.unused.is_none(), "the permit is used");
}

/// Another call is throttled while this one waits, and its permit moves.
#[test]
fn a_permit_that_moves_beyond_the_deadline_is_released() {
    let mut account = AccountState::default();
    let limits = Limits::new(Duration::from_millis(500), Duration::from_millis(500));
    let paced = || Call::new(request(Effect::Read).rate(20), origin(), limits);
    let (mut first, mut second) = (paced(), paced());
    attempt(&mut first, now(0), api("RequestLimitExceeded"), &mut account);
    assert!(matches!(second.next(now(0), &mut account), Step::Wait(_)));
    let _ = first.next(now(0), &mut account);
    let error = done(&mut second, now(0), &mut account).unwrap_err();
    assert!(matches!(error, Error::Deadline { .. }), "{error}");
    assert!(second.unused.is_none());
}

#[test]
fn a_date_that_is_more_than_a_day_away_teaches_nothing() {
    let mut account = AccountState::default();
    for date in ["Fri, 01 Jan 2100 00:00:00 GMT", "Mon, 13 Nov 2023 22:13:19 GMT"] {
        let mut call = call(Effect::Read);
        let refused = api_with("AuthFailure.SignatureExpire", &[(DATE, date)]);
        attempt(&mut call, now(0), refused, &mut account);
        assert!(done(&mut call, now(0), &mut account).is_err());
        assert_eq!(account.skew(&origin()), ClockSkew::default());
    }
}

#[test]
fn clocks_of_two_hosts_do_not_empty_the_retry_budget() {
    let mut account = AccountState::default();
    for number in 0..400 {
        let late = number % 2 == 0;
        let host = if late { "https://late.example" } else { "https://right.example" };
        let origin = Endpoint::custom(host).unwrap().origin("ecm").unwrap();
        let mut call = Call::new(request(Effect::Read), origin, Limits::default());
        for _ in 0..2 {
            while let Step::Wait(_) = call.next(now(0), &mut account) {}
            let stamp = sign(&mut call, now(0)).headers()["x-tc-timestamp"].clone();
            if late && stamp == "1700000000" {
                let date = [(DATE, "Tue, 14 Nov 2023 22:20:00 GMT")];
                call.receive(now(0), api_with("AuthFailure.SignatureExpire", &date));
                continue;
            }
            call.receive(now(0), success());
            break;
        }
        done(&mut call, now(0), &mut account).unwrap();
        assert_eq!(call.attempts(), if number == 0 { 2 } else { 1 }, "call {number}");
    }
}

/// Two programs of one process may state different rates of one action.
#[test]
fn the_lower_of_two_rates_holds_within_a_second() {
    let mut account = AccountState::default();
    let mut due = |rate: u32| {
        let mut call = Call::new(request(Effect::Read).rate(rate), origin(), Limits::default());
        match call.next(now(5), &mut account) {
            Step::Wait(delay) => delay.as_micros(),
            Step::Attempt => 0,
            other => panic!("{other:?}"),
        }
    };
    let dues: Vec<_> = (0..60).map(|n| due(if n % 2 == 0 { 20 } else { 10 })).collect();
    for window in dues.windows(11) {
        assert!(window[10] - window[0] >= 1_030_000, "{dues:?}");
    }
    // Without the lower rate the higher one holds after a second.
    let dues: Vec<_> = (0..40).map(|_| due(20)).collect();
    assert_eq!(dues[39] - dues[19], 20 * 51_500);
}

/// Otherwise two calls would have the same permit.
#[test]
fn a_canceled_call_returns_the_permit_of_its_own_rate() {
    let mut account = AccountState::default();
    let mut next = |rate: u32| {
        let mut call = Call::new(request(Effect::Read).rate(rate), origin(), Limits::default());
        let step = call.next(now(5), &mut account);
        let wait = if let Step::Wait(delay) = step { delay } else { Duration::ZERO };
        (call, wait)
    };
    let first = next(20);
    let (mut canceled, _) = next(20);
    let (other, third, fourth) = (next(10), next(20), next(20));
    canceled.abandon(&mut account);
    let mut last = Call::new(request(Effect::Read).rate(20), origin(), Limits::default());
    let Step::Wait(last) = last.next(now(5), &mut account) else { panic!() };
    for taken in [first.1, other.1, third.1, fourth.1] {
        assert_ne!(last, taken);
    }
}

/// An interceptor that declares the request a read does not undo what was sent.
#[test]
fn an_unknown_outcome_stays_unknown_after_the_request_is_edited() {
    let policy = RetryPolicy::default().retry_writes();
    let (mut call, mut account) =
        (call(Effect::Write).retry_policy(policy), AccountState::default());
    attempt(&mut call, now(0), lost(Sent::Maybe), &mut account);
    assert!(matches!(call.next(now(0), &mut account), Step::Wait(_)));
    call.edit(|request| request.with_effect(Effect::Read));
    attempt(&mut call, now(0), api("InvalidParameter"), &mut account);
    let error = done(&mut call, now(0), &mut account).unwrap_err();
    assert!(matches!(error, Error::Ambiguous(_)), "{error}");
}
