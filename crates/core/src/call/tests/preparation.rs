//! Preparation before the permit, and permits that are late.

#![expect(clippy::unchecked_time_subtraction, reason = "an overflow is a failure of the test")]

use super::*;

fn paced() -> Call {
    Call::new(request(Effect::Read).rate(20), origin(), Limits::default())
}

fn ms(millis: u64) -> Now {
    Now { elapsed: Duration::from_millis(millis), ..now(0) }
}

fn wait(call: &mut Call, now: Now, account: &mut AccountState) -> Duration {
    match call.next(now, account) {
        Step::Wait(delay) => delay,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_attempt_is_prepared_before_its_permit() {
    let mut account = AccountState::default();
    let mut paced = paced().with_preparation();
    assert!(matches!(paced.next(ms(0), &mut account), Step::Prepare));
    assert!(paced.unused.is_none(), "no permit yet");
    attempt(&mut paced, ms(1_500), lost(Sent::Never), &mut account);
    assert_eq!(wait(&mut paced, ms(1_500), &mut account), Duration::from_millis(100));
    assert_eq!(paced.wait_reason(), Some(WaitReason::Backoff));
    assert!(matches!(paced.next(ms(1_600), &mut account), Step::Prepare));
    assert_eq!(paced.wait_reason(), None);
    attempt(&mut paced, ms(1_650), success(), &mut account);
    done(&mut paced, ms(1_650), &mut account).unwrap();

    // An unpaced call is prepared, too; without a wait there is no reason for one.
    let mut unpaced = call(Effect::Read).with_preparation();
    assert!(matches!(unpaced.next(ms(0), &mut account), Step::Prepare));
    assert!(matches!(unpaced.next(ms(9_000), &mut account), Step::Attempt));
}

/// Sixty calls whose credential takes 1.5 s, and whose driver then sends.
#[test]
fn slow_preparation_does_not_break_the_pace() {
    let mut account = AccountState::default();
    let mut calls: Vec<_> = (0..60).map(|_| (ms(1_500), paced().with_preparation())).collect();
    for (_, call) in &mut calls {
        assert!(matches!(call.next(ms(0), &mut account), Step::Prepare));
    }
    let mut sent = Vec::new();
    while !calls.is_empty() {
        calls.sort_by_key(|(at, _)| at.elapsed);
        let (at, mut call) = calls.remove(0);
        match call.next(at, &mut account) {
            Step::Attempt => sent.push(at.elapsed),
            Step::Wait(delay) => {
                calls.push((Now { elapsed: at.elapsed + delay, ..at }, call));
            }
            other => panic!("{other:?}"),
        }
    }
    for window in sent.windows(21) {
        assert!(window[20] - window[0] >= Duration::from_secs(1), "{sent:?}");
    }
    assert!(sent[59] <= Duration::from_millis(1_500 + 59 * 52), "and none is lost");
}

/// The process sleeps while calls wait: all timers fire at once.
#[test]
fn permits_that_are_late_do_not_come_together() {
    let mut account = AccountState::default();
    let mut calls: Vec<_> = (0..40).map(|_| paced()).collect();
    let first = calls.remove(0).next(ms(0), &mut account);
    assert!(matches!(first, Step::Attempt));
    for call in &mut calls {
        assert_eq!(wait_reason_of(call, &mut account), Some(WaitReason::RateLimit));
    }
    let mut sent = 0;
    let mut waits = Vec::new();
    // In any order: the last one first.
    for call in calls.iter_mut().rev() {
        match call.next(ms(5_000), &mut account) {
            Step::Attempt => sent += 1,
            Step::Wait(delay) => waits.push(delay),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(sent, 1, "one is sent at once");
    waits.sort();
    let step = Duration::from_micros(51_500);
    assert!(waits.iter().zip(1..).all(|(wait, n)| *wait == step * n), "{waits:?}");
}

fn wait_reason_of(call: &mut Call, account: &mut AccountState) -> Option<WaitReason> {
    let _ = call.next(ms(0), account);
    call.wait_reason()
}

/// A timer that is always late by more than the tolerance stops no call.
#[test]
fn calls_make_progress_although_all_timers_are_late() {
    for late in [31, 40, 51, 52, 300, 1_500] {
        let mut account = AccountState::default();
        let mut calls: Vec<_> = (0..50).map(|_| (ms(0), paced())).collect();
        let mut sent = Vec::new();
        while !calls.is_empty() {
            calls.sort_by_key(|(at, _)| at.elapsed);
            let (at, mut call) = calls.remove(0);
            match call.next(at, &mut account) {
                Step::Attempt => sent.push(at.elapsed),
                Step::Wait(delay) => {
                    let elapsed = at.elapsed + delay + Duration::from_millis(late);
                    calls.push((Now { elapsed, ..at }, call));
                }
                other => panic!("{other:?} of {late} after {}", sent.len()),
            }
        }
        for window in sent.windows(21) {
            assert!(window[20] - window[0] >= Duration::from_secs(1), "{late}: {sent:?}");
        }
        assert!(sent[49] < Duration::from_secs(30), "{late}: {sent:?}");
    }
}

#[test]
fn a_long_wait_is_prepared_again_before_it_ends() {
    // The next permit is due after 20.6 s.
    for is_frozen in [false, true] {
        let mut account = AccountState::default();
        (0..400).for_each(|_| drop(paced().next(ms(0), &mut account)));
        let at = |millis| if is_frozen { ms(0) } else { ms(millis) };
        let mut call = paced().with_preparation();
        assert!(matches!(call.next(at(0), &mut account), Step::Prepare));
        assert_eq!(wait(&mut call, at(0), &mut account), Duration::from_millis(15_600));
        assert!(matches!(call.next(at(15_600), &mut account), Step::Prepare));
        assert_eq!(wait(&mut call, at(15_600), &mut account), Duration::from_secs(5));
        assert!(matches!(call.next(at(20_600), &mut account), Step::Attempt));
    }
    // A short wait is not.
    let mut account = AccountState::default();
    (0..100).for_each(|_| drop(paced().next(ms(0), &mut account)));
    let mut call = paced().with_preparation();
    let _ = call.next(ms(0), &mut account);
    assert_eq!(wait(&mut call, ms(0), &mut account), Duration::from_millis(5_150));
    assert!(matches!(call.next(ms(5_151), &mut account), Step::Attempt));
}

#[test]
fn rate_limiter_permits_each_attempt_in_the_place_of_the_pacer() {
    let mut account = AccountState::default();
    let mut call = paced().with_preparation().with_rate_limiter();
    assert!(matches!(call.next(ms(0), &mut account), Step::Prepare));
    assert!(matches!(call.next(ms(0), &mut account), Step::Permit));
    call.permitted();
    attempt(&mut call, ms(1_500), lost(Sent::Never), &mut account);
    assert_eq!(wait(&mut call, ms(1_500), &mut account), Duration::from_millis(100));
    assert!(matches!(call.next(ms(1_600), &mut account), Step::Prepare));
    assert!(matches!(call.next(ms(1_600), &mut account), Step::Permit));

    // The first permit of the account's pacer: the limiter's did not take one.
    call.pace_locally();
    attempt(&mut call, ms(1_600), success(), &mut account);
    done(&mut call, ms(1_600), &mut account).unwrap();
}

#[test]
fn preparation_is_repeated_after_a_long_wait_for_the_rate_limiter() {
    let mut account = AccountState::default();
    let mut call = paced().with_preparation().with_rate_limiter();
    assert!(matches!(call.next(ms(0), &mut account), Step::Prepare));
    assert!(matches!(call.next(ms(0), &mut account), Step::Permit));
    call.permitted();
    assert!(matches!(call.next(ms(10_001), &mut account), Step::Prepare));
    assert!(matches!(call.next(ms(10_002), &mut account), Step::Attempt), "with that permit");
}

#[test]
fn step_before_the_decision_of_the_rate_limiter_is_an_error_of_the_driver() {
    let mut account = AccountState::default();
    let mut call = paced().with_rate_limiter();
    call.permitted();
    assert!(matches!(call.next(ms(0), &mut account), Step::Permit), "an early report is ignored");
    let Step::Done(Err(error)) = call.next(ms(0), &mut account) else { panic!("it goes on") };
    assert!(matches!(error, Error::Driver("next before permitted")), "{error:?}");
}
