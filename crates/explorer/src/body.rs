//! The body of a request of the page.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// The largest body, in bytes: an octet stream or a file in Base64, and some more.
pub(crate) const LIMIT: usize = 16 * 1024 * 1024;

/// A body that was read as JSON.
#[derive(Debug)]
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let bytes =
            Bytes::from_request(request, state).await.map_err(|rejection| unread(&rejection))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            Failure::new(StatusCode::BAD_REQUEST, format!("the body cannot be read: {error}"))
        })
    }
}

/// The refusal of a body beyond [`LIMIT`].
pub(crate) fn too_large() -> Failure {
    let error = format!("the body is larger than {} MiB", LIMIT / (1024 * 1024));
    Failure::new(StatusCode::PAYLOAD_TOO_LARGE, error)
}

fn unread(rejection: &BytesRejection) -> Failure {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        status => Failure::new(status, "the body cannot be read"),
    }
}
