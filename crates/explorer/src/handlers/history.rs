//! The history of calls, and favorites.

use axum::Json;
use axum::extract::State;

use crate::api::{
    CompareRequest, CompareResponse, EntryRequest, Favorites, HistoryEntry, HistoryResponse,
    TargetKind,
};
use crate::body::Body;
use crate::explorer::Explorer;
use crate::failure::Failure;
use crate::history::{History, compare};

pub(crate) async fn list(State(explorer): State<Explorer>) -> Json<HistoryResponse> {
    Json(response(&explorer.inner().history))
}

pub(crate) async fn entry(
    State(explorer): State<Explorer>,
    Body(request): Body<EntryRequest>,
) -> Result<Json<HistoryEntry>, Failure> {
    find(&explorer, request.id).map(Json)
}

pub(crate) async fn compared(
    State(explorer): State<Explorer>,
    Body(request): Body<CompareRequest>,
) -> Result<Json<CompareResponse>, Failure> {
    let older = find(&explorer, request.older)?;
    let newer = find(&explorer, request.newer)?;
    let mask = explorer.inner().mask(TargetKind::Cloud);
    Ok(Json(compare(request.language, &mask, &older, &newer)))
}

pub(crate) async fn clear(State(explorer): State<Explorer>) -> Json<HistoryResponse> {
    let history = &explorer.inner().history;
    history.clear();
    Json(response(history))
}

pub(crate) async fn favorites(
    State(explorer): State<Explorer>,
    Body(request): Body<Favorites>,
) -> Json<Favorites> {
    let history = &explorer.inner().history;
    history.set_favorites(request.favorites);
    Json(Favorites { favorites: history.favorites() })
}

fn response(history: &History) -> HistoryResponse {
    HistoryResponse { rows: history.rows(), path: history.path() }
}

fn find(explorer: &Explorer, id: u64) -> Result<HistoryEntry, Failure> {
    let entry = explorer.inner().history.entry(id);
    entry.ok_or_else(|| Failure::not_found("the history has no such entry"))
}
