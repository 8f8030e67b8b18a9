//! Explaining a failing request, and reading a pasted one.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::{ExplainRequest, ExplainResponse, PasteRequest, PasteResponse};
use crate::body::Body;
use crate::explorer::Explorer;
use crate::failure::Failure;
use crate::pasting;

pub(crate) async fn explain(
    State(explorer): State<Explorer>,
    Body(request): Body<ExplainRequest>,
) -> Json<ExplainResponse> {
    Json(explorer.inner().explain(&request))
}

pub(crate) async fn paste(
    Body(request): Body<PasteRequest>,
) -> Result<Json<PasteResponse>, Failure> {
    let pasted = pasting::paste(request.language, &request.text);
    pasted.map(Json).map_err(|error| Failure::new(StatusCode::UNPROCESSABLE_ENTITY, error))
}
