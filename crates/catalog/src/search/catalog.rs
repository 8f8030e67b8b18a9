//! Services and versions as a search sees them, and which of them own a number.

use super::query::{Found, Query, plain};
use crate::packed::{SERVICES, VERSIONS};

pub(super) struct Service {
    pub(super) name: &'static str,
    pub(super) product: &'static str,
    pub(super) title: &'static str,
    pub(super) title_en: &'static str,
    /// The features of the query in words and titles.
    pub(super) found: Found,
}

pub(super) struct Version {
    pub(super) service: usize,
    pub(super) date: &'static str,
    pub(super) default: bool,
    pub(super) actions: usize,
    pub(super) structures: usize,
}

#[derive(Default)]
pub(super) struct Services {
    pub(super) services: Vec<Service>,
    pub(super) versions: Vec<Version>,
}

/// The number of the service with this word, or the product's.
pub(super) fn number_of(name: &str) -> Option<usize> {
    SERVICES.iter().position(|service| service.name == name || service.product == name)
}

/// The owner of a member.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// The number of an action.
    Action(usize),
    /// The number of a structure.
    Structure(usize),
}

impl Services {
    pub(super) fn read(query: &Query) -> Self {
        let mut all = Self::default();
        for (number, service) in SERVICES.iter().enumerate() {
            let title_en = service.title_en.unwrap_or_default();
            let texts = [service.name, service.product, service.title, title_en];
            let mut found = Found::default();
            for text in texts {
                found.add(query.match_text(text));
            }
            let default = service.versions.start + service.default;
            for place in service.versions.clone() {
                let Some(version) = VERSIONS.get(place) else { continue };
                all.versions.push(Version {
                    service: number,
                    date: version.date(),
                    default: place == default,
                    actions: version.actions,
                    structures: version.structures,
                });
            }
            let &crate::Service { name, product, title, .. } = service;
            all.services.push(Service { name, product, title, title_en, found });
        }
        all
    }

    pub(super) fn service(&self, version: usize) -> Option<(&Version, &Service)> {
        let version = self.versions.get(version)?;
        Some((version, self.services.get(version.service)?))
    }

    /// The services that have this word or title.
    pub(super) fn named(&self, word: &str) -> Vec<usize> {
        let word = plain(word);
        let is = |service: &Service| {
            [service.name, service.product, service.title, service.title_en]
                .iter()
                .any(|name| !name.is_empty() && plain(name) == word)
        };
        (0..self.services.len()).filter(|index| self.services.get(*index).is_some_and(is)).collect()
    }
}

/// Finds the version and owner of ascending places.
pub(super) struct Places<'a> {
    versions: &'a [Version],
    version: usize,
    actions: usize,
    structures: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(versions: &'a [Version]) -> Self {
        Self { versions, version: 0, actions: 0, structures: 0 }
    }

    pub(super) fn find(&mut self, place: usize) -> Option<(usize, Place)> {
        loop {
            let version = self.versions.get(self.version)?;
            let index = place.checked_sub(self.actions + self.structures)?;
            if index < version.actions {
                return Some((self.version, Place::Action(self.actions + index)));
            }
            if let Some(index) =
                index.checked_sub(version.actions).filter(|i| *i < version.structures)
            {
                return Some((self.version, Place::Structure(self.structures + index)));
            }
            self.version += 1;
            self.actions += version.actions;
            self.structures += version.structures;
        }
    }
}
