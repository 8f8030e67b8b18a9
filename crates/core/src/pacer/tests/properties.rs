use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone, Copy)]
enum Event {
    Reserve(Duration),
    /// Of one of the slots given so far, from the last backwards.
    Throttled(usize, u64),
    Succeeded(usize),
    /// Of one that was not used.
    Released(usize),
}

fn events() -> impl Strategy<Value = Vec<(Duration, Event)>> {
    let gap = prop_oneof![
        4 => Just(0),
        8 => 0..60_000_u64,
        2 => 0..5_000_000_u64,
        1 => 0..100_000_000_u64,
    ];
    let patience = prop_oneof![(0..3_000_u64).prop_map(ms), Just(PATIENT)];
    let event = prop_oneof![
        6 => patience.prop_map(Event::Reserve),
        1 => (0..40_usize, any::<u64>()).prop_map(|(slot, random)| Event::Throttled(slot, random)),
        3 => (0..40_usize).prop_map(Event::Succeeded),
        2 => (0..40_usize).prop_map(Event::Released),
    ];
    prop::collection::vec((gap.prop_map(Duration::from_micros), event), 0..150)
}

/// A slot and the time at which its owner sends: when it first finds it due.
struct Owner {
    slot: Permit,
    sent: Option<Duration>,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_happens_windows_hold_in_the_order_of_asking(
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
            // Whoever sleeps wakes when it was told to, and looks again.
            for owner in owners.iter_mut().filter(|owner| owner.sent.is_none()) {
                let due = now.saturating_add(pacer.wait(owner.slot, now));
                if due <= then {
                    owner.sent = Some(due);
                }
            }
            now = then;
            match event {
                Event::Reserve(patience) => match pacer.reserve(now, patience) {
                    Some(slot) => {
                        prop_assert!(pacer.wait(slot, now) <= patience);
                        // A new one, or the earliest ahead that was given back.
                        match owners.binary_search_by_key(&slot, |owner| owner.slot) {
                            Ok(_) => prop_assert!(false, "it was given twice"),
                            Err(place) => owners.insert(place, Owner { slot, sent: None }),
                        }
                        released.retain(|free| *free != slot);
                        let ahead = released.iter().map(|free| pacer.wait(*free, now));
                        let soonest = ahead.filter(|wait| !wait.is_zero()).min();
                        prop_assert!(soonest.is_none_or(|soonest| pacer.wait(slot, now) <= soonest));
                    }
                    None => prop_assert!(patience < PATIENT || start > START),
                },
                Event::Throttled(back, random) => {
                    let before = pacer.rate();
                    if let Some(owner) = owners.iter().rev().nth(back) {
                        pacer.throttled(owner.slot, now, random);
                    }
                    prop_assert!(pacer.rate() <= before);
                }
                Event::Released(back) => {
                    let unused: Vec<usize> = (0..owners.len())
                        .filter(|&i| owners[i].sent.is_none())
                        .filter(|&i| !pacer.wait(owners[i].slot, now).is_zero())
                        .collect();
                    if let Some(&index) = unused.iter().rev().nth(back) {
                        let Owner { slot, .. } = owners.remove(index);
                        pacer.release(slot);
                        pacer.release(slot);
                        released.push(slot);
                    }
                }
                Event::Succeeded(back) => {
                    let before = pacer.rate();
                    if let Some(owner) = owners.iter().rev().nth(back) {
                        pacer.succeeded(owner.slot, now);
                    }
                    prop_assert!(pacer.rate() >= before);
                }
            }
            let (distance, nanosecond) = (1.0 / pacer.rate(), 1e-9);
            prop_assert!(distance >= 1.03 / documented * (1.0 - 1e-9));
            prop_assert!(distance <= 1.03 / documented * 32.0 * (1.0 + 1e-6) + nanosecond);
            prop_assert!(owners.iter().map(|owner| pacer.wait(owner.slot, now)).is_sorted());
        }

        let mut sent: Vec<_> = owners
            .iter()
            .map(|owner| owner.sent.unwrap_or(now.saturating_add(pacer.wait(owner.slot, now))))
            .collect();
        prop_assert!(sent.is_sorted(), "nobody is overtaken");
        // Slots that throttling moves to the end of time never come.
        sent.retain(|&at| at < Duration::MAX);
        let rate = usize::try_from(rate.max(1)).unwrap();
        for window in sent.windows(rate.saturating_add(1)) {
            prop_assert!(window[rate] - window[0] >= ms(1_030));
        }
    }
}
