//! All that changes while an emulator runs, under one lock.

use crate::ids::Ids;
use crate::journal::Journal;
use crate::limiter::Limiter;
use crate::source_image::SourceImage;
use crate::store::Store;

/// All that changes. One request at a time sees and changes it, so each is
/// carried out whole.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) store: Store,
    pub(crate) limiter: Limiter,
    pub(crate) journal: Journal,
    pub(crate) ids: Ids,
}

impl State {
    pub(crate) fn new(seed: &[SourceImage], ids: Ids) -> Self {
        Self {
            store: Store::new(seed.to_vec()),
            limiter: Limiter::default(),
            journal: Journal::default(),
            ids,
        }
    }

    /// Back to the seed: no imports, no counts, an empty journal. Ids go on, so
    /// that none is given twice.
    pub(crate) fn reset(&mut self, seed: &[SourceImage]) {
        self.store = Store::new(seed.to_vec());
        self.limiter = Limiter::default();
        self.journal = Journal::default();
    }
}
