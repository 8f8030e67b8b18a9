#![expect(clippy::unchecked_time_subtraction, reason = "a panic fails the test, and rightly")]

use super::*;

mod fleet;
mod properties;

/// Between the slots of 20 a second.
const STEP: Duration = Duration::from_micros(51_500);
const START: Duration = Duration::from_secs(1_000);
const PATIENT: Duration = Duration::MAX;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Reserves, and says how long the slot is away.
fn next(pacer: &mut Pacer, now: Duration) -> Duration {
    let slot = pacer.reserve(now, PATIENT).unwrap();
    pacer.wait(slot, now)
}

/// A pacer whose first `n` slots were used as they came, and when the last was.
fn after(n: u32) -> (Pacer, Permit, Duration) {
    let mut pacer = Pacer::new(20);
    let mut last = None;
    for i in 0..n {
        last = pacer.reserve(START + STEP * i, PATIENT);
    }
    (pacer, last.unwrap(), START + STEP * (n - 1))
}

#[test]
fn slots_are_evenly_spaced_and_unused_time_is_not_saved_up() {
    let mut pacer = Pacer::new(20);
    for n in 0..50 {
        assert_eq!(next(&mut pacer, START), STEP * n);
    }
    // 2,575 ms are taken. Asked in between, it is the rest that is waited for.
    assert_eq!(next(&mut pacer, START + ms(2_000)), ms(575));
    let later = START + ms(100_000);
    assert_eq!(next(&mut pacer, later), ms(0));
    assert_eq!(next(&mut pacer, later), STEP);
    assert_eq!(next(&mut pacer, later + STEP * 2), ms(0));
}

#[test]
fn who_has_no_patience_takes_nothing() {
    let mut pacer = Pacer::new(20);
    let first = pacer.reserve(START, ms(0)).unwrap();
    assert_eq!(pacer.reserve(START, ms(0)), None);
    assert_eq!(pacer.reserve(START, STEP - Duration::from_nanos(1)), None);
    let second = pacer.reserve(START, STEP).unwrap();
    assert!(first < second);
    assert_eq!(pacer.wait(second, START), STEP);
}

#[test]
fn a_slot_that_is_given_back_goes_to_the_next_who_asks() {
    let mut pacer = Pacer::new(20);
    let slots: [_; 6] = core::array::from_fn(|_| pacer.reserve(START, PATIENT).unwrap());
    pacer.release(slots[4]);
    pacer.release(slots[2]);
    pacer.release(slots[2]);
    assert_eq!(pacer.reserve(START, STEP), None, "it is too far away for this one");
    assert_eq!(pacer.reserve(START, PATIENT), Some(slots[2]), "the earliest first");
    // At its own time it may still be used, and not after.
    assert_eq!(pacer.reserve(START + STEP * 4, ms(0)), Some(slots[4]));
    assert_eq!(pacer.free, 0, "and nobody need look for one any more");
    assert_eq!(next(&mut pacer, START), STEP * 6);

    let (mut pacer, last, now) = after(3);
    let ahead = pacer.reserve(now, PATIENT).unwrap();
    pacer.release(ahead);
    assert_eq!(next(&mut pacer, now + STEP + ms(1)), STEP - ms(1), "its time has passed");
    pacer.release(last);
    pacer.forget(now + ms(10_000));
    assert_eq!((pacer.slots.len(), pacer.free), (0, 0));
    pacer.release(last);
    assert_eq!(pacer.free, 0, "what is forgotten is not given back");
}

#[test]
fn what_was_given_back_was_not_let_through() {
    let pace = |released: usize| {
        let (mut pacer, last, now) = after(20);
        for slot in pacer.first..pacer.first + released as u64 {
            pacer.release(Permit(slot));
        }
        pacer.throttled(last, now, 0);
        pacer.rate()
    };
    assert!(pace(8) < pace(0));
}

#[test]
fn a_slot_is_waited_for_until_it_is_due_and_then_stays_due() {
    let mut pacer = Pacer::new(20);
    let first = pacer.reserve(START, PATIENT).unwrap();
    let second = pacer.reserve(START, PATIENT).unwrap();
    assert_eq!(pacer.wait(second, START + ms(50)), Duration::from_micros(1_500));
    assert_eq!(pacer.wait(second, START + STEP), ms(0));
    // Much later the pacer has forgotten both.
    let third = pacer.reserve(START + ms(5_000), PATIENT).unwrap();
    assert_eq!(pacer.slots.len(), 1);
    for slot in [first, second, third] {
        assert_eq!(pacer.wait(slot, START + ms(5_000)), ms(0));
    }
}

