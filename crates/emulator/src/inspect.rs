//! An emulator from within its process: what its administration shows, as values.

use std::future::poll_fn;
use std::task::Poll;

use tencentcloud_verify::KeyRing;

use crate::emulator::Emulator;
use crate::source_image::SourceImage;

/// An ECM image of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImageInfo {
    /// The id in ECM.
    pub image_id: String,
    /// The account that has it.
    pub account: String,
    /// `NORMAL`, or `IMPORTING`.
    pub state: &'static str,
    /// Seconds until an import ends, rounded up.
    pub seconds_left: Option<u64>,
    /// The id of the CVM image that was imported.
    pub source_image_id: String,
    /// The region of that image.
    pub source_region: String,
}

/// A request in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JournalEntry {
    /// The entry as the [administration](crate::admin) shows it, one JSON object.
    pub json: String,
    /// The request as HTTP/1.1, with keys and tokens redacted; empty if it was longer than
    /// 16 KiB or its body is not UTF-8. It has its signature if the emulator knows the secret
    /// id, so that it can be explained again. The administration does not show it.
    pub raw: String,
}

/// Why a source image was not added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddImageError {
    /// No request could import it. Contains why.
    #[error("{0}")]
    Invalid(String),
    /// The account has an image with this id in this region.
    #[error("this account has an image with this id in this region")]
    Exists,
}

impl Emulator {
    /// The keys that it accepts, to explain requests with them.
    pub fn keys(&self) -> &KeyRing {
        &self.inner().keys
    }

    /// The ECM images of all accounts, oldest first.
    ///
    /// ```
    /// use tencentcloud_emulator::Emulator;
    ///
    /// let emulator = Emulator::builder().build()?;
    /// assert!(emulator.images().is_empty());
    /// assert_eq!(emulator.source_images()[0].image_id(), "img-pmqg1cw9");
    /// # Ok::<(), tencentcloud_emulator::BuildError>(())
    /// ```
    pub fn images(&self) -> Vec<ImageInfo> {
        let now = self.now();
        let state = self.state();
        let images = state.store.accounts().flat_map(|(account, images)| {
            images.iter().map(move |image| ImageInfo {
                image_id: image.id.clone(),
                account: account.to_owned(),
                state: image.state(now),
                seconds_left: image.seconds_left(now),
                source_image_id: image.source.image_id.clone(),
                source_region: image.source.region.clone(),
            })
        });
        images.collect()
    }

    /// The CVM images that can be imported.
    pub fn source_images(&self) -> Vec<SourceImage> {
        self.state().store.sources().to_vec()
    }

    /// The private images that an account may have.
    pub fn image_quota(&self) -> usize {
        self.inner().image_settings.image_quota
    }

    /// Adds a CVM image until the next [reset](Emulator::reset). One without an account is
    /// that of the first key.
    pub fn add_source_image(&self, mut image: SourceImage) -> Result<(), AddImageError> {
        image.account.get_or_insert_with(|| self.inner().owner.clone());
        image.check().map_err(AddImageError::Invalid)?;
        if self.state().store.add_source(image) { Ok(()) } else { Err(AddImageError::Exists) }
    }

    /// Drops imported and added images, rate counts and the journal. The clock does not
    /// change.
    pub fn reset(&self) {
        self.state().reset(&self.inner().seed);
    }

    /// The entries of the journal after the first `number`, oldest first, and the number of
    /// all. After a reset, with a number that is too large, all entries.
    pub fn journal_after(&self, number: u64) -> (Vec<JournalEntry>, u64) {
        let state = self.state();
        let entries = state.journal.after(number).into_iter();
        let entries = entries.map(|(json, raw)| JournalEntry { json, raw }).collect();
        (entries, state.journal.total())
    }

    /// Waits until the journal has another number of entries than this, because of a request
    /// or a reset. It needs no runtime.
    pub async fn journal_changed(&self, number: u64) {
        poll_fn(|cx| {
            let mut state = self.state();
            if state.journal.total() != number {
                return Poll::Ready(());
            }
            state.journal.wake_at_next(cx.waker());
            Poll::Pending
        })
        .await;
    }
}
