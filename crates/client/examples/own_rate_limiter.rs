//! A rate limiter of one's own: background work leaves half of each documented rate to others.
//!
//! `cargo run -p tencentcloud-client --example own_rate_limiter`

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tencentcloud_client::blocking::Client;
use tencentcloud_client::{Permission, RateLimiter, Request, Surroundings};
use tencentcloud_ecm::DescribeImage;
use tencentcloud_emulator::Emulator;

/// For each action, when its next request may be sent.
#[derive(Debug, Default)]
struct HalfTheRate {
    next: Mutex<HashMap<String, Duration>>,
}

#[async_trait::async_trait]
impl RateLimiter for HalfTheRate {
    async fn permit(&self, request: &Request, with: &Surroundings<'_>) -> Permission {
        let Some(rate) = request.documented_rate() else { return Permission::PaceLocally };
        let now = with.clock.now().elapsed;
        let due = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let action = format!("{} {}", request.service(), request.action());
            let next = next.entry(action).or_default();
            let due = now.max(*next);
            *next = due + Duration::from_secs(2) / rate.max(1);
            due
        };
        with.transport.sleep(due.saturating_sub(now)).await;
        Permission::Granted(0)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder().build()?;
    let client = Client::builder(emulator.clone())
        .credentials(emulator.credential())
        .rate_limiter(HalfTheRate::default())
        .build();
    for call in 1..=5 {
        client.send(&DescribeImage::default())?;
        println!("call {call} of an action with 20 requests per second, of which this uses 10");
    }
    Ok(())
}