#[test]
fn slots_are_kept_as_long_as_the_service_counts_them() {
    let (mut pacer, _, now) = after(200);
    assert_eq!(pacer.slots.len(), 20);
    pacer.forget(now - STEP * 19 + ms(1_000) - Duration::from_nanos(1));
    assert_eq!(pacer.slots.len(), 20);
    pacer.forget(now - STEP * 19 + ms(1_000));
    assert_eq!(pacer.slots.len(), 19);
}

#[test]
fn throttling_pauses_for_the_window_and_a_random_while() {
    for (random, pause) in [(0, 1_000), (100_000_000, 1_100), (250_000_000, 1_000)] {
        let (mut pacer, slot, now) = after(40);
        pacer.throttled(slot, now, random);
        assert_eq!(next(&mut pacer, now), ms(pause));
        assert_eq!(next(&mut pacer, now + ms(pause)), pacer.pace.interval());
    }
    let (mut pacer, slot, now) = after(40);
    pacer.throttled(slot, now, u64::MAX);
    let wait = next(&mut pacer, now);
    assert!(wait >= ms(1_000) && wait < ms(1_250), "{wait:?}");
}

#[test]
fn a_slow_pacer_changes_its_step_when_it_is_throttled() {
    let (mut pacer, mut slot, mut now) = after(40);
    for _ in 0..10 {
        pacer.throttled(slot, now, 0);
        slot = pacer.reserve(now, PATIENT).unwrap();
        now += pacer.wait(slot, now);
    }
    let interval = STEP * 32;
    assert_eq!(pacer.pace.interval(), interval);
    // Nobody waits: the next slot is later than the window, and by the random part.
    pacer.throttled(slot, now, 100_000_000);
    slot = pacer.reserve(now, PATIENT).unwrap();
    assert_eq!(pacer.wait(slot, now), interval + ms(100));
    // Somebody waits: that slot is moved.
    now += interval + ms(100);
    let ahead = pacer.reserve(now, PATIENT).unwrap();
    assert_eq!(pacer.wait(ahead, now), interval);
    pacer.throttled(slot, now, 30_000_000);
    assert_eq!(pacer.wait(ahead, now), interval + ms(30));
    assert_eq!(next(&mut pacer, now), interval * 2 + ms(30));
}

#[test]
fn a_slow_process_beside_a_steady_one_gets_through() {
    // The fast one leaves room in three of five places, at the same point of
    // its steps each time; the slow one's distance is 32 of them.
    let mut pacer = Pacer::new(20);
    let first = pacer.reserve(START, PATIENT).unwrap();
    for _ in 0..10 {
        pacer.throttled(first, START, 0);
        pacer.news = first;
    }
    let (mut now, mut random) = (START, 0_u64);
    let through = (0..30).filter(|_| {
        let slot = pacer.reserve(now, PATIENT).unwrap();
        now += pacer.wait(slot, now);
        let room = (now - START).as_nanos() % STEP.as_nanos() > STEP.as_nanos() * 2 / 5;
        if !room {
            random = random.wrapping_add(0x9E37_79B9_7F4A_7C15);
            pacer.throttled(slot, now, random);
        }
        room
    });
    assert!(through.count() >= 15);
}

#[test]
fn the_pace_falls_to_what_was_admitted_in_the_last_second() {
    // After long: 20 slots in the last second, one of them refused.
    let (mut pacer, slot, now) = after(40);
    pacer.throttled(slot, now, 0);
    assert!((pacer.rate() - 19.0 * 0.875 / 1.03).abs() < 1e-6, "{}", pacer.rate());
    // At the beginning: ten admitted, and the eleventh refused.
    let (mut pacer, slot, now) = after(11);
    pacer.throttled(slot, now, 0);
    assert!((pacer.rate() - 10.0 * 0.875 / 1.03).abs() < 1e-6, "{}", pacer.rate());
    // Slots ahead were not admitted.
    let mut pacer = Pacer::new(20);
    let slot = pacer.reserve(START, PATIENT).unwrap();
    for _ in 0..30 {
        pacer.reserve(START, PATIENT).unwrap();
    }
    pacer.throttled(slot, START + STEP * 10, 0);
    assert!((pacer.rate() - 10.0 * 0.875 / 1.03).abs() < 1e-6, "{}", pacer.rate());
}

