//! Rate limiters in the place of the client's own pacing.

use std::fmt::Debug;

use async_trait::async_trait;
use tencentcloud_core::Request;

use crate::credentials::Surroundings;

/// A rate limiter, which is asked for a permit before each attempt.
///
/// The service counts the requests of an account, however many processes send them; the
/// client's own pacing knows of one process. A rate limiter in its place can share the
/// rate between processes, or give some calls precedence.
///
/// ```
/// use std::sync::Mutex;
/// use std::time::Duration;
///
/// use tencentcloud_client::{Permission, RateLimiter, Request, Surroundings};
///
/// /// Five requests a second, whatever the action.
/// #[derive(Debug, Default)]
/// struct FiveASecond {
///     next: Mutex<Duration>,
/// }
///
/// #[async_trait::async_trait]
/// impl RateLimiter for FiveASecond {
///     async fn permit(&self, _: &Request, with: &Surroundings<'_>) -> Permission {
///         let now = with.clock.now().elapsed;
///         let due = {
///             let mut next = self.next.lock().unwrap();
///             let due = now.max(*next);
///             *next = due + Duration::from_millis(200);
///             due
///         };
///         with.transport.sleep(due - now).await;
///         Permission::Granted(0)
///     }
/// }
/// # use tencentcloud_client::blocking::Client;
/// # use tencentcloud_testing::Scripted;
/// # let script = Scripted::new()
/// #     .json(r#"{"Response": {"RequestId": "r-1"}}"#)
/// #     .json(r#"{"Response": {"RequestId": "r-2"}}"#);
/// # let credential = tencentcloud_client::Credential::new("test-secret-id-000001", "test-secret-key-000001")?;
/// # let start = tencentcloud_client::Clock::now(&script.clock()).elapsed;
/// # let (transport, clock) = (script.clone(), script.clock());
///
/// let client = Client::builder(transport)
///     .credentials(credential)
///     .rate_limiter(FiveASecond::default())
/// #   .clock(clock)
///     .build();
/// # for _ in 0..2 {
/// #     client.request(Request::new("ecm", "2019-07-19", "DescribeImage", "{}")).send()?;
/// # }
/// # assert!(tencentcloud_client::Clock::now(&script.clock()).elapsed - start >= Duration::from_millis(200));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[async_trait]
pub trait RateLimiter: Debug + Send + Sync {
    /// Returns when the next attempt of the request may be sent. It is asked for requests
    /// without a [documented rate](Request::documented_rate), too, after the credential has
    /// been obtained.
    ///
    /// A future that is still pending at the deadline of the call is dropped, and the call
    /// ends as [`Error::Deadline`](crate::Error::Deadline). It is also dropped when the call
    /// is canceled; a limiter that holds a place for the call then gives it up. A future that
    /// blocks its thread cannot be interrupted; after the deadline nothing is sent.
    ///
    /// Interceptors do not learn of this wait; `tracing` does.
    async fn permit(&self, request: &Request, with: &Surroundings<'_>) -> Permission;

    /// Reports that the service throttled an attempt. `permit` is the number of
    /// [`Permission::Granted`]; `None` if the client's own pacing permitted the attempt.
    ///
    /// The call goes on, with a retry or its error, when this returns.
    async fn throttled(&self, request: &Request, permit: Option<u64>, with: &Surroundings<'_>) {
        let _ = (request, permit, with);
    }

    /// The name of this limiter in logs; the default is its type's.
    fn name(&self) -> &str {
        std::any::type_name::<Self>()
    }
}

/// The decision of a [`RateLimiter`] about one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Permission {
    /// Send it now. The number is the limiter's own; it is handed back to
    /// [`RateLimiter::throttled`].
    Granted(u64),
    /// The client's own pacing decides, for example because the limiter is out of order.
    PaceLocally,
}
