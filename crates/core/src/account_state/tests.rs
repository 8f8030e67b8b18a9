use alloc::format;

use super::*;
use crate::{Endpoint, Timestamp};

const NOW: Duration = Duration::from_secs(5);

fn origin(host: usize) -> Origin {
    Endpoint::custom(&format!("https://h{host}.example")).unwrap().origin("ecm").unwrap()
}

fn request(action: usize) -> Request {
    Request::new("ecm", "2019-07-19", format!("A{action}"), "{}").rate(20)
}

#[test]
fn each_host_has_its_own_skew_and_few_are_kept() {
    let mut account = AccountState::default();
    let local = Timestamp::new(1_700_000_000).unwrap();
    for host in 0..1_000 {
        let service = Timestamp::new(1_700_000_010 + host as u64).unwrap();
        account.set_skew(&origin(host), ClockSkew::between(local, service).unwrap());
    }
    assert_eq!(account.skew(&origin(999)).seconds(), 1_009);
    assert_eq!(account.skew(&origin(998)).seconds(), 1_008);
    assert_eq!(account.skew(&origin(0)), ClockSkew::default(), "used long ago");
}

#[test]
fn a_permit_of_a_dropped_pacer_is_not_taken_for_one_of_its_successor() {
    let mut account = AccountState::default();
    let reserve = |account: &mut AccountState| {
        let pacer = account.pacer(&request(0)).unwrap();
        let permit = pacer.reserve(NOW, Duration::MAX).unwrap();
        (permit, pacer.wait(permit, NOW))
    };
    let _first = reserve(&mut account);
    let (second, _) = reserve(&mut account);
    for action in 1..1_000 {
        account.pacer(&request(action)).unwrap().reserve(NOW, Duration::MAX).unwrap();
    }
    assert_eq!(reserve(&mut account).1, Duration::ZERO, "a new pacer");
    let (_, wait) = reserve(&mut account);
    account.pacer(&request(0)).unwrap().release(second);
    assert!(reserve(&mut account).1 > wait, "its second permit is still in use");
}
