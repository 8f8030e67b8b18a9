//! Failover to backup endpoints.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::*;

const BACKUP: &str = "ecm.ap-guangzhou.tencentcloudapi.com";

fn call_with_backup() -> Call {
    let backup = Endpoint::regional("ap-guangzhou").unwrap().origin("ecm").unwrap();
    call(Effect::Read).retry_policy(RetryPolicy::never()).backups([backup])
}

/// The host that an attempt with this outcome goes to.
fn host(now: Now, outcome: Outcome, account: &mut AccountState) -> String {
    let mut call = call_with_backup();
    let _ = call.next(now, account);
    let signed = sign(&mut call, now);
    let host = signed.headers()["host"].to_str().unwrap().to_owned();
    assert_eq!(signed.uri().authority().unwrap().as_str(), host, "signed for its host");
    call.receive(now, outcome);
    let _ = call.next(now, account);
    host
}

#[test]
fn a_failing_host_is_replaced_until_it_recovers() {
    let mut account = AccountState::default();
    for _ in 0..5 {
        assert_eq!(host(now(0), lost(Sent::Maybe), &mut account), "ecm.tencentcloudapi.com");
    }
    for second in 1..50 {
        assert_eq!(host(now(second), success(), &mut account), BACKUP);
    }
    // After a minute one call probes the host, which works again.
    assert_eq!(host(now(70), success(), &mut account), "ecm.tencentcloudapi.com");
    assert_eq!(host(now(71), success(), &mut account), "ecm.tencentcloudapi.com");
}

#[test]
fn api_errors_show_that_a_host_works() {
    let mut account = AccountState::default();
    for _ in 0..20 {
        for code in ["InvalidParameter", "RequestLimitExceeded", "AuthFailure.SignatureFailure"] {
            assert_eq!(host(now(0), api(code), &mut account), "ecm.tencentcloudapi.com");
        }
    }
    for outcome in [api("InternalError"), status(502), status(200), lost(Sent::Never), status(500)]
    {
        assert_eq!(host(now(1), outcome, &mut account), "ecm.tencentcloudapi.com");
    }
    assert_eq!(host(now(1), success(), &mut account), BACKUP);
}

#[test]
fn the_first_endpoint_is_used_if_all_are_down() {
    let mut account = AccountState::default();
    for _ in 0..10 {
        let _ = host(now(0), lost(Sent::Never), &mut account);
    }
    assert_eq!(host(now(1), lost(Sent::Never), &mut account), "ecm.tencentcloudapi.com");
}

#[test]
fn a_host_without_a_backup_has_no_breaker() {
    let mut account = AccountState::default();
    for _ in 0..20 {
        let mut call = call(Effect::Read).retry_policy(RetryPolicy::never());
        attempt(&mut call, now(0), lost(Sent::Never), &mut account);
        let _ = done(&mut call, now(0), &mut account);
    }
    assert_eq!(host(now(0), success(), &mut account), "ecm.tencentcloudapi.com");
}

#[test]
fn a_retry_goes_to_the_backup_if_the_breaker_opens() {
    let mut account = AccountState::default();
    for _ in 0..4 {
        let _ = host(now(0), lost(Sent::Never), &mut account);
    }
    let mut call = call_with_backup().retry_policy(RetryPolicy::default());
    attempt(&mut call, now(0), lost(Sent::Never), &mut account);
    assert!(matches!(call.next(now(0), &mut account), Step::Wait(_)));
    let _ = call.next(now(0), &mut account);
    assert_eq!(sign(&mut call, now(0)).headers()["host"], BACKUP);
}

/// A request that was sent before the breaker opened, and that hung.
#[test]
fn only_the_probe_closes_or_reopens_a_breaker() {
    for (early, probe) in [(lost(Sent::Maybe), success()), (success(), lost(Sent::Never))] {
        let is_good = probe.is_ok();
        let mut account = AccountState::default();
        let mut hung = call_with_backup();
        let _ = hung.next(now(0), &mut account);
        let _ = sign(&mut hung, now(0));
        for _ in 0..5 {
            let _ = host(now(0), lost(Sent::Never), &mut account);
        }
        let mut call = call_with_backup();
        assert!(matches!(call.next(now(61), &mut account), Step::Attempt));
        let signed = sign(&mut call, now(61));
        assert_eq!(signed.headers()["host"], "ecm.tencentcloudapi.com", "the probe");
        hung.receive(now(61), early);
        let _ = hung.next(now(61), &mut account);
        assert_eq!(host(now(61), success(), &mut account), BACKUP, "still half-open");
        call.receive(now(62), probe);
        let _ = call.next(now(62), &mut account);
        let expected = if is_good { "ecm.tencentcloudapi.com" } else { BACKUP };
        assert_eq!(host(now(62), success(), &mut account), expected);
    }
}

