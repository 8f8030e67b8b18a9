//! The limit of 20 calls per second.

use std::time::Duration;

use serde_json::json;

use crate::caller::{call, frozen, import_parameters};

#[test]
fn call_is_refused_above_the_rate() {
    let emulator = frozen(|builder| builder);
    let describe = || call(&emulator, "DescribeImage", &json!({}));
    for _ in 0..20 {
        describe().success();
    }
    let reply = describe();
    reply.fails("RequestLimitExceeded", &[]);
    assert_eq!(
        reply.message(),
        "Your current request times equals to `21` in a second, which exceeds the frequency limit \
         `20` for a second. Please reduce the frequency of calls."
    );
    // Each action has a separate count.
    call(&emulator, "ImportImage", &import_parameters()).success();

    emulator.clock().advance(Duration::from_millis(999));
    describe().fails("RequestLimitExceeded", &[]);
    emulator.clock().advance(Duration::from_millis(1));
    describe().success();
}

/// The window slides, so no burst passes between two seconds.
#[test]
fn no_window_of_a_second_exceeds_the_rate() {
    let emulator = frozen(|builder| builder);
    let describe = || call(&emulator, "DescribeImage", &json!({})).code() == "success";
    let mut accepted = Vec::new();
    for tick in 0..300_u32 {
        if describe() {
            accepted.push(tick * 10);
        }
        emulator.clock().advance(Duration::from_millis(10));
    }
    for &start in &accepted {
        let within = accepted.iter().filter(|&&at| (start..start + 1_000).contains(&at));
        assert!(within.count() <= 20);
    }
    assert_eq!(accepted.len(), 60);
}

/// Errors of the action count; requests that fail the common checks do not.
#[test]
fn only_authorized_calls_count_toward_the_rate() {
    let emulator = frozen(|builder| builder);
    for _ in 0..30 {
        let reply = crate::caller::draft("ImportImage", &json!({}))
            .with("x-tc-region", "ap-nanjing")
            .send(&emulator);
        reply.fails("UnsupportedRegion", &[]);
    }
    for _ in 0..20 {
        call(&emulator, "ImportImage", &json!({}))
            .fails("MissingParameter.MissingImageParameter", &[]);
    }
    call(&emulator, "ImportImage", &import_parameters()).fails("RequestLimitExceeded", &[]);
}

#[test]
fn rate_holds_for_concurrent_threads() {
    let emulator = frozen(|builder| builder);
    let accepted: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let calls = (0..20).map(|_| call(&emulator, "DescribeImage", &json!({})));
                    calls.filter(|reply| reply.code() == "success").count()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(accepted, 20);
}
