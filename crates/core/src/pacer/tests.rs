#![expect(clippy::unchecked_time_subtraction, reason = "an overflow is a failure of the test")]

use super::*;

mod fleet;
mod properties;

/// The interval between the permits of 20 requests per second.
const STEP: Duration = Duration::from_micros(51_500);
const START: Duration = Duration::from_secs(1_000);
const NO_LIMIT: Duration = Duration::MAX;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Reserves a permit and returns the time until it is due.
fn next(pacer: &mut Pacer, now: Duration) -> Duration {
    let permit = pacer.reserve(now, NO_LIMIT).unwrap();
    pacer.wait(permit, now)
}

/// A pacer that issued `n` permits, each at its time, with the last of them and its time.
fn after(n: u32) -> (Pacer, Permit, Duration) {
    let mut pacer = Pacer::new(20);
    let mut last = None;
    for i in 0..n {
        last = pacer.reserve(START + STEP * i, NO_LIMIT);
    }
    (pacer, last.unwrap(), START + STEP * (n - 1))
}

#[test]
fn permits_are_evenly_spaced_and_idle_time_is_not_accumulated() {
    let mut pacer = Pacer::new(20);
    for n in 0..50 {
        assert_eq!(next(&mut pacer, START), STEP * n);
    }
    // The next permit is due 2,575 ms after the start.
    assert_eq!(next(&mut pacer, START + ms(2_000)), ms(575));
    let later = START + ms(100_000);
    assert_eq!(next(&mut pacer, later), ms(0));
    assert_eq!(next(&mut pacer, later), STEP);
    assert_eq!(next(&mut pacer, later + STEP * 2), ms(0));
}

#[test]
fn permit_beyond_max_wait_is_not_reserved() {
    let mut pacer = Pacer::new(20);
    let first = pacer.reserve(START, ms(0)).unwrap();
    assert_eq!(pacer.reserve(START, ms(0)), None);
    assert_eq!(pacer.reserve(START, STEP - Duration::from_nanos(1)), None);
    let second = pacer.reserve(START, STEP).unwrap();
    assert!(first < second);
    assert_eq!(pacer.wait(second, START), STEP);
}

#[test]
fn released_permit_goes_to_the_next_caller() {
    let mut pacer = Pacer::new(20);
    let permits: [_; 6] = core::array::from_fn(|_| pacer.reserve(START, NO_LIMIT).unwrap());
    pacer.release(permits[4]);
    pacer.release(permits[2]);
    pacer.release(permits[2]);
    assert_eq!(
        pacer.reserve(START, STEP),
        None,
        "the released permits are due later than max_wait"
    );
    assert_eq!(pacer.reserve(START, NO_LIMIT), Some(permits[2]), "the earliest one first");
    // A released permit can be issued until its time, and not after.
    assert_eq!(pacer.reserve(START + STEP * 4, ms(0)), Some(permits[4]));
    assert_eq!(pacer.released, 0, "all released permits are issued again");
    assert_eq!(next(&mut pacer, START), STEP * 6);

    let (mut pacer, last, now) = after(3);
    let ahead = pacer.reserve(now, NO_LIMIT).unwrap();
    pacer.release(ahead);
    assert_eq!(next(&mut pacer, now + STEP + ms(1)), STEP - ms(1), "the released permit is past");
    pacer.release(last);
    pacer.prune(now + ms(10_000));
    assert_eq!((pacer.reservations.len(), pacer.released), (0, 0));
    pacer.release(last);
    assert_eq!(pacer.released, 0, "a pruned permit cannot be released");
}

#[test]
fn released_permits_do_not_count_as_accepted() {
    let pace = |released: usize| {
        let (mut pacer, last, now) = after(20);
        for permit in pacer.first..pacer.first + released as u64 {
            pacer.release(Permit(permit));
        }
        pacer.throttled(last, now, 0);
        pacer.rate()
    };
    assert!(pace(8) < pace(0));
}

#[test]
fn permit_stays_due_after_its_time() {
    let mut pacer = Pacer::new(20);
    let first = pacer.reserve(START, NO_LIMIT).unwrap();
    let second = pacer.reserve(START, NO_LIMIT).unwrap();
    assert_eq!(pacer.wait(second, START + ms(50)), Duration::from_micros(1_500));
    assert_eq!(pacer.wait(second, START + STEP), ms(0));
    // Much later both are pruned.
    let third = pacer.reserve(START + ms(5_000), NO_LIMIT).unwrap();
    assert_eq!(pacer.reservations.len(), 1);
    for permit in [first, second, third] {
        assert_eq!(pacer.wait(permit, START + ms(5_000)), ms(0));
    }
}

