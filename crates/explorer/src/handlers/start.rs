//! What the page needs first. No version of the catalog is decoded for it.

use axum::Json;
use axum::extract::State;
use tencentcloud_catalog as catalog;
use tencentcloud_verify::Cause;

use super::examples::examples;
use crate::api::{Language, Start, StartRequest, Target, TargetKind};
use crate::body::Body;
use crate::explorer::{Explorer, Inner};
use crate::regions::REGIONS;

/// Calls that the first view chooses from; all are in the history.
const MOST_RECENT: usize = 100;

pub(crate) async fn start(
    State(explorer): State<Explorer>,
    Body(StartRequest { language }): Body<StartRequest>,
) -> Json<Start> {
    let inner = explorer.inner();
    Json(Start {
        version: env!("CARGO_PKG_VERSION"),
        catalog: catalog::DATE,
        services: catalog::services().count(),
        actions: catalog::services().map(catalog::Service::action_count).sum(),
        causes: Cause::all().count(),
        targets: targets(inner, language),
        examples: examples(language),
        favorites: inner.history.favorites(),
        recent: inner.history.newest(MOST_RECENT),
        has_texts: inner.texts.is_some(),
        regions: REGIONS,
    })
}

fn targets(inner: &Inner, language: Language) -> Vec<Target> {
    let target = |kind| Target {
        kind,
        url: (kind == TargetKind::Emulator).then(|| inner.emulator_url.clone()),
        key: inner.key(kind, language),
    };
    [TargetKind::Emulator, TargetKind::Custom, TargetKind::Cloud].map(target).into()
}
