//! The deadline where a request is signed.

use super::*;

fn within(effect: Effect, millis: u64) -> Call {
    let limit = Duration::from_millis(millis);
    Call::new(request(effect).rate(20), origin(), Limits::new(limit, limit))
}

fn ms(millis: u64) -> Now {
    Now { elapsed: Duration::from_millis(millis), ..now(0) }
}

/// The driver took its time between the step and signing.
#[test]
fn a_request_is_not_signed_after_the_deadline() {
    for late in [200, 201, 5_000] {
        let mut account = AccountState::default();
        let mut call = within(Effect::Write, 200);
        assert!(matches!(call.next(ms(0), &mut account), Step::Attempt));
        let error = sign_as(&mut call, "id", ms(late)).unwrap_err();
        assert!(matches!(error, Error::Deadline { .. }), "{error}");
        assert!(error.is_timeout() && error.sent() == Sent::Never);
        assert_eq!(call.attempts(), 0);
        call.receive(ms(late), success());
        assert!(matches!(call.next(ms(late), &mut account), Step::Done(Err(Error::Driver(_)))));
    }
    let mut call = within(Effect::Write, 200);
    let _ = call.next(ms(0), &mut AccountState::default());
    sign_as(&mut call, "id", ms(199)).unwrap();
}

#[test]
fn a_request_that_is_not_signed_in_time_costs_nothing() {
    let mut account = AccountState::default();
    for _ in 0..9 {
        let backup = Endpoint::regional("ap-guangzhou").unwrap().origin("ecm").unwrap();
        let mut call = within(Effect::Read, 200).backups([backup]);
        assert!(matches!(call.next(ms(0), &mut account), Step::Attempt));
        assert_eq!(call.host(), "ecm.tencentcloudapi.com", "the host is not judged");
        sign_as(&mut call, "id", ms(200)).unwrap_err();
        call.abandon(&mut account);
    }
    // The permit is returned each time, so the next call need not wait.
    assert!(matches!(within(Effect::Read, 200).next(ms(0), &mut account), Step::Attempt));
}

/// The first attempt decides what the error is.
#[test]
fn a_retry_that_is_not_signed_in_time_leaves_the_result_of_the_attempt_before() {
    for (effect, sent) in [(Effect::Token("T"), Sent::Maybe), (Effect::Write, Sent::Never)] {
        let mut account = AccountState::default();
        let mut call = within(effect, 900);
        call.edit(|_| Request::new("ecm", "2019-07-19", "X", r#"{"T": "t"}"#).with_effect(effect));
        attempt(&mut call, ms(0), lost(sent), &mut account);
        assert!(matches!(call.next(ms(0), &mut account), Step::Wait(_)));
        assert_ne!(account.budget, RetryBudget::default(), "the retry is paid for");
        assert!(matches!(call.next(ms(100), &mut account), Step::Attempt));
        let error = sign_as(&mut call, "id", ms(900)).unwrap_err();
        assert_eq!(matches!(error, Error::Ambiguous(_)), sent == Sent::Maybe, "{error}");
        assert_eq!(matches!(error, Error::Transport { .. }), sent == Sent::Never, "{error}");
        assert_eq!(call.attempts(), 1);
        call.abandon(&mut account);
        assert_eq!(account.budget, RetryBudget::default(), "and was not made");
    }
}

#[test]
fn a_call_that_expires_while_its_driver_waits_is_over() {
    let mut account = AccountState::default();
    let mut call = within(Effect::Read, 200).with_preparation();
    assert!(matches!(call.next(ms(0), &mut account), Step::Prepare));
    assert!(matches!(call.expire(), Error::Deadline { .. }));
    assert!(matches!(call.next(ms(0), &mut account), Step::Done(Err(Error::Driver(_)))));

    let mut call = within(Effect::Write, 200).with_preparation();
    assert!(matches!(call.next(ms(0), &mut account), Step::Prepare));
    let error = done(&mut call, ms(200), &mut account).unwrap_err();
    assert!(matches!(error, Error::Deadline { .. }), "{error}");
}
