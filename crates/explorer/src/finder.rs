//! Quick search: from what one types, with its prefixes, to groups of hits.

mod matches;
mod owners;
mod query;

use tencentcloud_catalog::{Hit, HitKind, search_by_kind};

use self::matches::matches;
use self::owners::action_of;
use self::query::Query;
use crate::api::{SearchGroup, SearchHit, SearchKind, SearchResponse};

/// How many of the nearest names are shown.
const NEAREST: usize = 5;

/// The hits of a query, at most `limit` of each kind.
pub(crate) fn find(text: &str, limit: usize) -> SearchResponse {
    let query = Query::read(text);
    let groups = groups(&query, limit);
    let nearest = if groups.is_empty() { nearest(&query) } else { Vec::new() };
    SearchResponse { groups, nearest }
}

fn groups(query: &Query, limit: usize) -> Vec<SearchGroup> {
    let found = search_by_kind(&query.words, query.service, query.class, limit);
    let wanted = |kind| query.kind.is_none_or(|wanted| wanted == kind);
    found
        .into_iter()
        .filter(|group| wanted(group.kind))
        .filter_map(|group| {
            let kind = SearchKind::of(group.kind)?;
            let hits = group.hits.into_iter().map(|hit| shown(hit, kind, &query.words)).collect();
            Some(SearchGroup { kind, hits, total: group.total })
        })
        .collect()
}

/// What the longest beginning of the words finds, by halves: the catalog's search already
/// tried all names with one or two slips.
fn nearest(query: &Query) -> Vec<SearchHit> {
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
        let hits = groups(&Query { words, ..query.clone() }, NEAREST);
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
mod tests {
    use super::*;
    use crate::api::Class;

    fn group(query: &str, kind: SearchKind) -> SearchGroup {
        let response = find(query, 5);
        let mut groups = response.groups.into_iter();
        groups.find(|group| group.kind == kind).unwrap_or_else(|| panic!("{query}"))
    }

    #[test]
    fn words_find_actions_members_and_codes_with_an_action_to_open() {
        let actions = group("import image", SearchKind::Action);
        assert_eq!(actions.hits[0].name, "ImportImage");
        assert_eq!(actions.hits[0].matches, [(0, 11)]);
        let members = group("ImageName", SearchKind::Member).hits;
        for hit in members.into_iter().chain(group("image duplicate", SearchKind::ErrorCode).hits) {
            let action = hit.action.unwrap_or_else(|| panic!("{}", hit.name));
            let known = tencentcloud_catalog::action(hit.service, hit.version, &action);
            assert!(known.is_some(), "{action}");
        }
        let members = group("ecm .ImageName", SearchKind::Member);
        let named = |hit: &SearchHit| hit.name.ends_with("ImageName") && hit.action.is_some();
        assert!(members.hits.iter().all(named), "{members:?}");
    }

    #[test]
    fn prefixes_narrow_the_search() {
        let only = |query: &str, kind| {
            let response = find(query, 5);
            assert!(!response.groups.is_empty(), "{query}");
            assert!(response.groups.iter().all(|group| group.kind == kind), "{query}");
            response.groups.into_iter().flat_map(|group| group.hits).collect::<Vec<_>>()
        };
        let ecm = only("ecm ", SearchKind::Action);
        assert!(ecm.iter().all(|hit| hit.service == "ecm"));
        for query in [":deletes", ":deletes image", "ecm :del", "ecm :deletes image"] {
            let hits = only(query, SearchKind::Action);
            assert!(hits.iter().all(|hit| hit.class == Some(Class::Deletes)), "{query}");
            assert!(!query.starts_with("ecm") || hits.iter().all(|hit| hit.service == "ecm"));
        }
        assert_eq!(only("#ImageDuplicate", SearchKind::ErrorCode)[0].matches.len(), 1);
        only(".SourceRegion", SearchKind::Member);
    }

    #[test]
    fn nearest_names_are_shown_where_nothing_is_found() {
        let response = find("describeimagzzzqqqxxy", 5);
        assert!(response.groups.is_empty(), "{response:?}");
        let names: Vec<_> = response.nearest.iter().map(|hit| hit.name.as_str()).collect();
        assert!(names.contains(&"DescribeImage"), "{names:?}");
        for query in ["", " ", "?", "#", ".", ":", "zzqqxxyyww"] {
            assert!(find(query, 5).groups.is_empty(), "{query}");
        }
    }
}
