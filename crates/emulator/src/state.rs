//! The mutable state of an emulator.

use crate::ids::Ids;
use crate::journal::Journal;
use crate::limiter::Limiter;
use crate::source_image::SourceImage;
use crate::store::Store;

/// The mutable state, under one lock, so that each action is atomic.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) store: Store,
    pub(crate) limiter: Limiter,
    pub(crate) journal: Journal,
    pub(crate) ids: Ids,
}

impl State {
    pub(crate) fn new(seed: &[SourceImage], ids: Ids, journal: Journal) -> Self {
        Self { store: Store::new(seed.to_vec()), limiter: Limiter::default(), journal, ids }
    }

    /// Drops imports, rate counts and the journal. Ids continue, so that none is
    /// given twice.
    pub(crate) fn reset(&mut self, seed: &[SourceImage]) {
        self.store = Store::new(seed.to_vec());
        self.limiter = Limiter::default();
        self.journal.clear();
    }
}
