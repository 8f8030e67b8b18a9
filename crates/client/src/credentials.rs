//! Credential providers.

use std::fmt::Debug;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use async_trait::async_trait;
use tencentcloud_core::{BoxError, Credential};

mod env;
mod surroundings;

pub use self::env::{EnvCredentials, EnvCredentialsError};
pub use self::surroundings::Surroundings;

/// A provider of credentials.
///
/// It is called before every attempt, so that temporary credentials can be renewed
/// during a call, and again before the end of a wait of more than ten seconds for the
/// rate limit. An implementation should cache a credential while it is valid, and must
/// not hold a lock across an await.
///
/// ```
/// use std::time::Duration;
///
/// use tencentcloud_client::http::{self, Method};
/// use tencentcloud_client::{BoxError, Bytes, Credential, Limits, ProvideCredentials, Surroundings};
///
/// /// Keys from a vault on this machine: id and key, on two lines.
/// #[derive(Debug)]
/// struct Vault;
///
/// #[async_trait::async_trait]
/// impl ProvideCredentials for Vault {
///     async fn credential(&self, with: &Surroundings<'_>) -> Result<Credential, BoxError> {
///         let request = http::Request::get("http://127.0.0.1:8200/keys").body(Bytes::new())?;
///         let limits = Limits::new(Duration::from_secs(1), with.time_left());
///         let response = with.transport.send(request, limits).await?;
///         let body = response.into_body().collect(10_000).await?;
///         let (id, key) = std::str::from_utf8(&body)?.split_once('\n').ok_or("one line only")?;
///         Ok(Credential::new(id, key.trim_end())?)
///     }
/// }
/// # use tencentcloud_client::{Request, blocking::Client};
/// # use tencentcloud_testing::{Scripted, ScriptedResponse};
/// # let script = Scripted::new()
/// #     .json("test-secret-id-000001\ntest-secret-key-000001\n")
/// #     .json(r#"{"Response": {"RequestId": "r-1"}}"#);
/// # let client = Client::builder(script.clone()).clock(script.clock()).credentials(Vault).build();
/// # client.request(Request::new("ecm", "2019-07-19", "DescribeImage", "{}")).send()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[async_trait]
pub trait ProvideCredentials: Debug + Send + Sync {
    /// The credential to sign with now. An error ends the call as
    /// [`Error::Credential`](crate::Error::Credential), or as
    /// [`Error::Ambiguous`](crate::Error::Ambiguous) if an earlier attempt may have
    /// taken effect. Nothing more is sent.
    ///
    /// A future that is still pending at the deadline of the call is dropped, and the
    /// call ends as [`Error::Deadline`](crate::Error::Deadline). A future that blocks
    /// its thread cannot be interrupted; then nothing is sent after it.
    async fn credential(&self, with: &Surroundings<'_>) -> Result<Credential, BoxError>;
}

/// A fixed credential.
#[async_trait]
impl ProvideCredentials for Credential {
    async fn credential(&self, _: &Surroundings<'_>) -> Result<Credential, BoxError> {
        Ok(self.clone())
    }
}

/// How long a pending provider is waited for at a time: in a blocking client `sleep`
/// blocks the thread, and a provider may become ready meanwhile.
const SLICE: Duration = Duration::from_millis(50);

/// The output of a provider or a rate limiter; None if it is pending when no time is left.
pub(crate) async fn before_deadline<T>(
    future: impl Future<Output = T>,
    with: &Surroundings<'_>,
    mut left: Duration,
) -> Option<T> {
    let mut future = pin!(future);
    loop {
        let slice = left.min(SLICE);
        let mut sleep = None;
        let result = poll_fn(|cx| {
            if let Poll::Ready(result) = future.as_mut().poll(cx) {
                return Poll::Ready(Some(result));
            }
            if slice.is_zero() {
                return Poll::Ready(None);
            }
            let sleep = sleep.get_or_insert_with(|| with.transport.sleep(slice));
            sleep.as_mut().poll(cx).map(|()| None)
        })
        .await;
        if result.is_some() || slice.is_zero() {
            return result;
        }
        // Counted too, since the clock may be frozen.
        left = left.saturating_sub(slice).min(with.time_left());
    }
}

#[cfg(test)]
mod tests;
