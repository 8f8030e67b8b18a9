//! A call at a time and with a nonce that the caller chose, so that it sends the bytes
//! that were shown before; each attempt is seen by a transport around the real one.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::StatusCode;
use tencentcloud_client::{SystemClock, blocking::Client};
use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{
    BlockingTransport, Clock, Endpoint, Limits, Method, Now, Request, ResponseBody,
    SignatureMethod, Timestamp, Transport, TransportError,
};
use tencentcloud_testing::Scripted;

use crate::{BODY, Log, describe, entries, keys};

const UNIX: Timestamp = Timestamp::saturating(1_700_000_000);
const RANDOM: u64 = 11_886 << 33;

/// Signs at a fixed time, while deadlines pass.
#[derive(Debug)]
struct Frozen;

impl Clock for Frozen {
    fn now(&self) -> Now {
        Now::new(UNIX, SystemClock.now().elapsed, RANDOM)
    }
}

/// Sees every request that goes out.
#[derive(Debug)]
struct Observed<T>(T, Log<http::Request<Bytes>>);

#[async_trait]
impl<T: Transport> Transport for Observed<T> {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        self.1.lock().unwrap().push(request.clone());
        self.0.send(request, limits).await
    }

    async fn sleep(&self, delay: Duration) {
        self.0.sleep(delay).await;
    }

    fn in_process(&self) -> bool {
        self.0.in_process()
    }
}

impl<T: BlockingTransport> BlockingTransport for Observed<T> {}

fn requests() -> [Request; 4] {
    let v1 = |algorithm| describe().signature(SignatureMethod::V1(algorithm));
    [
        describe(),
        describe().with_method(Method::Get),
        v1(Algorithm::HmacSha1),
        v1(Algorithm::HmacSha256).with_method(Method::Get),
    ]
}

#[test]
fn every_attempt_sends_what_was_shown_for_its_time() {
    let origin = Endpoint::nearest().origin("ecm").unwrap();
    let now = Now::new(UNIX, Duration::ZERO, RANDOM);
    for request in requests() {
        let (shown, _) = request.to_http_with_steps(&origin, now, Some(&keys())).unwrap();
        let log = Log::default();
        let script = Scripted::new().status(StatusCode::BAD_GATEWAY, "").json(BODY);
        let client = Client::builder(Observed(script, Log::clone(&log)))
            .credentials(keys())
            .clock(Frozen)
            .build();
        client.request(request).send().unwrap();
        let sent = entries(&log);
        assert_eq!(sent.len(), 2);
        for sent in sent {
            assert_eq!(
                (sent.method(), sent.uri(), sent.headers(), sent.body()),
                (shown.method(), shown.uri(), shown.headers(), shown.body())
            );
        }
    }
}
