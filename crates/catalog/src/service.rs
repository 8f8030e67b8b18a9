//! Services, and their versions as they are stored.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use crate::facts;
use crate::packed::{BLOCKS, VERSIONS};
use crate::{Action, Version};

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
        self.packed().iter().map(PackedVersion::date)
    }

    /// How many actions its versions have in all. Nothing is decoded.
    pub fn action_count(&self) -> usize {
        self.packed().iter().map(|version| version.actions).sum()
    }

    /// The version that the official command uses by default. It is not always the newest:
    /// some services have newer versions with a few additional actions.
    pub fn default_version(&self) -> &'static Version {
        let version = self.packed().get(self.default);
        version.map_or(&EMPTY, PackedVersion::decoded)
    }

    /// The version with this date, `YYYY-MM-DD`.
    pub fn version(&self, date: &str) -> Option<&'static Version> {
        Some(self.packed().iter().find(|version| version.date() == date)?.decoded())
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

static EMPTY: Version = Version::EMPTY;

/// A version as it is stored.
pub(crate) struct PackedVersion {
    date: &'static str,
    /// Its place in [`BLOCKS`].
    start: usize,
    end: usize,
    /// The length of its text.
    length: usize,
    /// How many actions and structures it has.
    pub(crate) actions: usize,
    pub(crate) structures: usize,
    decoded: OnceLock<Version>,
}

impl PackedVersion {
    pub(crate) const fn new(
        date: &'static str,
        block: Range<usize>,
        length: usize,
        actions: usize,
        structures: usize,
    ) -> Self {
        let Range { start, end } = block;
        Self { date, start, end, length, actions, structures, decoded: OnceLock::new() }
    }

    pub(crate) const fn date(&self) -> &'static str {
        self.date
    }

    /// It is decoded at the first use and kept for the rest of the process.
    ///
    /// The build script decodes every block with the same code and fails if it cannot. A
    /// block that was damaged afterwards is a version without actions.
    pub(crate) fn decoded(&'static self) -> &'static Version {
        let block = BLOCKS.get(self.start..self.end).unwrap_or_default();
        self.decoded.get_or_init(|| facts::unpack(block, self.length).unwrap_or(Version::EMPTY))
    }
}
