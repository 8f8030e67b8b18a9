//! The order of calls.

use super::*;

#[test]
fn first_permit_is_for_the_first_call() {
    let mut lane = Lane::new(20, 1, 1);
    let [first, second, third] = [(); 3].map(|()| lane.enter());

    assert_eq!(poll(&mut lane, first, ms(7), Mode::Server), late_for(ms(7)));
    // If the first does not take its turn, it is the second's after 31 ms.
    assert_eq!(poll(&mut lane, second, ms(7), Mode::Server), late_for(ms(38)));
    assert_eq!(lane.ask_at(Mode::Server, ms(1)), Some(Duration::ZERO));
    assert_eq!(lane.ask(ms(7), Mode::Server, micros).wanted, 3);
    assert_eq!(lane.ask_at(Mode::Server, ms(1)), None, "one ask at a time");

    lane.granted(&grant(ms(10), 2, 1), ms(8), Mode::Server);
    assert_eq!(poll(&mut lane, second, ms(10), Mode::Server), Turn::Wait(ms(10) + SLOT));
    assert_eq!(poll(&mut lane, first, ms(9), Mode::Server), Turn::Wait(ms(10)));
    assert_eq!(poll(&mut lane, first, ms(10), Mode::Server), Turn::Permitted(10_000));
    assert_eq!(poll(&mut lane, third, ms(10), Mode::Server), late_for(ms(10)));
    assert_eq!(poll(&mut lane, second, ms(10) + SLOT, Mode::Server), Turn::Permitted(61_500));
}

#[test]
fn call_that_leaves_lets_the_others_move_up() {
    let mut lane = Lane::new(20, 1, 1);
    let [first, second] = [(); 2].map(|()| lane.enter());
    lane.granted(&grant(ms(10), 1, 1), ms(0), Mode::Server);
    let (count, waker) = wakes();
    lane.poll(second, &waker, ms(0), Mode::Server, TIMEOUT);
    lane.leave(first);
    lane.take_wakers().wake();
    assert_eq!(count.get(), 1);
    assert_eq!(poll(&mut lane, second, ms(10), Mode::Server), Turn::Permitted(10_000));
    assert!(lane.is_idle());
    lane.leave(second);
}

#[test]
fn permit_that_is_late_is_not_used() {
    let mut lane = Lane::new(20, 1, 1);
    let call = lane.enter();
    lane.granted(&grant(ms(10), 2, 1), ms(0), Mode::Server);
    assert_eq!(poll(&mut lane, call, ms(41), Mode::Server), Turn::Wait(ms(10) + SLOT));
}

#[test]
fn call_that_is_not_polled_holds_up_nobody_and_keeps_its_place() {
    let mut lane = Lane::new(20, 1, 1);
    let [first, second, third] = [(); 3].map(|()| lane.enter());
    lane.granted(&grant(ms(10), 1, 1), ms(0), Mode::Server);
    assert_eq!(poll(&mut lane, first, ms(0), Mode::Server), Turn::Wait(ms(10)));
    lane.granted(&grant(ms(10) + SLOT, 2, 1), ms(0), Mode::Server);
    // The permit of the first has expired when the second has its own.
    assert_eq!(poll(&mut lane, second, ms(10) + SLOT, Mode::Server), Turn::Permitted(61_500));
    assert_eq!(poll(&mut lane, first, ms(62), Mode::Server), Turn::Wait(ms(10) + 2 * SLOT));
    lane.leave(first);
    assert_eq!(poll(&mut lane, third, ms(10) + 2 * SLOT, Mode::Server), Turn::Permitted(113_000));
    assert!(lane.is_idle());
}

