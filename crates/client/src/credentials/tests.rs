use std::sync::Mutex;

use tencentcloud_testing::Scripted;

use super::*;

/// Is pending this many times before it is ready.
#[derive(Debug)]
struct Pending(Mutex<usize>);

#[async_trait]
impl ProvideCredentials for Pending {
    async fn credential(&self, _: &Surroundings<'_>) -> Result<Credential, BoxError> {
        poll_fn(|_| match &mut *self.0.lock().unwrap() {
            0 => Poll::Ready(()),
            times => {
                *times -= 1;
                Poll::Pending
            }
        })
        .await;
        Ok(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
    }
}

/// Whether the provider was in time, and how long it was waited for.
fn wait(times: usize, left: Duration) -> (bool, Duration) {
    let transport = Scripted::new();
    let clock = transport.clock();
    let with = Surroundings::new(&transport, &clock, left);
    assert_eq!(with.time_left(), left);
    let provider = Pending(Mutex::new(times));
    let result = pollster::block_on(before_deadline(provider.credential(&with), &with, left));
    (result.is_some(), clock.sleeps().iter().sum())
}

#[test]
fn pending_provider_is_waited_for_until_the_deadline_and_no_longer() {
    let ms = Duration::from_millis;
    assert_eq!(wait(0, ms(0)), (true, ms(0)), "ready at once");
    assert_eq!(wait(1, ms(0)), (false, ms(0)));
    assert_eq!(wait(2, ms(60_000)), (true, ms(100)), "not for all of the time");
    assert_eq!(wait(3, ms(120)), (true, ms(120)), "ready at the deadline");
    assert_eq!(wait(usize::MAX, ms(120)), (false, ms(120)));
    assert_eq!(wait(usize::MAX, ms(60_000)), (false, ms(60_000)));
}

#[test]
fn hanging_provider_ends_although_the_clock_is_frozen() {
    let transport = Scripted::new();
    let clock = tencentcloud_testing::PausedClock::default();
    let left = Duration::from_secs(1);
    let with = Surroundings::new(&transport, &clock, left);
    let provider = Pending(Mutex::new(usize::MAX));
    assert!(pollster::block_on(before_deadline(provider.credential(&with), &with, left)).is_none());
}
