//! Search over the whole catalog.

use axum::Json;
use axum::extract::State;

use crate::api::{SearchRequest, SearchResponse};
use crate::body::Body;
use crate::explorer::Explorer;
use crate::finder::{self, Familiar};

pub(crate) async fn search(
    State(explorer): State<Explorer>,
    Body(request): Body<SearchRequest>,
) -> Json<SearchResponse> {
    let familiar = Familiar::new(request.open, &explorer.inner().history);
    Json(finder::find(&request.query, request.limit, &familiar))
}
