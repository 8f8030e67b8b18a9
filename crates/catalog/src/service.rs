//! Services and their versions.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use crate::facts;
use crate::packed::{BLOCKS, VERSIONS};
use crate::{Action, Structure};

/// A service.
pub struct Service {
    /// The word of the official command: `ecm`.
    pub(crate) name: &'static str,
    pub(crate) product: &'static str,
    pub(crate) title: &'static str,
    pub(crate) title_en: Option<&'static str>,
    /// Places in [`VERSIONS`], newest first.
    pub(crate) versions: Range<usize>,
    /// The place of the default version among them.
    pub(crate) default: usize,
}

impl Service {
    /// The word of the official command, by which the catalog names it: `ecm`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Short name of the product, the first label of the endpoint: `ecm`. It differs from
    /// [`name`](Self::name) only for `autoscaling`, which is `as`.
    pub const fn product(&self) -> &'static str {
        self.product
    }

    /// The official title, in Chinese: `边缘计算机器`.
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// The official English title, where there is one.
    pub const fn title_en(&self) -> Option<&'static str> {
        self.title_en
    }

    /// The dates of its versions, newest first. Nothing is decoded.
    pub fn dates(&self) -> impl Iterator<Item = &'static str> {
        self.packed().iter().map(|version| version.date)
    }

    /// The version that the official command uses by default. It is not always the newest:
    /// some services have newer versions with a few additional actions.
    pub fn default_version(&self) -> &'static Version {
        let version = self.packed().get(self.default);
        version.map_or(&EMPTY, PackedVersion::decoded)
    }

    /// The version with this date, `YYYY-MM-DD`.
    pub fn version(&self, date: &str) -> Option<&'static Version> {
        Some(self.packed().iter().find(|version| version.date == date)?.decoded())
    }

    /// All versions, the default one first, then newest first. Each is decoded when the
    /// iterator returns it.
    pub fn versions(&self) -> impl Iterator<Item = &'static Version> {
        let rest = self.packed().iter().enumerate().filter(|(place, _)| *place != self.default);
        std::iter::once(self.default_version()).chain(rest.map(|(_, version)| version.decoded()))
    }

    fn packed(&self) -> &'static [PackedVersion] {
        VERSIONS.get(self.versions.clone()).unwrap_or_default()
    }

    /// The action with this exact name: of the default version, else of the newest version
    /// that has it.
    pub fn action(&self, name: &str) -> Option<&'static Action> {
        self.versions().find_map(|version| version.action(name))
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dates: Vec<_> = self.dates().collect();
        write!(f, "Service({}, {})", self.name, dates.join(", "))
    }
}

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
    /// What replaces a version that cannot be decoded, which a test of all versions rules
    /// out.
    const EMPTY: Self =
        Self { service: "", version: "", actions: &[], structures: &[], error_codes: &[] };
}

static EMPTY: Version = Version::EMPTY;

/// A version as it is stored.
pub(crate) struct PackedVersion {
    date: &'static str,
    /// Its place in [`BLOCKS`].
    start: usize,
    end: usize,
    decoded: OnceLock<Version>,
}

impl PackedVersion {
    pub(crate) const fn new(date: &'static str, start: usize, end: usize) -> Self {
        Self { date, start, end, decoded: OnceLock::new() }
    }

    pub(crate) fn block(&self) -> &'static [u8] {
        BLOCKS.get(self.start..self.end).unwrap_or_default()
    }

    /// It is decoded at the first use and kept for the rest of the process.
    fn decoded(&'static self) -> &'static Version {
        self.decoded.get_or_init(|| facts::unpack(self.block()).unwrap_or(Version::EMPTY))
    }
}
