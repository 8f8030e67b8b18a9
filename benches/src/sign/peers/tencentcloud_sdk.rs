//! `tencentcloud-sdk`: its signer is private, so its client makes whole calls over a
//! transport with a fixed response. This includes serializing the body and decoding a
//! short response.

use std::error::Error;
use std::hint::black_box;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::de::IgnoredAny;
use tencentcloud_core::sign::CanonicalRequest;
use tencentcloud_sdk::runtime::Clock;
use tencentcloud_sdk::transport::{Transport, TransportRequest, TransportResponse};
use tencentcloud_sdk::{BoxFuture, Client, Credentials, Operation, SdkError};

use crate::rounds::Subject;
use crate::sign::Signer;
use crate::sign::message::{ACTION, AT, Message, SECRET_ID, SECRET_KEY, SERVICE, VERSION};

pub(super) fn signer(message: &Message) -> Result<Signer<'_>, Box<dyn Error>> {
    let client = client(FixedResponse::default())?;
    let operation = Operation::new(SERVICE, VERSION, ACTION)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let repeat = move |times| {
        runtime.block_on(async {
            for _ in 0..times {
                let input = black_box(&message.input);
                let response = client.execute::<_, IgnoredAny>(&operation, input).await;
                let _ = black_box(response);
            }
        });
    };
    Ok(Signer {
        subject: Subject { name: "tencentcloud-sdk 0.2.1, call", repeat: Box::new(repeat) },
        blocks: message.blocks_of(canonical(message).to_string().len()) + 3,
    })
}

/// It also signs the action.
fn canonical(message: &Message) -> CanonicalRequest<'_> {
    CanonicalRequest {
        content_type: "application/json; charset=utf-8",
        signed_headers: &[("x-tc-action", ACTION)],
        ..message.canonical()
    }
}

fn client(transport: impl Transport + 'static) -> Result<Client, SdkError> {
    Client::builder()
        .credentials(Credentials::new(SECRET_ID, SECRET_KEY)?)
        .clock(FixedClock)
        .transport(transport)
        .build()
}

struct FixedClock;

impl Clock for FixedClock {
    fn unix_timestamp(&self) -> Result<i64, SdkError> {
        Ok(AT.seconds().cast_signed())
    }
}

struct FixedResponse {
    headers: HeaderMap,
    body: Bytes,
}

impl Default for FixedResponse {
    fn default() -> Self {
        let json = HeaderValue::from_static("application/json");
        Self {
            headers: HeaderMap::from_iter([(http::header::CONTENT_TYPE, json)]),
            body: Bytes::from_static(br#"{"Response":{"RequestId":"a"}}"#),
        }
    }
}

impl Transport for FixedResponse {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, SdkError>> {
        black_box(request);
        let (headers, body) = (self.headers.clone(), self.body.clone());
        Box::pin(async { Ok(TransportResponse::from_bytes(StatusCode::OK, headers, body)) })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tencentcloud_core::Secret;
    use tencentcloud_core::sign::{SigningKey, sign};

    use super::*;

    /// Records the last value of `Authorization`.
    #[derive(Clone, Default)]
    struct RecordingTransport(Arc<Mutex<String>>);

    impl Transport for RecordingTransport {
        fn send(
            &self,
            request: TransportRequest,
        ) -> BoxFuture<'_, Result<TransportResponse, SdkError>> {
            let value = request.headers["authorization"].to_str().unwrap();
            *self.0.lock().unwrap() = value.into();
            let FixedResponse { headers, body } = FixedResponse::default();
            Box::pin(async { Ok(TransportResponse::from_bytes(StatusCode::OK, headers, body)) })
        }
    }

    #[test]
    fn call_succeeds_and_signs_the_counted_message() {
        let message = Message::of(100);
        let recorded = RecordingTransport::default();
        let client = client(recorded.clone()).unwrap();
        let operation = Operation::new(SERVICE, VERSION, ACTION).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(client.execute::<_, IgnoredAny>(&operation, &message.input)).unwrap();

        let key = SigningKey::derive(&Secret::new(SECRET_KEY), AT.date(), SERVICE);
        let canonical = canonical(&message);
        let ours = sign(&canonical, SECRET_ID, &key, AT).unwrap().to_string();
        assert_eq!(*recorded.0.lock().unwrap(), ours);
    }
}
