//! The best hits of each kind.

use std::collections::BTreeSet;

use super::catalog::{Place, number_of};
use super::index::Index;
use super::scan::Scan;
use super::{Hit, HitKind};
use crate::ActionClass;

/// Hits of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HitGroup {
    /// The kind.
    pub kind: HitKind,
    /// The best of them, the best first; of those, what is deprecated comes last.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
}

/// The items that match a query best, at most `limit` of each kind: [`search`](super::search)
/// for people who choose from a list while they type.
///
/// With a service, only its items are found; with a class, only actions of that class. Then
/// the query may be empty, and all their actions are found. Kinds without hits are absent; the
/// others are in the order of [`HitKind`].
///
/// ```
/// use tencentcloud_catalog::{ActionClass, HitKind, search_by_kind};
///
/// let groups = search_by_kind("image", Some("ecm"), Some(ActionClass::Deletes), 5);
/// assert_eq!(groups[0].kind, HitKind::Action);
/// assert_eq!(groups[0].hits[0].name, "DeleteImage");
/// ```
pub fn search_by_kind(
    query: &str,
    service: Option<&str>,
    class: Option<ActionClass>,
    limit: usize,
) -> Vec<HitGroup> {
    let index = Index::open();
    let scan = match service {
        None => Scan::new(index, query, &[]).or_narrow(query),
        Some(service) => match number_of(service) {
            Some(service) => Scan::new(index, query, &[service]),
            None => return Vec::new(),
        },
    };
    if scan.query.is_empty() && service.is_none() && class.is_none() {
        return Vec::new();
    }
    scan.groups(class, limit)
}

const KINDS: [HitKind; 5] =
    [HitKind::Service, HitKind::Action, HitKind::Member, HitKind::Structure, HitKind::ErrorCode];

impl Scan {
    fn groups(mut self, class: Option<ActionClass>, limit: usize) -> Vec<HitGroup> {
        if let Some(class) = class {
            self.found.retain(|item| {
                item.kind == HitKind::Action
                    && ActionClass::ALL.get(usize::from(item.class)) == Some(&class)
            });
        }
        let totals = KINDS.map(|kind| self.total(kind));
        let mut groups = Vec::new();
        let found = std::mem::take(&mut self.found);
        let mut kinds = KINDS.map(|kind| (kind, Vec::new()));
        for item in found {
            if let Some((_, items)) = kinds.iter_mut().find(|(kind, _)| *kind == item.kind) {
                items.push(item);
            }
        }
        for ((kind, items), total) in kinds.into_iter().zip(totals) {
            self.found = items;
            let mut hits = self.hits(limit);
            hits.sort_by_key(|hit| hit.deprecated);
            if !hits.is_empty() {
                groups.push(HitGroup { kind, hits, total });
            }
        }
        groups
    }

    /// How many items of a kind there are: what several versions of a service have counts
    /// once, as in [`hits`](Self::hits), and a member once for each action and structure.
    fn total(&self, kind: HitKind) -> usize {
        let items = self.found.iter().filter(|item| item.kind == kind);
        let keys = items.map(|item| {
            let service = self.services.versions.get(item.version).map(|version| version.service);
            let owner = item.owner.map(|owner| match owner {
                Place::Action(number) => (true, number),
                Place::Structure(number) => (false, number),
            });
            (service, owner, &item.name)
        });
        keys.collect::<BTreeSet<_>>().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(groups: &[HitGroup], kind: HitKind) -> Vec<&str> {
        let hits = groups.iter().filter(|group| group.kind == kind).flat_map(|group| &group.hits);
        hits.map(|hit| hit.name.as_str()).collect()
    }

    #[test]
    fn each_kind_has_its_best_hits_and_a_total() {
        let groups = search_by_kind("import image", None, None, 3);
        let first = names(&groups, HitKind::Action);
        assert_eq!((first.len(), first[0]), (3, "ImportImage"));
        for group in &groups {
            assert!(group.hits.len() <= 3 && group.hits.len() <= group.total);
            assert!(group.hits.iter().all(|hit| hit.kind == group.kind));
            let all = search_by_kind("import image", None, None, usize::MAX);
            let all = all.iter().find(|all| all.kind == group.kind).unwrap();
            assert_eq!((all.total, all.hits.len()), (group.total, group.total), "{:?}", group.kind);
        }
    }

    #[test]
    fn service_or_class_without_words_has_all_its_actions() {
        let ecm = crate::service("ecm").unwrap().default_version();
        let groups = search_by_kind("", Some("ecm"), None, usize::MAX);
        assert_eq!(groups.len(), 1);
        assert_eq!((groups[0].total, groups[0].hits.len()), (ecm.actions.len(), ecm.actions.len()));
        let deletes = search_by_kind(" ", None, Some(ActionClass::Deletes), 5);
        assert!(deletes[0].total > 500, "{}", deletes[0].total);
        assert!(deletes[0].hits.iter().all(|hit| hit.class == Some(ActionClass::Deletes)));
        assert!(search_by_kind("", None, None, 5).is_empty());
        assert!(search_by_kind("image", Some("nosuch"), None, 5).is_empty());
    }

    #[test]
    fn english_titles_are_those_of_the_catalog() {
        let groups = search_by_kind("ecm ImportImage", None, None, 1);
        let hit = &groups.iter().find(|group| group.kind == HitKind::Action).unwrap().hits[0];
        let action = crate::action("ecm", hit.version, "ImportImage").unwrap();
        assert_eq!(hit.title.as_deref(), Some(action.title));
        assert_eq!(hit.title_en.as_deref(), action.title_en);
    }
}
