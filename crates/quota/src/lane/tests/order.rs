//! The order of calls.

use super::*;

#[test]
fn first_permit_is_for_the_first_call() {
    let mut lane = Lane::new(20, 1, 1);
    let [first, second, third] = [(); 3].map(|()| lane.enter());

    assert_eq!(poll(&mut lane, first, ms(7), Mode::Server), late_for(ms(7)));
    assert_eq!(poll(&mut lane, second, ms(7), Mode::Server), Turn::Wait(None));
    assert_eq!(lane.ask_at(Mode::Server, ms(1)), Some(Duration::ZERO));
    assert_eq!(lane.ask(ms(7), Mode::Server, micros).wanted, 3);
    assert_eq!(lane.ask_at(Mode::Server, ms(1)), None, "one ask at a time");

    lane.granted(&grant(ms(10), 2, 1), ms(8), Mode::Server);
    assert_eq!(poll(&mut lane, second, ms(10), Mode::Server), Turn::Wait(Some(ms(10) + SLOT)));
    assert_eq!(poll(&mut lane, first, ms(9), Mode::Server), Turn::Wait(Some(ms(10))));
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
    assert_eq!(poll(&mut lane, call, ms(41), Mode::Server), Turn::Wait(Some(ms(10) + SLOT)));
}

#[test]
fn call_that_is_not_polled_holds_up_nobody_and_keeps_its_place() {
    let mut lane = Lane::new(20, 1, 1);
    let [first, second, third] = [(); 3].map(|()| lane.enter());
    lane.granted(&grant(ms(10), 1, 1), ms(0), Mode::Server);
    assert_eq!(poll(&mut lane, first, ms(0), Mode::Server), Turn::Wait(Some(ms(10))));
    lane.granted(&grant(ms(10) + SLOT, 2, 1), ms(0), Mode::Server);
    // The permit of the first has expired when the second has its own.
    assert_eq!(poll(&mut lane, second, ms(10) + SLOT, Mode::Server), Turn::Permitted(61_500));
    assert_eq!(poll(&mut lane, first, ms(62), Mode::Server), Turn::Wait(Some(ms(10) + 2 * SLOT)));
    lane.leave(first);
    assert_eq!(poll(&mut lane, third, ms(10) + 2 * SLOT, Mode::Server), Turn::Permitted(113_000));
    assert!(lane.is_idle());
}

#[test]
fn next_call_does_not_wait_for_one_that_is_not_polled() {
    for mode in [Mode::Server, Mode::Returning, Mode::Local] {
        let mut lane = Lane::new(20, 1, 1);
        let [first, second] = [(); 2].map(|()| lane.enter());
        if mode != Mode::Local {
            lane.granted(&grant(ms(10), 1, 1), ms(0), mode);
        }
        poll(&mut lane, first, ms(0), mode);
        let mut now = ms(1);
        let turn = loop {
            if lane.ask_at(mode, ms(1)).is_some_and(|at| at <= now) {
                lane.ask(now, mode, micros);
                lane.granted(&grant(now, 1, 1), now, mode);
            }
            match poll(&mut lane, second, now, mode) {
                Turn::Wait(Some(at)) => now = at.max(now + ms(1)),
                turn => break turn,
            }
        };
        assert!(matches!(turn, Turn::Permitted(_) | Turn::PacedLocally), "{mode:?} {turn:?}");
        assert!(now < ms(200), "{mode:?} {now:?}");
    }
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
