//! Three limiters, as three processes would have, share the rate of one action.
//!
//! `redis-server --port 6379`, and then
//! `cargo run -p tencentcloud-quota --example fleet -- redis://127.0.0.1:6379`

use std::thread;
use std::time::Duration;

use tencentcloud_client::blocking::Client;
use tencentcloud_client::{Clock, RetryPolicy, SystemClock};
use tencentcloud_ecm::DescribeImage;
use tencentcloud_emulator::Emulator;
use tencentcloud_quota::Quota;

const RUN: Duration = Duration::from_secs(5);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of a Redis or Valkey server is missing")?;
    // It refuses what is more than the documented rate.
    let emulator = Emulator::builder().build()?;
    let start = SystemClock.now().elapsed;
    let processes = (1..=3).map(|process| {
        let (emulator, url) = (emulator.clone(), url.clone());
        thread::spawn(move || {
            let quota = Quota::builder(&url).account("example").build()?;
            let client = Client::builder(emulator.clone())
                .credentials(emulator.credential())
                .rate_limiter(quota.clone())
                .retry_policy(RetryPolicy::never())
                .build();
            let (mut succeeded, mut refused) = (0, 0);
            while SystemClock.now().elapsed < start + RUN {
                match client.send(&DescribeImage::default()) {
                    Ok(_) => succeeded += 1,
                    Err(error) if error.is_throttled() => refused += 1,
                    Err(error) => return Err(error.into()),
                }
            }
            println!(
                "process {process}: {succeeded} calls, {refused} refused, {:?}",
                quota.stats()
            );
            Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
        })
    });
    let processes: Vec<_> = processes.collect();
    for process in processes {
        process.join().map_err(|_| "a process panicked")?.map_err(|error| error.to_string())?;
    }
    Ok(())
}
