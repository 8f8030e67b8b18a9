//! The client of a call. The connections are kept for all calls.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tencentcloud_client::{AnyResponse, Client, SystemClock};
use tencentcloud_core::{Clock, Credential, Error, Now};
use tencentcloud_hyper::HyperTransport;

use super::recorder::{FirstTime, Log, Recorder};
use crate::request::Outgoing;

/// The time of a whole call, with its retries; a stream of events may take long.
const TIMEOUT: Duration = Duration::from_secs(300);

/// Sends calls over one transport, which is made for the first.
#[derive(Debug, Default)]
pub(crate) struct Sender(Mutex<Option<HyperTransport>>);

/// A call that has ended, or whose stream of events has begun.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) result: Result<AnyResponse<String>, Error>,
    pub(crate) log: Log,
    /// When the call began, by the monotonic clock.
    pub(crate) began: Duration,
}

impl Sender {
    /// Sends a call. Its first request is signed at this time and with this random number.
    ///
    /// Each call has its client: what one call learns, such as the clock of a server, would
    /// change the bytes of the next.
    ///
    /// # Errors
    ///
    /// There is no transport, as where no certificates can be read.
    pub(crate) async fn send(
        &self,
        outgoing: &Outgoing,
        credential: Option<Credential>,
        first: Now,
    ) -> Result<Sent, String> {
        let transport = self.transport()?;
        let began = SystemClock.now().elapsed;
        let log = Log::default();
        let builder = Client::builder(Recorder { transport, log: log.clone() });
        let builder = match credential {
            Some(credential) => builder.credentials(credential),
            None => builder,
        };
        let client = builder
            .endpoint(outgoing.endpoint.clone())
            .clock(FirstTime { first, log: log.clone() })
            .interceptor(log.clone())
            .timeout(TIMEOUT)
            .build();
        let result = client.request(outgoing.request.clone()).send_or_stream().await;
        Ok(Sent { result, log, began })
    }

    fn transport(&self) -> Result<HyperTransport, String> {
        let mut transport = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(transport) = &*transport {
            return Ok(transport.clone());
        }
        let new = HyperTransport::new().map_err(|error| error.to_string())?;
        Ok(transport.insert(new).clone())
    }
}
