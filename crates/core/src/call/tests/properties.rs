//! Invariants of a call under any sequence of outcomes.

use alloc::vec;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Outcomes as data, so that a failing case shows them.
#[derive(Debug, Clone, Copy)]
enum Scenario {
    Success,
    Code(&'static str, Option<u16>),
    Status(u16, Option<u16>),
    Lost(TransportErrorKind, Sent),
}

fn scenario() -> impl Strategy<Value = Scenario> {
    use TransportErrorKind as Kind;
    let code = prop::sample::select(vec![
        "RequestLimitExceeded",
        "RequestLimitExceeded.UinLimitExceeded",
        "AuthFailure.SignatureExpire",
        "AuthFailure.SignatureFailure",
        "InternalError",
        "InternalError.DbError",
        "FailedOperation.InternalOperationFailure",
        "ServiceUnavailable",
        "InvalidParameter",
    ]);
    let kind = prop::sample::select(Kind::ALL);
    let sent = prop_oneof![Just(Sent::Never), Just(Sent::Maybe)];
    let retry_after = || prop::option::weighted(0.2, 0_u16..90);
    prop_oneof![
        1 => Just(Scenario::Success),
        4 => (code, retry_after()).prop_map(|(code, after)| Scenario::Code(code, after)),
        2 => (prop::sample::select(vec![200_u16, 204, 302, 404, 429, 500, 503]), retry_after())
            .prop_map(|(status, after)| Scenario::Status(status, after)),
        4 => (kind, sent).prop_map(|(kind, sent)| Scenario::Lost(kind, sent)),
    ]
}

fn outcome(scenario: Scenario) -> Outcome {
    let after = |after: Option<u16>| after.map(|seconds| seconds.to_string());
    let headers = |after: &Option<alloc::string::String>| {
        let mut headers = HeaderMap::new();
        // Never the right time, so that there is always a skew to learn.
        headers.insert(DATE, HeaderValue::from_static("Tue, 14 Nov 2023 10:00:00 GMT"));
        if let Some(seconds) = after {
            headers.insert(RETRY_AFTER, HeaderValue::from_str(seconds).unwrap());
        }
        headers
    };
    match scenario {
        Scenario::Success => success(),
        Scenario::Code(code, asked) => {
            let received = api(code).unwrap();
            Ok(RawResponse { headers: headers(&after(asked)), ..received })
        }
        Scenario::Status(code, asked) => {
            let received = status(code).unwrap();
            Ok(RawResponse { headers: headers(&after(asked)), ..received })
        }
        Scenario::Lost(kind, sent) => Err(TransportError::new(kind, sent)),
    }
}

/// Whether the service may have executed the request despite this outcome.
fn is_unknown(scenario: Scenario) -> bool {
    match scenario {
        Scenario::Success => false,
        Scenario::Code(code, _) => {
            code.starts_with("InternalError") || code.ends_with("InternalOperationFailure")
        }
        Scenario::Status(..) => true,
        Scenario::Lost(_, sent) => sent == Sent::Maybe,
    }
}

proptest! {
    /// A call makes at most `max_retries` + 1 attempts, keeps its deadline, ends
    /// once, and retries a write only if its outcome is known.
    #[test]
    fn any_sequence_of_outcomes_keeps_the_invariants(
        outcomes in vec(scenario(), 1..12),
        pauses in vec(0_u64..8_000, 12),
        randoms in vec(any::<u64>(), 12),
        retries in 0_u32..8,
        total in 1_u64..60,
        effect in prop::sample::select(vec![Effect::Read, Effect::Write, Effect::Token("Token")]),
        has_token: bool,
        repeats: bool,
        rate in prop::option::of(1_u32..30),
        budget in 0_u32..20,
        backups in 0_usize..3,
        prepares: bool,
    ) {
        let input = if has_token { r#"{"Token": "t-1"}"# } else { "{}" };
        let request = Request::new("ecm", "2019-07-19", "RunInstances", input).with_effect(effect);
        let may_repeat = repeats || request.is_idempotent();
        let mut policy = RetryPolicy::default().max_retries(retries);
        if repeats {
            policy = policy.retry_writes();
        }
        let total = Duration::from_secs(total);
        let limits = Limits::new(Duration::from_secs(10), total);
        let backups = ["ap-guangzhou", "ap-beijing"].into_iter().take(backups);
        let backups = backups.map(|r| Endpoint::regional(r).unwrap().origin("ecm").unwrap());
        let mut call = Call::new(request.rate(rate), origin(), limits)
            .retry_policy(policy)
            .backups(backups);
        if prepares {
            call = call.with_preparation();
        }
        let mut account = AccountState::default();
        for _ in budget..RetryBudget::RETRIES {
            prop_assert!(account.budget.pay());
        }

        let mut clock = now(3);
        let started = clock.elapsed;
        let mut story: Vec<Scenario> = Vec::new();
        let (mut waited, mut steps) = (false, 0);
        let result = loop {
            steps += 1;
            prop_assert!(steps <= 7 * (retries + 1) + 1, "it does not end");
            let pass = |clock: &mut Now, by: Duration| {
                clock.elapsed += by;
                clock.unix = Timestamp::saturating(1_700_000_000 + clock.elapsed.as_secs());
            };
            match call.next(clock, &mut account) {
                Step::Attempt => {
                    waited = false;
                    if let Some(last) = story.last() {
                        prop_assert!(may_repeat || !is_unknown(*last), "{last:?}");
                    }
                    prop_assert!(clock.elapsed < started + total, "an attempt after the end");
                    let signed = sign(&mut call, clock);
                    prop_assert_eq!(
                        &signed.headers()["x-tc-timestamp"],
                        &call.signing_time(clock).to_string()
                    );
                    let told = outcomes[story.len() % outcomes.len()];
                    pass(&mut clock, Duration::from_millis(pauses[story.len() % pauses.len()]));
                    clock.random = randoms[story.len() % randoms.len()];
                    story.push(told);
                    call.receive(clock, outcome(told));
                }
                Step::Wait(delay) => {
                    // A backoff or a permit, within the bounds.
                    prop_assert!(clock.elapsed + delay <= started + total, "{delay:?}");
                    prop_assert!(!waited || rate.is_some(), "two waits without a rate");
                    waited = true;
                    pass(&mut clock, delay);
                }
                Step::Permit => prop_assert!(false, "a permit of no rate limiter"),
                Step::Prepare => {
                    prop_assert!(prepares);
                    pass(&mut clock, Duration::from_millis(pauses[steps as usize % pauses.len()]));
                }
                Step::Done(result) => break result,
            }
        };
        let attempts = u32::try_from(story.len()).unwrap();
        prop_assert_eq!(attempts, call.attempts());
        prop_assert!(attempts <= retries + 1);
        prop_assert!(attempts <= budget + 1, "more retries than the budget pays for");
        let ended = matches!(story.last(), Some(Scenario::Success));
        prop_assert_eq!(result.is_ok(), ended, "the last response decides");
        if let Err(error) = result {
            let changes = effect != Effect::Read;
            let in_doubt = changes && story.iter().any(|told| is_unknown(*told));
            prop_assert_eq!(matches!(error, Error::Ambiguous(_)), in_doubt, "{}", error);
            prop_assert!(!changes || error.may_have_taken_effect() == in_doubt, "{}", error);
            prop_assert_eq!(matches!(error, Error::Deadline { .. }), story.is_empty());
            if let Error::Ambiguous(ambiguity) = error {
                prop_assert_eq!(ambiguity.attempts.len(), story.len());
            }
        }
        prop_assert!(matches!(call.next(clock, &mut account), Step::Done(Err(Error::Driver(_)))));
    }
}
