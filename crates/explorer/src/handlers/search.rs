//! Search over the whole catalog.

use axum::Json;

use crate::api::{SearchRequest, SearchResponse};
use crate::body::Body;
use crate::finder;

pub(crate) async fn search(Body(request): Body<SearchRequest>) -> Json<SearchResponse> {
    Json(finder::find(&request.query, request.limit))
}
