//! Twenty calls a second.

use std::time::Duration;

use serde_json::json;

use crate::caller::{call, frozen, import_parameters};

#[test]
fn the_twenty_first_call_of_a_second_is_refused() {
    let emulator = frozen(|builder| builder);
    let describe = || call(&emulator, "DescribeImage", &json!({}));
    for _ in 0..20 {
        describe().success();
    }
    let answer = describe();
    answer.fails("RequestLimitExceeded", &[]);
    assert_eq!(
        answer.message(),
        "Your current request times equals to `21` in a second, which exceeds the frequency limit \
         `20` for a second. Please reduce the frequency of calls."
    );
    // Other actions have counts of their own.
    call(&emulator, "ImportImage", &import_parameters()).success();

    emulator.clock().advance(Duration::from_millis(999));
    describe().fails("RequestLimitExceeded", &[]);
    emulator.clock().advance(Duration::from_millis(1));
    describe().success();
}

/// A window that slides: no burst at the turn of a second gets through.
#[test]
fn no_second_has_more_than_twenty() {
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

/// Errors of the action count, too; what the gateway refuses does not.
#[test]
fn what_counts() {
    let emulator = frozen(|builder| builder);
    for _ in 0..30 {
        let answer = crate::caller::draft("ImportImage", &json!({}))
            .with("x-tc-region", "ap-nanjing")
            .send(&emulator);
        answer.fails("UnsupportedRegion", &[]);
    }
    for _ in 0..20 {
        call(&emulator, "ImportImage", &json!({}))
            .fails("MissingParameter.MissingImageParameter", &[]);
    }
    call(&emulator, "ImportImage", &import_parameters()).fails("RequestLimitExceeded", &[]);
}

/// However many threads call at once, no more than twenty get through.
#[test]
fn threads_share_the_limit() {
    let emulator = frozen(|builder| builder);
    let accepted: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let calls = (0..20).map(|_| call(&emulator, "DescribeImage", &json!({})));
                    calls.filter(|answer| answer.code() == "success").count()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(accepted, 20);
}
