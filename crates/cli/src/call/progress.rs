//! `-v`: what happens, as it happens, on standard error.

use std::time::Duration;

use tencentcloud_client::{AttemptInfo, Interceptor};
use tencentcloud_core::Request;

/// Tells of every attempt and every wait.
#[derive(Debug)]
pub(super) struct Progress;

impl Interceptor for Progress {
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        eprintln!("attempt {attempt}: {} {}", request.service(), request.action());
        request
    }

    fn after_receiving(&self, attempted: &AttemptInfo<'_>) {
        let AttemptInfo { attempt, host, took, request_id, .. } = attempted;
        let took = took.as_millis();
        match attempted.outcome {
            Ok(_) => eprintln!(
                "attempt {attempt}: {host} answered in {took} ms, request id {request_id:?}"
            ),
            Err(error) => eprintln!("attempt {attempt}: {host}, after {took} ms: {error}"),
        }
    }

    fn before_waiting(&self, delay: Duration) {
        eprintln!("waiting {} ms before the next attempt", delay.as_millis());
    }
}
