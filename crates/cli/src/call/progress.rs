//! The option `-v`: attempts and waits on stderr.

use std::time::Duration;

use tencentcloud_client::{AttemptInfo, Interceptor, WaitReason};
use tencentcloud_core::Request;

/// Logs every attempt and every wait.
#[derive(Debug)]
pub(super) struct Progress;

impl Interceptor for Progress {
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        eprintln!("attempt {attempt}: {} {}", request.service(), request.action());
        request
    }

    fn after_receiving(&self, info: &AttemptInfo<'_>) {
        let AttemptInfo { attempt, host, took, request_id, .. } = info;
        let took = took.as_millis();
        match info.outcome {
            Ok(_) => eprintln!(
                "attempt {attempt}: response from {host} in {took} ms, request id {request_id:?}"
            ),
            Err(error) => eprintln!("attempt {attempt}: {host} failed after {took} ms: {error}"),
        }
    }

    fn before_waiting(&self, delay: Duration, reason: WaitReason) {
        let reason = match reason {
            WaitReason::RateLimit => "for the rate limit",
            _ => "before the next attempt",
        };
        eprintln!("waiting {} ms {reason}", delay.as_millis());
    }
}
