//! Backup endpoints stand in, and nobody is judged who cannot be replaced.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::*;

const BACKUP: &str = "ecm.ap-guangzhou.tencentcloudapi.com";

fn call_with_backup() -> Call {
    let backup = Endpoint::regional("ap-guangzhou").unwrap().origin("ecm").unwrap();
    call(Effect::Read).retry_policy(RetryPolicy::never()).backups([backup])
}

/// Where one attempt of a new call goes that has this outcome.
fn host(now: Now, outcome: Outcome, shared: &mut AccountState) -> String {
    let mut call = call_with_backup();
    let _ = call.next(now, shared);
    let signed = sign(&mut call, now);
    let host = signed.headers()["host"].to_str().unwrap().to_owned();
    assert_eq!(signed.uri().authority().unwrap().as_str(), host, "it is signed for its host");
    call.receive(now, outcome);
    let _ = call.next(now, shared);
    host
}

#[test]
fn a_host_that_fails_is_replaced_until_it_works_again() {
    let mut shared = AccountState::default();
    for _ in 0..5 {
        assert_eq!(host(now(0), lost(Sent::Maybe), &mut shared), "ecm.tencentcloudapi.com");
    }
    for second in 1..50 {
        assert_eq!(host(now(second), answer(), &mut shared), BACKUP);
    }
    // After a minute one call tries, and finds that it works.
    assert_eq!(host(now(70), answer(), &mut shared), "ecm.tencentcloudapi.com");
    assert_eq!(host(now(71), answer(), &mut shared), "ecm.tencentcloudapi.com");
}

#[test]
fn errors_of_the_api_are_signs_of_life() {
    let mut shared = AccountState::default();
    for _ in 0..20 {
        for code in ["InvalidParameter", "RequestLimitExceeded", "AuthFailure.SignatureFailure"] {
            assert_eq!(host(now(0), api(code), &mut shared), "ecm.tencentcloudapi.com");
        }
    }
    for outcome in [api("InternalError"), status(502), status(200), lost(Sent::Never), status(500)]
    {
        assert_eq!(host(now(1), outcome, &mut shared), "ecm.tencentcloudapi.com");
    }
    assert_eq!(host(now(1), answer(), &mut shared), BACKUP);
}

#[test]
fn when_all_are_down_the_first_is_asked() {
    let mut shared = AccountState::default();
    for _ in 0..10 {
        let _ = host(now(0), lost(Sent::Never), &mut shared);
    }
    assert_eq!(host(now(1), lost(Sent::Never), &mut shared), "ecm.tencentcloudapi.com");
}

#[test]
fn a_host_without_a_backup_is_not_judged() {
    let mut shared = AccountState::default();
    for _ in 0..20 {
        let mut call = call(Effect::Read).retry_policy(RetryPolicy::never());
        attempt(&mut call, now(0), lost(Sent::Never), &mut shared);
        let _ = done(&mut call, now(0), &mut shared);
    }
    assert_eq!(host(now(0), answer(), &mut shared), "ecm.tencentcloudapi.com");
}

#[test]
fn a_retry_goes_to_the_backup() {
    let mut shared = AccountState::default();
    for _ in 0..4 {
        let _ = host(now(0), lost(Sent::Never), &mut shared);
    }
    let mut call = call_with_backup().retry_policy(RetryPolicy::default());
    attempt(&mut call, now(0), lost(Sent::Never), &mut shared);
    assert!(matches!(call.next(now(0), &mut shared), Step::Wait(_)));
    let _ = call.next(now(0), &mut shared);
    assert_eq!(sign(&mut call, now(0)).headers()["host"], BACKUP);
}

/// What whoever watches a call is shown: its hooks, and its log.
#[test]
fn between_its_steps_a_call_tells_where_an_attempt_goes_and_what_came_of_it() {
    let mut shared = AccountState::default();
    for _ in 0..5 {
        let _ = host(now(0), lost(Sent::Never), &mut shared);
    }
    let mut call = call_with_backup();
    assert!(call.host().is_empty() && call.outcome().is_none());
    let _ = call.next(now(0), &mut shared);
    assert_eq!(call.host(), BACKUP);
    let _ = sign(&mut call, now(0));
    assert_eq!(call.host(), BACKUP);
    assert!(call.outcome().is_none());
    call.receive(now(0), answer());
    assert_eq!(call.host(), BACKUP);
    assert_eq!(call.outcome().unwrap().unwrap().request_id, "r-1");
    done(&mut call, now(0), &mut shared).unwrap();
    assert!(call.host().is_empty() && call.outcome().is_none());

    let mut call = call_with_backup();
    attempt(&mut call, now(0), api("InvalidParameter"), &mut shared);
    let error = call.outcome().unwrap().unwrap_err();
    assert_eq!(error.code().unwrap().as_str(), "InvalidParameter");
}

/// A request that the transport cannot send says nothing about the host.
#[test]
fn what_was_not_asked_is_not_judged() {
    let mut shared = AccountState::default();
    for _ in 0..9 {
        let unsupported = TransportError::new(TransportErrorKind::Unsupported, Sent::Never);
        assert_eq!(host(now(0), Err(unsupported), &mut shared), "ecm.tencentcloudapi.com");
    }
    for _ in 0..5 {
        let _ = host(now(1), lost(Sent::Never), &mut shared);
    }
    // The probe cannot be sent: nobody knows better than before.
    let unsupported = TransportError::new(TransportErrorKind::Unsupported, Sent::Never);
    assert_eq!(host(now(70), Err(unsupported), &mut shared), "ecm.tencentcloudapi.com");
    assert_eq!(host(now(71), answer(), &mut shared), BACKUP);
    // An answer that is too large was given by somebody.
    let large = || TransportError::new(TransportErrorKind::TooLarge, Sent::Maybe);
    for _ in 0..9 {
        assert_eq!(host(now(200), Err(large()), &mut shared), "ecm.tencentcloudapi.com");
    }
}
