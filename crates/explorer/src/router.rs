//! Paths and their handlers.

use axum::Router;

use crate::explorer::Explorer;

pub(crate) fn router(explorer: Explorer) -> Router {
    Router::new().with_state(explorer)
}