#[test]
fn late_permit_is_used_and_postpones_those_behind_it() {
    for late in [ms(31), ms(400), ms(5_000)] {
        for is_pruned in [false, true] {
            let mut pacer = Pacer::new(20);
            let [first, second, third] = [(); 3].map(|()| pacer.reserve(START, NO_LIMIT).unwrap());
            assert!(pacer.redeem(first, START + ms(30)));
            let now = START + STEP + late;
            if is_pruned {
                pacer.prune(now);
            }
            assert!(pacer.redeem(second, now));
            let wait = pacer.wait(third, now);
            if late < ms(1_000) {
                assert_eq!(wait, STEP, "{late:?}");
                assert!(!pacer.redeem(first, now), "a later one is used");
            }
            assert!(next(&mut pacer, now) >= STEP, "{late:?}");
        }
    }
    let (mut pacer, last, now) = after(20);
    assert!(pacer.redeem(last, now + ms(30)), "within the tolerance");
    assert!(!pacer.redeem(Permit(last.0 - 1), now + ms(30)), "passed");
    assert!(pacer.redeem(Permit(last.0 - 1), now - STEP + ms(30)));
}

#[test]
fn late_permit_is_not_used_during_a_pause() {
    let (mut pacer, last, now) = after(20);
    let waiting = pacer.reserve(now - STEP, NO_LIMIT).unwrap();
    let now = now + STEP;
    pacer.throttled(last, now, 0);
    assert!(!pacer.redeem(waiting, now + ms(31)));
    assert!(pacer.redeem(waiting, now + ms(30)));
}

#[test]
fn released_permit_is_not_issued_for_a_lower_rate() {
    let mut pacer = Pacer::new(20);
    let permits: [_; 3] = core::array::from_fn(|_| pacer.reserve(START, NO_LIMIT).unwrap());
    pacer.release(permits[2]);
    let slow = pacer.reserve_at(2, START, NO_LIMIT).unwrap();
    assert!(slow > permits[2]);
    // The second permit before it is the second of all.
    assert_eq!(pacer.wait(slow, START), STEP + ms(1_030));
    assert_eq!(pacer.reserve_at(40, START, NO_LIMIT), Some(permits[2]));
}

#[test]
fn permits_are_kept_while_the_service_counts_them() {
    let (mut pacer, _, now) = after(200);
    assert_eq!(pacer.reservations.len(), 20);
    pacer.prune(now - STEP * 19 + ms(1_000) - Duration::from_nanos(1));
    assert_eq!(pacer.reservations.len(), 20);
    pacer.prune(now - STEP * 19 + ms(1_000));
    assert_eq!(pacer.reservations.len(), 19);
}

#[test]
fn throttling_pauses_for_the_window_plus_jitter() {
    for (random, pause) in [(0, 1_000), (100_000_000, 1_100), (250_000_000, 1_000)] {
        let (mut pacer, permit, now) = after(40);
        pacer.throttled(permit, now, random);
        assert_eq!(next(&mut pacer, now), ms(pause));
        assert_eq!(next(&mut pacer, now + ms(pause)), pacer.pace.interval());
    }
    let (mut pacer, permit, now) = after(40);
    pacer.throttled(permit, now, u64::MAX);
    let wait = next(&mut pacer, now);
    assert!(wait >= ms(1_000) && wait < ms(1_250), "{wait:?}");
}

#[test]
fn jitter_moves_the_next_permit_at_the_lowest_rate() {
    let (mut pacer, mut permit, mut now) = after(40);
    for _ in 0..10 {
        pacer.throttled(permit, now, 0);
        permit = pacer.reserve(now, NO_LIMIT).unwrap();
        now += pacer.wait(permit, now);
    }
    let interval = STEP * 32;
    assert_eq!(pacer.pace.interval(), interval);
    // No permit is ahead: the next one is due after the interval plus jitter.
    pacer.throttled(permit, now, 100_000_000);
    permit = pacer.reserve(now, NO_LIMIT).unwrap();
    assert_eq!(pacer.wait(permit, now), interval + ms(100));
    // A permit is ahead: it moves by the jitter.
    now += interval + ms(100);
    let ahead = pacer.reserve(now, NO_LIMIT).unwrap();
    assert_eq!(pacer.wait(ahead, now), interval);
    pacer.throttled(permit, now, 30_000_000);
    assert_eq!(pacer.wait(ahead, now), interval + ms(30));
    assert_eq!(next(&mut pacer, now), interval * 2 + ms(30));
}

#[test]
fn slow_process_beside_a_steady_one_is_not_starved() {
    // The fast process leaves room in the last three fifths of each of its
    // intervals. The interval of the slow process is 32 times as long.
    let mut pacer = Pacer::new(20);
    let first = pacer.reserve(START, NO_LIMIT).unwrap();
    for _ in 0..10 {
        pacer.throttled(first, START, 0);
        pacer.pace_since = first;
    }
    let (mut now, mut random) = (START, 0_u64);
    let through = (0..30).filter(|_| {
        let permit = pacer.reserve(now, NO_LIMIT).unwrap();
        now += pacer.wait(permit, now);
        let room = (now - START).as_nanos() % STEP.as_nanos() > STEP.as_nanos() * 2 / 5;
        if !room {
            random = random.wrapping_add(0x9E37_79B9_7F4A_7C15);
            pacer.throttled(permit, now, random);
        }
        room
    });
    assert!(through.count() >= 15);
}

