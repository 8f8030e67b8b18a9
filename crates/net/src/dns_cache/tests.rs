//! Which lookups are shared, and for how long.

use std::net::Ipv4Addr;

use super::*;

/// A cache at a moment that moves. A lookup is known by its address in memory.
struct Test {
    cache: DnsCache<Mutex<()>>,
    now: Instant,
}

type Shared = Arc<Mutex<()>>;

fn test() -> Test {
    Test { cache: DnsCache::default(), now: Instant::now() }
}

fn target(uri: &str) -> Target {
    Target::of(&uri.parse().unwrap()).unwrap()
}

fn a() -> Target {
    target("http://a.example")
}

fn address(last: u8) -> SocketAddr {
    (Ipv4Addr::new(192, 0, 2, last), 80).into()
}

fn found(last: u8) -> Arc<[SocketAddr]> {
    Arc::from([address(last), address(last + 100)])
}

fn failed() -> ConnectError {
    ConnectError::new(TransportErrorKind::Resolve, "no such name")
}

impl Test {
    fn pass(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
    }

    /// The lookup to wait for, and whether it is new.
    #[track_caller]
    fn lookup(&self) -> (Shared, bool) {
        match self.cache.get_or_start(&a(), self.now) {
            Resolution::Lookup { lookup, is_new, .. } => (lookup, is_new),
            Resolution::Addresses(addresses) => panic!("{addresses:?}"),
        }
    }

    #[track_caller]
    fn starts(&self) -> Shared {
        let (lookup, is_new) = self.lookup();
        assert!(is_new);
        lookup
    }

    #[track_caller]
    fn shares(&self, expected: &Shared) -> Duration {
        match self.cache.get_or_start(&a(), self.now) {
            Resolution::Lookup { lookup, is_new: false, patience } => {
                assert!(Arc::ptr_eq(&lookup, expected));
                patience
            }
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn knows(&self, last: u8) -> Arc<[SocketAddr]> {
        match self.cache.get_or_start(&a(), self.now) {
            Resolution::Addresses(addresses) => {
                assert_eq!(addresses[0], address(last));
                addresses
            }
            Resolution::Lookup { .. } => panic!("nothing is known"),
        }
    }

    /// The number of lookups that the result serves.
    #[expect(clippy::needless_pass_by_value, reason = "calls are shorter")]
    fn finish(&self, lookup: &Shared, result: LookupResult) -> usize {
        let served = self.cache.finish(&a(), lookup, &result);
        assert!(Arc::ptr_eq(&served[0], lookup));
        served.len()
    }
}

#[test]
fn addresses_are_kept_for_a_minute() {
    let mut test = test();
    let lookup = test.starts();
    test.pass(1);
    assert_eq!(test.finish(&lookup, Ok(found(1))), 1);
    test.pass(58);
    test.knows(1);
    test.pass(1);
    test.starts();
}

#[test]
fn hosts_and_ports_are_distinct() {
    let test = test();
    test.starts();
    for uri in ["http://b.example", "http://a.example:81", "https://a.example:80"] {
        let other = test.cache.get_or_start(&target(uri), test.now);
        assert!(matches!(other, Resolution::Lookup { is_new: true, .. }), "{uri}");
    }
}

#[test]
fn failure_is_not_kept() {
    let test = test();
    let lookup = test.starts();
    test.shares(&lookup);
    assert_eq!(test.finish(&lookup, Err(failed())), 1);
    test.starts();
}

#[test]
fn hung_lookup_gets_others_beside_it_but_only_a_few() {
    let mut test = test();
    let mut newest = test.starts();
    for seconds in [2, 4, 8] {
        for passed in [0, 1, seconds - 2] {
            test.pass(passed);
            test.shares(&newest);
            test.now -= Duration::from_secs(passed);
        }
        assert_eq!(test.shares(&newest), Duration::from_secs(seconds));
        test.pass(seconds);
        newest = test.starts();
    }
    // The first is 14 s old.
    assert_eq!(test.shares(&newest), Duration::from_secs(46));
    test.pass(45);
    test.shares(&newest);
    test.pass(1);
    test.starts();
}

#[test]
fn first_addresses_serve_all_that_wait() {
    let mut test = test();
    let hung = test.starts();
    test.pass(2);
    let second = test.starts();
    assert_eq!(test.finish(&second, Ok(found(2))), 2);
    test.knows(2);
    // What the older one finds late is for its own waiters only.
    assert_eq!(test.finish(&hung, Ok(found(1))), 1);
    test.knows(2);
}

#[test]
fn failure_serves_only_those_who_wait_for_it() {
    let mut test = test();
    let hung = test.starts();
    test.pass(2);
    let second = test.starts();
    assert_eq!(test.finish(&hung, Err(failed())), 1);
    test.shares(&second);
}

#[test]
fn newer_addresses_survive_the_failure_of_an_older_lookup() {
    let mut test = test();
    let hung = test.starts();
    test.pass(2);
    let second = test.starts();
    test.finish(&second, Ok(found(2)));
    test.finish(&hung, Err(failed()));
    test.knows(2);
}

#[test]
fn result_that_is_a_minute_late_is_ignored() {
    let mut test = test();
    let hung = test.starts();
    test.pass(60);
    let newer = test.starts();
    assert_eq!(test.finish(&hung, Ok(found(1))), 1);
    test.shares(&newer);
}

#[test]
fn addresses_are_forgotten_but_not_newer_ones() {
    let mut test = test();
    test.finish(&test.starts(), Ok(found(1)));
    let older = test.knows(1);
    test.cache.forget(&target("http://b.example"), &older);
    test.knows(1);
    test.pass(60);
    test.finish(&test.starts(), Ok(found(1)));
    test.cache.forget(&a(), &older);
    let newer = test.knows(1);
    test.cache.forget(&a(), &newer);
    test.starts();
}

#[test]
fn address_that_worked_comes_first() {
    let test = test();
    test.finish(&test.starts(), Ok(found(1)));
    let used = test.knows(1);
    test.cache.prefer(&a(), &used, address(9));
    test.cache.prefer(&a(), &used, address(1));
    assert!(Arc::ptr_eq(&used, &test.knows(1)));
    test.cache.prefer(&a(), &used, address(101));
    let preferred = test.knows(101);
    assert_eq!(*preferred, [address(101), address(1)]);
    // Who used the former order does not know which is right now.
    test.cache.forget(&a(), &used);
    test.cache.prefer(&a(), &used, address(101));
    test.knows(101);
}

#[test]
fn addresses_are_checked() {
    let resolved = vec![([192, 0, 2, 1], 0).into(), ([192, 0, 2, 2], 81).into()];
    let addresses = checked_addresses(Ok(Ok(resolved)), 443).unwrap();
    assert_eq!(addresses.iter().map(SocketAddr::port).collect::<Vec<_>>(), [443, 81]);
    let error = checked_addresses(Ok(Ok(Vec::new())), 443).unwrap_err();
    assert_eq!(error.to_string(), "host has no address");
    assert!(checked_addresses(Ok(Err(io::ErrorKind::NotFound.into())), 443).is_err());
    let error = checked_addresses(Err(Box::new("panic")), 443).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Resolve);
    assert_eq!(error.to_string(), "the resolver panicked");
}

#[test]
fn debug_shows_no_host() {
    assert_eq!(format!("{:?}", test().cache), "DnsCache { .. }");
}