#[test]
fn next_call_does_not_wait_for_calls_that_are_not_polled() {
    for (mode, sleeping) in [Mode::Server, Mode::Returning, Mode::Local]
        .into_iter()
        .flat_map(|mode| [1, 2, 5].map(|sleeping| (mode, sleeping)))
    {
        let mut lane = Lane::new(20, 1, 1);
        let mut now = ms(1_000);
        // Its first turn is taken, so that the others wait.
        let first = lane.enter();
        let sleeping: Vec<u64> = (0..sleeping).map(|_| lane.enter()).collect();
        let last = lane.enter();
        lane.granted(&grant(now, 1, 1), now, mode);
        assert_eq!(poll(&mut lane, first, now, mode), Turn::Permitted(1_000_000));
        for call in &sleeping {
            assert_waits(poll(&mut lane, *call, now, mode));
        }
        // Nobody but the last call and the thread of the limiter does anything now.
        let (count, waker) = wakes();
        let (mut until, mut seen) = (now, 0);
        let turn = loop {
            if lane.ask_at(mode, ms(1)).is_some_and(|at| at <= now) {
                lane.ask(now, mode, micros);
                lane.granted(&grant(now + ms(1), 1, 1), now, mode);
                lane.take_wakers().wake();
            }
            if now >= until || count.get() > seen {
                seen = count.get();
                match lane.poll(last, &waker, now, mode, TIMEOUT) {
                    Turn::Wait(next) => until = next,
                    turn => break turn,
                }
            }
            now += ms(1);
        };
        assert!(matches!(turn, Turn::Permitted(_) | Turn::PacedLocally), "{mode:?} {turn:?}");
        let each = u32::try_from(sleeping.len() + 1).unwrap();
        let most = (TIMEOUT + SLOT + ms(31) * each / 2) * each;
        assert!(now <= ms(1_000) + most, "{mode:?} {now:?}");
    }
}

fn assert_waits(turn: Turn) {
    assert!(matches!(turn, Turn::Wait(_)), "{turn:?}");
}

#[test]
fn call_that_leaves_leaves_nothing_overdue_for_those_with_permits() {
    let mut lane = Lane::new(20, 1, 1);
    let calls: Vec<u64> = (0..7).map(|_| lane.enter()).collect();
    lane.granted(&grant(ms(400), 6, 1), ms(0), Mode::Server);
    for call in &calls {
        assert_waits(poll(&mut lane, *call, ms(1), Mode::Server));
    }
    lane.leave(calls[6]);
    assert!(!lane.is_overdue(ms(657), TIMEOUT));
}

/// The clock of the server was set: its slots are not in order.
#[test]
fn no_call_waits_until_a_time_that_has_passed() {
    let mut lane = Lane::new(20, 1, 1);
    let calls: Vec<u64> = (0..3).map(|_| lane.enter()).collect();
    lane.granted(&grant(ms(900), 1, 1), ms(0), Mode::Returning);
    lane.granted(&grant(ms(100), 1, 1), ms(99), Mode::Returning);
    let Turn::Wait(until) = poll(&mut lane, calls[2], ms(400), Mode::Returning) else { panic!() };
    assert!(until > ms(400), "{until:?}");
}

#[test]
fn call_that_is_put_aside_leaves_nothing_overdue() {
    let mut lane = Lane::new(20, 1, 1);
    let [first, second] = [(); 2].map(|()| lane.enter());
    lane.granted(&grant(ms(10), 2, 1), ms(0), Mode::Server);
    assert!(matches!(poll(&mut lane, second, ms(62), Mode::Server), Turn::Permitted(_)));
    assert!(!lane.is_overdue(ms(9_000), TIMEOUT));
    assert_eq!(poll(&mut lane, first, ms(9_000), Mode::Server), late_for(ms(9_000)));
}

/// A waker may run any code when it is called or dropped, also of this crate.
#[test]
fn wakers_are_called_by_the_caller() {
    let mut lane = Lane::new(20, 1, 1);
    let call = lane.enter();
    let (count, waker) = wakes();
    lane.poll(call, &waker, ms(0), Mode::Server, TIMEOUT);
    drop(waker);
    lane.granted(&grant(ms(10), 1, 1), ms(1), Mode::Server);
    assert_eq!((count.get(), std::sync::Arc::strong_count(&count)), (0, 2));
    lane.take_wakers().wake();
    assert_eq!((count.get(), std::sync::Arc::strong_count(&count)), (1, 1));
}