#[test]
fn rate_falls_to_the_requests_accepted_in_the_last_second() {
    // A long run: 20 requests in the last second, one of them throttled.
    let (mut pacer, permit, now) = after(40);
    pacer.throttled(permit, now, 0);
    assert!((pacer.rate() - 19.0 * 0.875 / 1.03).abs() < 1e-6, "{}", pacer.rate());
    // A start: ten requests accepted, the eleventh throttled.
    let (mut pacer, permit, now) = after(11);
    pacer.throttled(permit, now, 0);
    assert!((pacer.rate() - 10.0 * 0.875 / 1.03).abs() < 1e-6, "{}", pacer.rate());
    // Permits ahead do not count as accepted.
    let mut pacer = Pacer::new(20);
    let permit = pacer.reserve(START, NO_LIMIT).unwrap();
    for _ in 0..30 {
        pacer.reserve(START, NO_LIMIT).unwrap();
    }
    pacer.throttled(permit, START + STEP * 10, 0);
    assert!((pacer.rate() - 10.0 * 0.875 / 1.03).abs() < 1e-6, "{}", pacer.rate());
}

#[test]
fn throttled_requests_in_flight_are_one_signal() {
    let (mut pacer, permit, now) = after(40);
    let ahead = pacer.reserve(now, NO_LIMIT).unwrap();
    pacer.throttled(permit, now, 0);
    let rate = pacer.rate();
    for back in 0..40 {
        pacer.throttled(Permit(permit.0 - back), now + ms(20 * back), 7);
    }
    assert!((pacer.rate() - rate).abs() < f64::EPSILON);
    assert_eq!(pacer.wait(ahead, now), ms(1_000), "the pause is not extended");

    // The first request at the new rate is a new signal.
    let now = now + ms(1_000);
    pacer.throttled(ahead, now, 0);
    assert!(pacer.rate() < rate / 2.0);
    assert_eq!(next(&mut pacer, now), ms(1_000));
}

#[test]
fn success_at_an_earlier_rate_does_not_raise_the_current_one() {
    let (mut pacer, permit, now) = after(40);
    pacer.throttled(permit, now, 0);
    let lowered = pacer.rate();
    let minute = now + ms(61_000);
    pacer.succeeded(permit, minute);
    assert!((pacer.rate() - lowered).abs() < f64::EPSILON);

    let permit = pacer.reserve(minute, NO_LIMIT).unwrap();
    pacer.succeeded(permit, minute);
    assert!((pacer.rate() - 20.0 / 1.03).abs() < 1e-6);
    // The next interval has the new rate.
    assert_eq!(next(&mut pacer, minute), STEP);
}

#[test]
fn recovery_starts_at_the_end_of_the_pause() {
    let (mut pacer, permit, now) = after(40);
    pacer.throttled(permit, now, 200_000_000);
    let permit = pacer.reserve(now, NO_LIMIT).unwrap();
    pacer.succeeded(permit, now + ms(1_200 + 12_000));
    assert!((pacer.rate() - 19.0 / 1.03).abs() < 1e-6, "{}", pacer.rate());
}

#[test]
fn permits_ahead_move_after_the_pause_in_order_when_throttled() {
    let mut pacer = Pacer::new(20);
    let permits: [_; 5] = core::array::from_fn(|_| pacer.reserve(START, NO_LIMIT).unwrap());
    // The third permit is due now and does not move.
    let now = START + STEP * 2;
    pacer.throttled(permits[0], now, 0);
    let interval = pacer.pace.interval();
    assert!(interval > STEP * 3);
    let waits = permits.map(|permit| pacer.wait(permit, now));
    assert_eq!(waits, [ms(0), ms(0), ms(0), ms(1_000), ms(1_000) + interval]);
    assert_eq!(next(&mut pacer, now), ms(1_000) + interval * 2);
}

#[test]
fn permits_far_ahead_never_move_up() {
    let (mut pacer, permit, now) = after(40);
    let far: [_; 60] = core::array::from_fn(|_| pacer.reserve(now, NO_LIMIT).unwrap());
    let before = far.map(|permit| pacer.wait(permit, now));
    pacer.throttled(permit, now, 0);
    let after = far.map(|permit| pacer.wait(permit, now));
    assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
    // A higher rate does not move them up either: their owners sleep.
    pacer.succeeded(far[0], now + ms(10_000));
    assert_eq!(far.map(|permit| pacer.wait(permit, now)), after);
}

#[test]
fn no_permit_is_issued_past_the_maximum_time() {
    let mut pacer = Pacer::new(20);
    let permit = pacer.reserve(Duration::MAX, NO_LIMIT).unwrap();
    assert_eq!(pacer.wait(permit, Duration::MAX), ms(0));
    assert_eq!(pacer.reserve(Duration::MAX, NO_LIMIT), None);
    pacer.throttled(permit, Duration::MAX, u64::MAX);
    pacer.succeeded(permit, Duration::MAX);
    assert_eq!(pacer.reserve(Duration::ZERO, ms(1)), None);
    assert_eq!(pacer.wait(Permit(u64::MAX), Duration::ZERO), ms(0));
}
