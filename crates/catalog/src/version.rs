//! Versions of services.

use crate::{Action, Structure};

/// A version of a service, as selected by `X-TC-Version`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Version {
    /// Word of the service in the official command: `ecm`.
    pub service: &'static str,
    /// The date, `YYYY-MM-DD`.
    pub version: &'static str,
    /// The actions, sorted by name.
    pub actions: &'static [Action],
    /// The structures that the actions use, sorted by name.
    pub structures: &'static [Structure],
    /// The error codes of the version, sorted, in addition to the common ones.
    pub error_codes: &'static [&'static str],
}

impl Version {
    /// The action with this exact name.
    pub fn action(&self, name: &str) -> Option<&'static Action> {
        let place = self.actions.binary_search_by(|action| action.name.cmp(name)).ok()?;
        self.actions.get(place)
    }

    /// The structure with this exact name.
    pub fn structure(&self, name: &str) -> Option<&'static Structure> {
        let place = self.structures.binary_search_by(|known| known.name.cmp(name)).ok()?;
        self.structures.get(place)
    }
}

impl Version {
    /// A version without anything.
    pub(crate) const EMPTY: Self =
        Self { service: "", version: "", actions: &[], structures: &[], error_codes: &[] };
}
