//! From what was found to hits, with the names of their owners.

use std::collections::{BTreeMap, BTreeSet};

use super::catalog::Place;
use super::scan::{Item, Scan};
use super::{Hit, HitKind};
use crate::ActionClass;

/// No service has more.
const MOST_VERSIONS: usize = 3;

impl Scan {
    /// The best items. What several versions of a service have is one hit, of the version
    /// that ranks first.
    pub(super) fn hits(&mut self, limit: usize) -> Vec<Hit> {
        self.found.truncate(limit.saturating_mul(MOST_VERSIONS));
        let owners = self.owners();
        let mut seen = BTreeSet::new();
        let hits = self.found.iter().filter_map(|item| self.hit(item, &owners));
        hits.filter(|hit| {
            seen.insert((hit.kind, hit.service, hit.action.clone(), hit.name.clone()))
        })
        .take(limit)
        .collect()
    }

    /// Names of the actions and structures that own members among the hits.
    fn owners(&self) -> BTreeMap<(bool, usize), String> {
        let mut owners: BTreeMap<(bool, usize), String> = self
            .found
            .iter()
            .filter_map(|item| match item.owner? {
                Place::Action(number) => Some(((true, number), String::new())),
                Place::Structure(number) => Some(((false, number), String::new())),
            })
            .collect();
        for is_action in [true, false] {
            let numbers = owners.keys().filter(|(action, _)| *action == is_action);
            let Some(last) = numbers.map(|(_, number)| *number).max() else { continue };
            let mut reader = if is_action { self.index.actions } else { self.index.structures };
            let mut words = Vec::new();
            for number in 0..=last {
                let skipped = &mut Vec::new();
                let read = (!is_action || reader.byte().is_some())
                    && reader.sequence(&mut words).is_some()
                    && (!is_action
                        || reader.sequence(skipped).is_some()
                            && reader.sequence(skipped).is_some());
                if !read {
                    break;
                }
                if let Some(name) = owners.get_mut(&(is_action, number)) {
                    *name = self.dictionary.text(&words);
                }
            }
        }
        owners
    }

    fn hit(&self, item: &Item, owners: &BTreeMap<(bool, usize), String>) -> Option<Hit> {
        let (version, service) = self.services.service(item.version)?;
        let owner = item.owner.and_then(|owner| match owner {
            Place::Action(number) => owners.get(&(true, number)),
            Place::Structure(number) => owners.get(&(false, number)),
        });
        let title = self.dictionary.text(&item.title);
        let (name, title, title_en) = if item.kind == HitKind::Service {
            let title = if service.title.is_empty() { service.title_en } else { service.title };
            (service.name.to_owned(), title.to_owned(), service.title_en.to_owned())
        } else {
            let title_en = self.dictionary.text(&item.title_en);
            (self.dictionary.text(&item.name), title, title_en)
        };
        let class = ActionClass::ALL.get(usize::from(item.class)).copied();
        Some(Hit {
            kind: item.kind,
            service: service.name,
            version: version.date,
            action: owner.cloned(),
            name,
            title: Some(title).filter(|title| !title.is_empty()),
            title_en: Some(title_en).filter(|title| !title.is_empty()),
            class: class.filter(|_| item.kind == HitKind::Action),
            deprecated: item.deprecated,
            places: item.places,
        })
    }
}
