//! What holds whatever the network and the service do.

use alloc::vec;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Outcomes as data, so that a failure shows them.
#[derive(Debug, Clone, Copy)]
enum Told {
    Answer,
    Code(&'static str, Option<u16>),
    Status(u16, Option<u16>),
    Lost(TransportErrorKind, Sent),
}

fn told() -> impl Strategy<Value = Told> {
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
        1 => Just(Told::Answer),
        4 => (code, retry_after()).prop_map(|(code, after)| Told::Code(code, after)),
        2 => (prop::sample::select(vec![200_u16, 204, 302, 404, 429, 500, 503]), retry_after())
            .prop_map(|(status, after)| Told::Status(status, after)),
        4 => (kind, sent).prop_map(|(kind, sent)| Told::Lost(kind, sent)),
    ]
}

fn outcome(told: Told) -> Outcome {
    let after = |after: Option<u16>| after.map(|seconds| seconds.to_string());
    let headers = |after: &Option<alloc::string::String>| {
        let mut headers = HeaderMap::new();
        // Never the true time, so that there is always a skew to learn.
        headers.insert(DATE, HeaderValue::from_static("Tue, 14 Nov 2023 10:00:00 GMT"));
        if let Some(seconds) = after {
            headers.insert(RETRY_AFTER, HeaderValue::from_str(seconds).unwrap());
        }
        headers
    };
    match told {
        Told::Answer => answer(),
        Told::Code(code, asked) => {
            let received = api(code).unwrap();
            Ok(RawResponse { headers: headers(&after(asked)), ..received })
        }
        Told::Status(code, asked) => {
            let received = status(code).unwrap();
            Ok(RawResponse { headers: headers(&after(asked)), ..received })
        }
        Told::Lost(kind, sent) => Err(TransportError::new(kind, sent)),
    }
}

/// Whether the service may have done the work although this came back.
fn is_doubtful(told: Told) -> bool {
    match told {
        Told::Answer => false,
        Told::Code(code, _) => {
            code.starts_with("InternalError") || code.ends_with("InternalOperationFailure")
        }
        Told::Status(..) => true,
        Told::Lost(_, sent) => sent == Sent::Maybe,
    }
}

proptest! {
    /// Whatever comes back, in whatever order and however slowly: a call makes
    /// no more attempts than it may, waits no longer than it may, ends, ends
    /// once, and sends a write again only after a certain failure.
    #[test]
    fn any_sequence_of_outcomes_ends_as_it_must(
        outcomes in vec(told(), 1..12),
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
        let mut shared = AccountState::default();
        for _ in budget..RetryBudget::RETRIES {
            prop_assert!(shared.budget.pay());
        }

        let mut clock = now(3);
        let started = clock.elapsed;
        let mut story: Vec<Told> = Vec::new();
        let (mut waited, mut steps) = (false, 0);
        let result = loop {
            steps += 1;
            prop_assert!(steps <= 3 * (retries + 1) + 1, "it does not end");
            let pass = |clock: &mut Now, by: Duration| {
                clock.elapsed += by;
                clock.unix = Timestamp::saturating(1_700_000_000 + clock.elapsed.as_secs());
            };
            match call.next(clock, &mut shared) {
                Step::Attempt => {
                    waited = false;
                    if let Some(last) = story.last() {
                        prop_assert!(may_repeat || !is_doubtful(*last), "{last:?}");
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
                    // Backing off, then perhaps for a slot; never out of bounds.
                    prop_assert!(clock.elapsed + delay <= started + total, "{delay:?}");
                    prop_assert!(!waited || rate.is_some(), "two waits without a rate");
                    waited = true;
                    pass(&mut clock, delay);
                }
                Step::Done(result) => break result,
            }
        };
        let attempts = u32::try_from(story.len()).unwrap();
        prop_assert_eq!(attempts, call.attempts());
        prop_assert!(attempts <= retries + 1);
        prop_assert!(attempts <= budget + 1, "more retries than the budget pays for");
        let ended = matches!(story.last(), Some(Told::Answer));
        prop_assert_eq!(result.is_ok(), ended, "the last answer decides, and no earlier one");
        if let Err(error) = result {
            let changes = effect != Effect::Read;
            let in_doubt = changes && story.iter().any(|told| is_doubtful(*told));
            prop_assert_eq!(matches!(error, Error::Ambiguous(_)), in_doubt, "{}", error);
            prop_assert!(!changes || error.may_have_taken_effect() == in_doubt, "{}", error);
            prop_assert_eq!(matches!(error, Error::Deadline { .. }), story.is_empty());
            if let Error::Ambiguous(ambiguity) = error {
                prop_assert_eq!(ambiguity.attempts.len(), story.len());
            }
        }
        prop_assert!(matches!(call.next(clock, &mut shared), Step::Done(Err(Error::Driver(_)))));
    }
}
