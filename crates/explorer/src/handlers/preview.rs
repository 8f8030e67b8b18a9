//! The request as it would be sent now.

use axum::Json;
use axum::extract::State;

use crate::api::{Preview, PreviewRequest};
use crate::body::Body;
use crate::explorer::Explorer;

pub(crate) async fn preview(
    State(explorer): State<Explorer>,
    Body(request): Body<PreviewRequest>,
) -> Json<Preview> {
    Json(explorer.inner().preview(&request))
}
