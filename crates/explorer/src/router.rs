//! Paths and their handlers.

use axum::Router;
use axum::routing::post;

use crate::explorer::Explorer;
use crate::handlers::history;

pub(crate) fn router(explorer: Explorer) -> Router {
    Router::new()
        .route("/_explorer/favorites", post(history::favorites))
        .route("/_explorer/history", post(history::list))
        .route("/_explorer/history/clear", post(history::clear))
        .route("/_explorer/history/compare", post(history::compared))
        .route("/_explorer/history/entry", post(history::entry))
        .with_state(explorer)
}