#[test]
fn probe_that_is_not_sent_leaves_its_place_to_the_next_call() {
    let unsent: [fn(&mut Call); 4] = [
        |_canceled| {},
        |late| drop(sign_as(late, "id", now(200)).unwrap_err()),
        |expired| drop(expired.expire()),
        |given_up| drop(given_up.give_up(Error::driver("no credential"))),
    ];
    for end in unsent {
        let mut account = AccountState::default();
        for _ in 0..5 {
            let _ = host(now(0), lost(Sent::Never), &mut account);
        }
        let mut call = call_with_backup();
        assert!(matches!(call.next(now(61), &mut account), Step::Attempt));
        assert_eq!(call.host(), "ecm.tencentcloudapi.com", "the probe");
        assert_eq!(host(now(61), success(), &mut account), BACKUP);
        end(&mut call);
        call.abandon(&mut account);
        assert_eq!(host(now(61), success(), &mut account), "ecm.tencentcloudapi.com");
    }
}

/// Callers that give up on a host that hangs must not all probe it.
#[test]
fn probe_that_was_sent_keeps_its_place_when_its_call_is_dropped() {
    let mut account = AccountState::default();
    for _ in 0..5 {
        let _ = host(now(0), lost(Sent::Never), &mut account);
    }
    let mut call = call_with_backup();
    let _ = call.next(now(61), &mut account);
    let _ = sign(&mut call, now(61));
    call.abandon(&mut account);
    assert_eq!(host(now(90), success(), &mut account), BACKUP);
    assert_eq!(host(now(91), success(), &mut account), "ecm.tencentcloudapi.com");
}

/// Each host has its own clock.
#[test]
fn clock_skew_is_corrected_once_for_each_host() {
    let mut account = AccountState::default();
    for _ in 0..4 {
        let _ = host(now(0), lost(Sent::Never), &mut account);
    }
    let expired = |date| api_with("AuthFailure.SignatureExpire", &[(DATE, date)]);
    let mut call = call_with_backup().retry_policy(RetryPolicy::default());
    attempt(&mut call, now(0), expired("Tue, 14 Nov 2023 22:20:00 GMT"), &mut account);
    assert!(matches!(call.next(now(0), &mut account), Step::Wait(Duration::ZERO)));
    // The first host fails now, and the backup has another time.
    for _ in 0..5 {
        let _ = host(now(0), lost(Sent::Never), &mut account);
    }
    let _ = call.next(now(0), &mut account);
    let signed = sign(&mut call, now(0));
    assert_eq!(signed.headers()["host"], BACKUP);
    assert_eq!(signed.headers()["x-tc-timestamp"], "1700000000");
    call.receive(now(0), expired("Tue, 14 Nov 2023 22:06:40 GMT"));
    assert!(matches!(call.next(now(0), &mut account), Step::Wait(Duration::ZERO)));
    let _ = call.next(now(0), &mut account);
    assert_eq!(sign(&mut call, now(0)).headers()["x-tc-timestamp"], "1699999600");
}

/// For interceptors and logs.
#[test]
fn host_and_outcome_describe_the_current_attempt() {
    let mut account = AccountState::default();
    for _ in 0..5 {
        let _ = host(now(0), lost(Sent::Never), &mut account);
    }
    let mut call = call_with_backup();
    assert!(call.host().is_empty() && call.outcome().is_none());
    let _ = call.next(now(0), &mut account);
    assert_eq!(call.host(), BACKUP);
    let _ = sign(&mut call, now(0));
    assert_eq!(call.host(), BACKUP);
    assert!(call.outcome().is_none());
    call.receive(now(0), success());
    assert_eq!(call.host(), BACKUP);
    assert_eq!(call.outcome().unwrap().unwrap().request_id, "r-1");
    done(&mut call, now(0), &mut account).unwrap();
    assert!(call.host().is_empty() && call.outcome().is_none());

    let mut call = call_with_backup();
    attempt(&mut call, now(0), api("InvalidParameter"), &mut account);
    let error = call.outcome().unwrap().unwrap_err();
    assert_eq!(error.code().unwrap().as_str(), "InvalidParameter");
}

/// A request that the transport does not support says nothing about the host.
#[test]
fn a_request_that_was_not_sent_does_not_count_for_the_breaker() {
    let mut account = AccountState::default();
    for _ in 0..9 {
        let unsupported = TransportError::new(TransportErrorKind::Unsupported, Sent::Never);
        assert_eq!(host(now(0), Err(unsupported), &mut account), "ecm.tencentcloudapi.com");
    }
    for _ in 0..5 {
        let _ = host(now(1), lost(Sent::Never), &mut account);
    }
    assert_eq!(host(now(60), success(), &mut account), BACKUP);
    // The probe is not supported: the next call probes the host.
    let unsupported = TransportError::new(TransportErrorKind::Unsupported, Sent::Never);
    assert_eq!(host(now(70), Err(unsupported), &mut account), "ecm.tencentcloudapi.com");
    assert_eq!(host(now(70), success(), &mut account), "ecm.tencentcloudapi.com");
    // A response that is too large shows that the host works.
    let large = || TransportError::new(TransportErrorKind::TooLarge, Sent::Maybe);
    for _ in 0..9 {
        assert_eq!(host(now(200), Err(large()), &mut account), "ecm.tencentcloudapi.com");
    }
}