#[test]
fn answers_to_what_was_on_its_way_are_one_signal() {
    let (mut pacer, slot, now) = after(40);
    let ahead = pacer.reserve(now, PATIENT).unwrap();
    pacer.throttled(slot, now, 0);
    let rate = pacer.rate();
    for back in 0..40 {
        pacer.throttled(Permit(slot.0 - back), now + ms(20 * back), 7);
    }
    assert!((pacer.rate() - rate).abs() < f64::EPSILON);
    assert_eq!(pacer.wait(ahead, now), ms(1_000), "the pause is not prolonged either");

    // The first that goes out at the new pace is news.
    let now = now + ms(1_000);
    pacer.throttled(ahead, now, 0);
    assert!(pacer.rate() < rate / 2.0);
    assert_eq!(next(&mut pacer, now), ms(1_000));
}

#[test]
fn successes_of_the_pace_before_do_not_raise_the_present_one() {
    let (mut pacer, slot, now) = after(40);
    pacer.throttled(slot, now, 0);
    let lowered = pacer.rate();
    let minute = now + ms(61_000);
    pacer.succeeded(slot, minute);
    assert!((pacer.rate() - lowered).abs() < f64::EPSILON);

    let slot = pacer.reserve(minute, PATIENT).unwrap();
    pacer.succeeded(slot, minute);
    assert!((pacer.rate() - 20.0 / 1.03).abs() < 1e-6);
    // From one slot to the next it is the new pace at once.
    assert_eq!(next(&mut pacer, minute), STEP);
}

#[test]
fn recovery_is_counted_from_the_end_of_the_pause() {
    let (mut pacer, slot, now) = after(40);
    pacer.throttled(slot, now, 200_000_000);
    let slot = pacer.reserve(now, PATIENT).unwrap();
    pacer.succeeded(slot, now + ms(1_200 + 12_000));
    assert!((pacer.rate() - 19.0 / 1.03).abs() < 1e-6, "{}", pacer.rate());
}

#[test]
fn slots_ahead_move_behind_the_pause_and_apart_in_their_order() {
    let mut pacer = Pacer::new(20);
    let slots: [_; 5] = core::array::from_fn(|_| pacer.reserve(START, PATIENT).unwrap());
    // The third is due this moment: it goes.
    let now = START + STEP * 2;
    pacer.throttled(slots[0], now, 0);
    let interval = pacer.pace.interval();
    assert!(interval > STEP * 3);
    let waits = slots.map(|slot| pacer.wait(slot, now));
    assert_eq!(waits, [ms(0), ms(0), ms(0), ms(1_000), ms(1_000) + interval]);
    assert_eq!(next(&mut pacer, now), ms(1_000) + interval * 2);
}

#[test]
fn slots_that_are_far_ahead_do_not_come_nearer() {
    let (mut pacer, slot, now) = after(40);
    let far: [_; 60] = core::array::from_fn(|_| pacer.reserve(now, PATIENT).unwrap());
    let before = far.map(|slot| pacer.wait(slot, now));
    pacer.throttled(slot, now, 0);
    let after = far.map(|slot| pacer.wait(slot, now));
    assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
    // Nor does a faster pace bring them nearer: their owners sleep.
    pacer.succeeded(far[0], now + ms(10_000));
    assert_eq!(far.map(|slot| pacer.wait(slot, now)), after);
}

#[test]
fn at_the_end_of_time_there_is_no_slot() {
    let mut pacer = Pacer::new(20);
    let slot = pacer.reserve(Duration::MAX, PATIENT).unwrap();
    assert_eq!(pacer.wait(slot, Duration::MAX), ms(0));
    assert_eq!(pacer.reserve(Duration::MAX, PATIENT), None);
    pacer.throttled(slot, Duration::MAX, u64::MAX);
    pacer.succeeded(slot, Duration::MAX);
    assert_eq!(pacer.reserve(Duration::ZERO, ms(1)), None);
    assert_eq!(pacer.wait(Permit(u64::MAX), Duration::ZERO), ms(0));
}
