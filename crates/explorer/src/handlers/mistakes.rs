//! The known mistakes of a step.

use axum::Json;

use crate::api::{Mistakes, MistakesRequest};
use crate::body::Body;
use crate::known_mistakes;

/// The step is of one scheme only, so the scheme says nothing more.
pub(crate) async fn mistakes(Body(request): Body<MistakesRequest>) -> Json<Mistakes> {
    Json(Mistakes { mistakes: known_mistakes::mistakes(request.language, request.step) })
}
