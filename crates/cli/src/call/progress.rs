//! `-v`: what happens, as it happens, on standard error.

use std::time::Duration;

use tencentcloud_client::{Attempted, Hook};
use tencentcloud_core::{Request, Secret};

/// Tells of every attempt and every wait, but not of the session token, should a
/// server repeat it.
#[derive(Debug)]
pub(super) struct Progress {
    pub(super) token: Option<Secret>,
}

impl Hook for Progress {
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        eprintln!("attempt {attempt}: {} {}", request.service(), request.action());
        request
    }

    fn after_receiving(&self, attempted: &Attempted<'_>) {
        let Attempted { attempt, took, .. } = attempted;
        let took = took.as_millis();
        match attempted.outcome {
            Ok(received) => {
                let mut id = received.request_id().unwrap_or_else(|| "none".into());
                if let Some(token) = &self.token {
                    id = id.replace(token.expose(), "[redacted]");
                }
                eprintln!(
                    "attempt {attempt}: HTTP {}, {} bytes, request id {id:?}, {took} ms",
                    received.status.as_u16(),
                    received.body.len()
                );
            }
            Err(error) => eprintln!("attempt {attempt}: {error} ({took} ms)"),
        }
    }

    fn before_waiting(&self, delay: Duration) {
        eprintln!("waiting {} ms", delay.as_millis());
    }
}
