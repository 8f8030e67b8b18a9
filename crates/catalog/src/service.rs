//! Services and their versions.

use crate::{Action, Structure};

/// A product with an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Service {
    /// Short name, the first label of its endpoint: `ecm`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// Its newest version; never absent, so it stands apart from [`Service::older`].
    pub(crate) latest: &'static Version,
    /// Versions before the latest, newest first.
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

    /// The version of this date, `YYYY-MM-DD`.
    pub fn version(&self, version: &str) -> Option<&'static Version> {
        self.versions().find(|known| known.version == version)
    }
}

/// One version of a service: what `X-TC-Version` chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Version {
    /// Short name of the service: `ecm`.
    pub service: &'static str,
    /// Its date, `YYYY-MM-DD`.
    pub version: &'static str,
    /// Its actions, by name.
    pub actions: &'static [Action],
    /// The data types that its actions use, by name.
    pub structures: &'static [Structure],
}

impl Version {
    /// The action that has this very name.
    pub fn action(&self, name: &str) -> Option<&'static Action> {
        self.actions.iter().find(|action| action.name == name)
    }

    /// The data type that has this very name.
    pub fn structure(&self, name: &str) -> Option<&'static Structure> {
        self.structures.iter().find(|structure| structure.name == name)
    }
}
