//! Services and their versions.

use crate::{Action, Structure};

/// A service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Service {
    /// Short name, the first label of the endpoint: `ecm`.
    pub name: &'static str,
    /// A short description.
    pub summary: &'static str,
    /// The newest version, which always exists.
    pub(crate) latest: &'static Version,
    /// Older versions, newest first.
    pub(crate) older: &'static [Version],
}

impl Service {
    /// The newest version.
    pub fn latest(&self) -> &'static Version {
        self.latest
    }

    /// All versions, newest first.
    pub fn versions(&self) -> impl Iterator<Item = &'static Version> {
        std::iter::once(self.latest).chain(self.older)
    }

    /// The version with this date, `YYYY-MM-DD`.
    pub fn version(&self, version: &str) -> Option<&'static Version> {
        self.versions().find(|known| known.version == version)
    }
}

/// A version of a service, as selected by `X-TC-Version`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Version {
    /// Short name of the service: `ecm`.
    pub service: &'static str,
    /// The date, `YYYY-MM-DD`.
    pub version: &'static str,
    /// The actions, sorted by name.
    pub actions: &'static [Action],
    /// The structures that the actions use, sorted by name.
    pub structures: &'static [Structure],
}

impl Version {
    /// The action with this exact name.
    pub fn action(&self, name: &str) -> Option<&'static Action> {
        self.actions.iter().find(|action| action.name == name)
    }

    /// The structure with this exact name.
    pub fn structure(&self, name: &str) -> Option<&'static Structure> {
        self.structures.iter().find(|structure| structure.name == name)
    }
}
