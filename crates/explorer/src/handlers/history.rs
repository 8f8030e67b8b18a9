//! The history of calls, and favorites.

use axum::Json;
use axum::extract::State;
use tencentcloud_catalog::pretty_json;

use crate::api::{
    CompareRequest, CompareResponse, EntryRequest, Favorites, HistoryEntry, HistoryResponse,
    TargetKind,
};
use crate::body::Body;
use crate::explorer::Explorer;
use crate::failure::Failure;
use crate::history::{History, compare};
use crate::mask::Mask;

pub(crate) async fn list(State(explorer): State<Explorer>) -> Json<HistoryResponse> {
    Json(response(&explorer.inner().history))
}

pub(crate) async fn entry(
    State(explorer): State<Explorer>,
    Body(request): Body<EntryRequest>,
) -> Result<Json<HistoryEntry>, Failure> {
    let entry = find(&explorer, request.id)?;
    let response = indented(&explorer.inner().mask(TargetKind::Cloud), &entry.response);
    Ok(Json(HistoryEntry { response, ..entry }))
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

/// A response with a line for each member, where it is JSON.
fn indented(mask: &Mask, response: &str) -> String {
    // The layout decodes escapes, with which a server may spell a secret.
    pretty_json(response).map_or_else(|| response.to_owned(), |text| mask.hide(&text))
}

fn find(explorer: &Explorer, id: u64) -> Result<HistoryEntry, Failure> {
    let entry = explorer.inner().history.entry(id);
    entry.ok_or_else(|| Failure::not_found("the history has no such entry"))
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::Credential;

    use super::*;

    #[test]
    fn response_is_indented_and_its_escapes_hide_no_secret() {
        let key = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
        let mask = Mask::new(Some(&key));
        let text = indented(&mask, r#"{"A":1.50,"B":"\u0074est-secret-key-000001"}"#);
        assert!(text.starts_with("{\n  \"A\": 1.50,\n"), "{text}");
        assert!(!text.contains("test-secret-key"), "{text}");
        assert_eq!(indented(&mask, "<p>bad</p>"), "<p>bad</p>");
    }
}
