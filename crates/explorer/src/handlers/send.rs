//! Sending a call.

use axum::Json;
use axum::extract::State;

use crate::api::{SendRequest, SendResponse};
use crate::body::Body;
use crate::explorer::Explorer;

/// The future is dropped when the page closes the connection, which cancels the call.
pub(crate) async fn send(
    State(explorer): State<Explorer>,
    Body(request): Body<SendRequest>,
) -> Json<SendResponse> {
    Json(explorer.inner().send(&request).await)
}
