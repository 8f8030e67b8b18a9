//! The panel of the built-in emulator.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tencentcloud_emulator::{AddImageError, SourceImage};

use crate::api::{AddImageRequest, ClockRequest, EmulatorState, JournalRequest, JournalResponse};
use crate::body::Body;
use crate::explorer::Explorer;
use crate::failure::Failure;

/// The longest wait for an entry of the journal.
const LONGEST: Duration = Duration::from_secs(25);

pub(crate) async fn state(State(explorer): State<Explorer>) -> Json<EmulatorState> {
    Json(explorer.inner().emulator_state())
}

pub(crate) async fn clock(
    State(explorer): State<Explorer>,
    Body(request): Body<ClockRequest>,
) -> Result<Json<EmulatorState>, Failure> {
    let changed = explorer.inner().change_clock(&request);
    changed.map_err(|error| Failure::new(StatusCode::BAD_REQUEST, error))?;
    Ok(state(State(explorer)).await)
}

pub(crate) async fn add_image(
    State(explorer): State<Explorer>,
    Body(request): Body<AddImageRequest>,
) -> Result<Json<EmulatorState>, Failure> {
    let AddImageRequest { id, region, name } = request;
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| id.clone());
    let added = explorer.inner().emulator.add_source_image(SourceImage::new(id, region, name));
    added.map_err(|error| {
        let status = match error {
            AddImageError::Exists => StatusCode::CONFLICT,
            _ => StatusCode::BAD_REQUEST,
        };
        Failure::new(status, error.to_string())
    })?;
    Ok(state(State(explorer)).await)
}

/// Forgets images and journal, and sets the clock to the time of this machine.
pub(crate) async fn reset(State(explorer): State<Explorer>) -> Json<EmulatorState> {
    let inner = explorer.inner();
    inner.emulator.reset();
    inner.set_real_time();
    state(State(explorer)).await
}

/// Waits until there is an entry after those that the page has.
pub(crate) async fn journal(
    State(explorer): State<Explorer>,
    Body(request): Body<JournalRequest>,
) -> Json<JournalResponse> {
    let inner = explorer.inner();
    let changed = inner.emulator.journal_changed(request.after);
    let _ = tokio::time::timeout(LONGEST, changed).await;
    Json(inner.journal(request.language, request.after))
}
