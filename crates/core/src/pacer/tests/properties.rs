use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone, Copy)]
enum Event {
    Reserve(Duration),
    /// The index of an issued permit, counted from the last.
    Throttled(usize, u64),
    Succeeded(usize),
    /// The same among the unused permits.
    Released(usize),
}

fn events() -> impl Strategy<Value = Vec<(Duration, Event)>> {
    let gap = prop_oneof![
        4 => Just(0),
        8 => 0..60_000_u64,
        2 => 0..5_000_000_u64,
        1 => 0..100_000_000_u64,
    ];
    let max_wait = prop_oneof![(0..3_000_u64).prop_map(ms), Just(NO_LIMIT)];
    let event = prop_oneof![
        6 => max_wait.prop_map(Event::Reserve),
        1 => (0..40_usize, any::<u64>()).prop_map(|(permit, random)| Event::Throttled(permit, random)),
        3 => (0..40_usize).prop_map(Event::Succeeded),
        2 => (0..40_usize).prop_map(Event::Released),
    ];
    prop::collection::vec((gap.prop_map(Duration::from_micros), event), 0..150)
}

/// The owner of a permit, who sends as soon as it is due.
struct Owner {
    permit: Permit,
    sent: Option<Duration>,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn windows_never_exceed_the_rate_and_order_is_kept_for_any_events(
        rate in prop_oneof![1..=40_u32, Just(0), Just(1_000), Just(u32::MAX)],
        start in prop_oneof![
            Just(Duration::ZERO),
            Just(START),
            Just(Duration::MAX - Duration::from_secs(30)),
        ],
        events in events(),
    ) {
        let mut pacer = Pacer::new(rate);
        let mut owners: Vec<Owner> = Vec::new();
        let mut released: Vec<Permit> = Vec::new();
        let mut now = start;
        let documented = f64::from(rate.max(1));
        for (gap, event) in events {
            let then = now.saturating_add(gap);
            // Each owner that sleeps wakes when its permit was due, and waits again if it moved.
            for owner in owners.iter_mut().filter(|owner| owner.sent.is_none()) {
                let due = now.saturating_add(pacer.wait(owner.permit, now));
                if due <= then {
                    owner.sent = Some(due);
                }
            }
            now = then;
            match event {
                Event::Reserve(max_wait) => match pacer.reserve(now, max_wait) {
                    Some(permit) => {
                        prop_assert!(pacer.wait(permit, now) <= max_wait);
                        // A new permit, or the earliest released one ahead.
                        match owners.binary_search_by_key(&permit, |owner| owner.permit) {
                            Ok(_) => prop_assert!(false, "the permit was issued twice"),
                            Err(index) => owners.insert(index, Owner { permit, sent: None }),
                        }
                        released.retain(|other| *other != permit);
                        let ahead = released.iter().map(|other| pacer.wait(*other, now));
                        let soonest = ahead.filter(|wait| !wait.is_zero()).min();
                        prop_assert!(soonest.is_none_or(|soonest| pacer.wait(permit, now) <= soonest));
                    }
                    None => prop_assert!(max_wait < NO_LIMIT || start > START),
                },
                Event::Throttled(back, random) => {
                    let before = pacer.rate();
                    if let Some(owner) = owners.iter().rev().nth(back) {
                        pacer.throttled(owner.permit, now, random);
                    }
                    prop_assert!(pacer.rate() <= before);
                }
                Event::Released(back) => {
                    let unused: Vec<usize> = (0..owners.len())
                        .filter(|&i| owners[i].sent.is_none())
                        .filter(|&i| !pacer.wait(owners[i].permit, now).is_zero())
                        .collect();
                    if let Some(&index) = unused.iter().rev().nth(back) {
                        let Owner { permit, .. } = owners.remove(index);
                        pacer.release(permit);
                        pacer.release(permit);
                        released.push(permit);
                    }
                }
                Event::Succeeded(back) => {
                    let before = pacer.rate();
                    if let Some(owner) = owners.iter().rev().nth(back) {
                        pacer.succeeded(owner.permit, now);
                    }
                    prop_assert!(pacer.rate() >= before);
                }
            }
            let (interval, nanosecond) = (1.0 / pacer.rate(), 1e-9);
            prop_assert!(interval >= 1.03 / documented * (1.0 - 1e-9));
            prop_assert!(interval <= 1.03 / documented * 32.0 * (1.0 + 1e-6) + nanosecond);
            prop_assert!(owners.iter().map(|owner| pacer.wait(owner.permit, now)).is_sorted());
        }

        let mut sent: Vec<_> = owners
            .iter()
            .map(|owner| owner.sent.unwrap_or(now.saturating_add(pacer.wait(owner.permit, now))))
            .collect();
        prop_assert!(sent.is_sorted(), "requests are sent in the order of their permits");
        // Permits that throttling moves to the maximum time are never due.
        sent.retain(|&at| at < Duration::MAX);
        let rate = usize::try_from(rate.max(1)).unwrap();
        for window in sent.windows(rate.saturating_add(1)) {
            prop_assert!(window[rate] - window[0] >= ms(1_030));
        }
    }

    #[test]
    fn the_lowest_rate_of_a_window_is_never_exceeded(
        calls in prop::collection::vec((0..200_u64, 1..30_u32, 0..5_u8), 1..200),
    ) {
        let mut pacer = Pacer::new(20);
        let mut now = START;
        let mut sent = Vec::new();
        for (gap, rate, release) in calls {
            now += ms(gap);
            let permit = pacer.reserve_at(rate, now, NO_LIMIT).unwrap();
            if release == 0 {
                pacer.release(permit);
            } else {
                sent.push((now + pacer.wait(permit, now), rate));
            }
        }
        sent.sort_unstable();
        for (start, _) in &sent {
            let window = sent.iter().filter(|(at, _)| at >= start && *at < *start + ms(1_000));
            let lowest = window.clone().map(|(_, rate)| *rate).min().unwrap();
            prop_assert!(window.count() <= lowest as usize, "{sent:?}");
        }
    }
}
