//! Quick search: from what one types, with its prefixes, to groups of hits.

mod matches;
mod order;
mod owners;
mod query;

use tencentcloud_catalog::{Hit, HitKind, search_by_kind};

use self::matches::matches;
pub(crate) use self::order::Familiar;
use self::order::arrange;
use self::owners::action_of;
use self::query::Query;
use crate::api::{SearchGroup, SearchHit, SearchKind, SearchResponse};

/// How many of the nearest names are shown.
const NEAREST: usize = 5;

/// So many hits of each kind are put in order before the best of them are taken.
const ORDERED: usize = 200;

/// The hits of a query, at most `limit` of each kind.
pub(crate) fn find(text: &str, limit: usize, familiar: &Familiar) -> SearchResponse {
    let query = Query::read(text);
    let groups = groups(&query, limit, familiar);
    let nearest = if groups.is_empty() { nearest(&query, familiar) } else { Vec::new() };
    SearchResponse { groups, nearest }
}

fn groups(query: &Query, limit: usize, familiar: &Familiar) -> Vec<SearchGroup> {
    let most = if limit == 0 { 0 } else { limit.max(ORDERED) };
    let found = search_by_kind(&query.words, query.service, query.class, most);
    let wanted = |kind| query.kind.is_none_or(|wanted| wanted == kind);
    found
        .into_iter()
        .filter(|group| wanted(group.kind))
        .filter_map(|mut group| {
            let kind = SearchKind::of(group.kind)?;
            arrange(&mut group.hits, &query.words, familiar);
            let hits = group.hits.into_iter().take(limit);
            let hits = hits.map(|hit| shown(hit, kind, &query.words)).collect();
            Some(SearchGroup { kind, hits, total: group.total })
        })
        .collect()
}

/// What the longest beginning of the words finds, by halves: the catalog's search already
/// tried all names with one or two slips.
fn nearest(query: &Query, familiar: &Familiar) -> Vec<SearchHit> {
    const SHORTEST: usize = 3;
    /// Each try is a search, and all of them are one keystroke.
    const TRIES: usize = 3;
    let letters: Vec<char> = query.words.chars().collect();
    let (mut found, mut low, mut high) = (Vec::new(), SHORTEST, letters.len());
    for _ in 0..TRIES {
        if low >= high {
            break;
        }
        let middle = low.midpoint(high);
        let words = letters.iter().take(middle).collect();
        let hits = groups(&Query { words, ..query.clone() }, NEAREST, familiar);
        if hits.is_empty() {
            high = middle;
        } else {
            low = middle + 1;
            found = hits;
        }
    }
    found.into_iter().flat_map(|group| group.hits).take(NEAREST).collect()
}

fn shown(hit: Hit, kind: SearchKind, words: &str) -> SearchHit {
    let action = action_of(&hit);
    let is_member_of_structure = hit.kind == HitKind::Member && action != hit.action;
    let name = match &hit.action {
        Some(structure) if is_member_of_structure => format!("{structure}.{}", hit.name),
        _ => hit.name,
    };
    // Where there is no Chinese title, the catalog's title is the English one.
    let title = hit.title.filter(|title| Some(title) != hit.title_en.as_ref());
    SearchHit {
        kind,
        service: hit.service,
        version: hit.version,
        action,
        matches: matches(&name, words),
        name,
        title,
        title_en: hit.title_en,
        class: hit.class.map(Into::into),
        deprecated: hit.deprecated,
    }
}

#[cfg(test)]
mod tests;
