//! Paths and their handlers.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::post;

use crate::assets;
use crate::body;
use crate::explorer::Explorer;
use crate::failure::Failure;
use crate::guard::{Guard, check_host, check_page};
use crate::handlers::{
    action, emulator, explain, history, mistakes, paste, preview, search, send, service, snippet,
    start,
};

/// The router of a server that listens on `local`.
pub(crate) fn router(explorer: Explorer, local: SocketAddr) -> Router {
    let guard = Guard { token: explorer.inner().token.clone(), local };
    let page = Router::new()
        .route("/emulator", post(emulator::state))
        .route("/emulator/clock", post(emulator::clock))
        .route("/emulator/images", post(emulator::add_image))
        .route("/emulator/journal", post(emulator::journal))
        .route("/emulator/reset", post(emulator::reset))
        .route("/explain", post(explain))
        .route("/favorites", post(history::favorites))
        .route("/history", post(history::list))
        .route("/history/clear", post(history::clear))
        .route("/history/compare", post(history::compared))
        .route("/history/entry", post(history::entry))
        .route("/mistakes", post(mistakes))
        .route("/preview", post(preview))
        .route("/snippet", post(snippet))
        .route("/start", post(start))
        .route("/search", post(search))
        .route("/paste", post(paste))
        .route("/send", post(send))
        .route("/service", post(service))
        .route("/action", post(action))
        .fallback(async || Failure::not_found("the explorer has no such request"))
        .layer(DefaultBodyLimit::max(body::LIMIT))
        .layer(from_fn_with_state(guard.clone(), check_page));
    Router::new()
        .nest("/_explorer", page)
        .fallback(assets::serve)
        .layer(from_fn_with_state(guard, check_host))
        .with_state(explorer)
}
