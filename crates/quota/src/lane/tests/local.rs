//! The pace of a process without its server, and on its return.

use super::*;

#[test]
fn process_keeps_its_turn_while_the_server_is_away() {
    let mut lane = Lane::new(20, 1, 1);
    let [first, second] = [(); 2].map(|()| lane.enter());
    lane.granted(&grant(ms(10), 1, 12), ms(0), Mode::Server);
    lane.no_reply();
    assert_eq!(poll(&mut lane, first, ms(10), Mode::Local), Turn::Permitted(10_000));
    let turn = ms(10) + 12 * SLOT;
    assert_eq!(poll(&mut lane, second, ms(20), Mode::Local), Turn::Wait(turn));
    assert_eq!(lane.ask_at(Mode::Local, ms(1)), None);
    assert_eq!(poll(&mut lane, second, turn, Mode::Local), Turn::PacedLocally);
    // It is late, so the turn after that is, too.
    let third = lane.enter();
    assert_eq!(poll(&mut lane, third, turn + 13 * SLOT, Mode::Local), Turn::PacedLocally);
    let fourth = lane.enter();
    assert_eq!(
        poll(&mut lane, fourth, turn + 13 * SLOT, Mode::Local),
        Turn::Wait(turn + 25 * SLOT)
    );
}

#[test]
fn returning_process_asks_in_its_turn_for_one_permit() {
    let mut lane = Lane::new(20, 1, 1);
    let call = lane.enter();
    lane.enter();
    lane.granted(&grant(ms(10), 1, 12), ms(0), Mode::Server);
    poll(&mut lane, call, ms(10), Mode::Server);
    lane.no_reply();
    let turn = ms(10) + 12 * SLOT;
    assert_eq!(lane.ask_at(Mode::Returning, ms(1)), Some(turn));
    let ask = lane.ask(turn, Mode::Returning, micros);
    // The others have their turns before its own.
    assert_eq!((ask.wanted, ask.last, ask.taken), (1, 10_000, 10_000 + 11 * 51_500));
    // The new server has seen no other process yet.
    lane.granted(&grant(turn, 1, 1), turn, Mode::Returning);
    assert_eq!(lane.weights(), 12);
}

#[test]
fn throttled_process_is_slower_while_the_server_is_away_and_recovers() {
    let mut lane = Lane::new(20, 1, 1);
    let call = lane.enter();
    assert_eq!(poll(&mut lane, call, ms(1_000), Mode::Local), Turn::PacedLocally);
    lane.throttled(None, ms(1_000));
    let call = lane.enter();
    assert_eq!(poll(&mut lane, call, ms(1_052), Mode::Local), Turn::PacedLocally);
    let call = lane.enter();
    let Turn::Wait(due) = poll(&mut lane, call, ms(1_053), Mode::Local) else { panic!() };
    assert!(due > ms(1_052) + SLOT + ms(5), "{due:?}");
    assert_eq!(poll(&mut lane, call, ms(62_000), Mode::Local), Turn::PacedLocally);
    let call = lane.enter();
    let next = poll(&mut lane, call, ms(62_000), Mode::Local);
    assert_eq!(next, Turn::Wait(ms(62_000) + SLOT));
}

#[test]
fn refused_rate_is_paced_locally_for_a_time() {
    let mut lane = Lane::new(20, 1, 1);
    let call = lane.enter();
    lane.ask(ms(0), Mode::Server, micros);
    lane.refused(ms(30_000));
    assert_eq!(poll(&mut lane, call, ms(1), Mode::Server), Turn::PacedLocally);
    let call = lane.enter();
    assert_eq!(lane.ask_at(Mode::Server, ms(1)), Some(ms(30_000)));
    poll(&mut lane, call, ms(30_000), Mode::Server);
}

#[test]
fn processes_keep_their_batches_in_turn_while_the_server_is_away() {
    // Each of three processes was granted three permits at once.
    let mut turns = Vec::new();
    for process in 0..3_u32 {
        let mut lane = Lane::new(20, 1, 1);
        lane.granted(&grant(3 * process * SLOT, 3, 3), ms(0), Mode::Server);
        lane.no_reply();
        let mut now = Duration::ZERO;
        while turns.len() < 12 * (usize::try_from(process).unwrap() + 1) {
            let call = lane.enter();
            while let Turn::Wait(at) = poll(&mut lane, call, now, Mode::Local) {
                now = at;
            }
            turns.push(now);
        }
    }
    turns.sort_unstable();
    let in_turn: Vec<Duration> = (0..36).map(|slot| slot * SLOT).collect();
    assert_eq!(turns, in_turn);
}

#[test]
fn returning_process_reports_its_last_local_turn() {
    let mut lane = Lane::new(20, 1, 1);
    lane.granted(&grant(ms(0), 3, 3), ms(0), Mode::Server);
    lane.no_reply();
    let mut now = Duration::ZERO;
    for _ in 0..7 {
        let call = lane.enter();
        while let Turn::Wait(at) = poll(&mut lane, call, now, Mode::Local) {
            now = at;
        }
    }
    // Its own are 0 to 2, 9 to 11, and 18; the next one is 19.
    assert_eq!(now, 18 * SLOT);
    let ask = lane.ask(now, Mode::Returning, micros);
    assert_eq!((ask.last, ask.taken), (micros(18 * SLOT), micros(18 * SLOT)));
    let later = lane.ask(now + ms(9_999), Mode::Returning, micros);
    assert_eq!(later.last, micros(18 * SLOT));
    // The server knows of it now, and of what it grants.
    lane.granted(&grant(now + ms(10_000), 1, 3), now + ms(10_000), Mode::Returning);
    let later = lane.ask(now + ms(12_001), Mode::Returning, micros);
    assert_eq!((later.last, later.taken), (0, 0));
}
