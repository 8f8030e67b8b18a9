//! Accounts and their images.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::moment::Moment;
use crate::source_image::SourceImage;

/// The CVM images that can be imported, and the ECM images of each account.
#[derive(Debug, Clone, Default)]
pub(crate) struct Store {
    sources: Vec<SourceImage>,
    accounts: BTreeMap<String, Vec<Image>>,
}

/// An imported ECM image.
#[derive(Debug, Clone)]
pub(crate) struct Image {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) source: SourceImage,
    pub(crate) task: Task,
}

/// The import that made an image.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) began: Moment,
    pub(crate) duration: Duration,
}

/// The progress of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    Pending,
    Processing,
    Success,
}

impl Store {
    pub(crate) fn new(sources: Vec<SourceImage>) -> Self {
        Self { sources, accounts: BTreeMap::new() }
    }

    /// All CVM images.
    pub(crate) fn sources(&self) -> &[SourceImage] {
        &self.sources
    }

    /// Adds a CVM image. Returns false if its account has this id in this region.
    pub(crate) fn add_source(&mut self, image: SourceImage) -> bool {
        let is_known = self
            .sources_of(image.account.as_deref().unwrap_or_default(), &image.image_id)
            .any(|other| other.region == image.region);
        if !is_known {
            self.sources.push(image);
        }
        !is_known
    }

    /// The CVM images of an account with this id. An id is unique within a region.
    pub(crate) fn sources_of<'a>(
        &'a self,
        account: &'a str,
        id: &'a str,
    ) -> impl Iterator<Item = &'a SourceImage> {
        self.sources.iter().filter(move |source| {
            source.image_id == id && source.account.as_deref() == Some(account)
        })
    }

    /// The ECM images of an account, oldest first.
    pub(crate) fn images(&self, account: &str) -> &[Image] {
        self.accounts.get(account).map_or(&[], Vec::as_slice)
    }

    /// The ECM images of an account, mutable.
    pub(crate) fn images_mut(&mut self, account: &str) -> &mut Vec<Image> {
        self.accounts.entry(account.to_owned()).or_default()
    }

    /// The ECM image of an account with this id.
    pub(crate) fn image(&self, account: &str, id: &str) -> Option<&Image> {
        self.images(account).iter().find(|image| image.id == id)
    }

    /// All accounts with their images.
    pub(crate) fn accounts(&self) -> impl Iterator<Item = (&str, &[Image])> {
        self.accounts.iter().map(|(account, images)| (&**account, images.as_slice()))
    }

    /// Whether any image of any account has this id.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.sources.iter().any(|source| source.image_id == id)
            || self.accounts.values().flatten().any(|image| image.id == id)
    }
}

impl Image {
    pub(crate) fn is_ready(&self, now: Moment) -> bool {
        self.task.progress(now) == Progress::Success
    }

    /// The value of `ImageState`. The states are those of CVM, since ECM publishes
    /// none.
    pub(crate) fn state(&self, now: Moment) -> &'static str {
        if self.is_ready(now) { SourceImage::NORMAL } else { "IMPORTING" }
    }
}

impl Image {
    /// Seconds until the import ends, rounded up.
    pub(crate) fn seconds_left(&self, now: Moment) -> Option<u64> {
        let left = self.task.duration.saturating_sub(now.since(self.task.began));
        (!self.is_ready(now))
            .then(|| left.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX))
    }
}

impl Task {
    /// A task is pending for the first tenth of its duration.
    pub(crate) fn progress(&self, now: Moment) -> Progress {
        let passed = now.since(self.began);
        if passed >= self.duration {
            Progress::Success
        } else if passed < self.duration / 10 {
            Progress::Pending
        } else {
            Progress::Processing
        }
    }
}

impl Progress {
    /// The value of a task's `State`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Processing => "PROCESSING",
            Self::Success => "SUCCESS",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn task_progress_follows_the_clock() {
        let at = |seconds| Moment::new(Duration::from_secs(seconds));
        let mut task = Task {
            id: "task-00000001".to_owned(),
            began: at(1_000),
            duration: Duration::from_secs(100),
        };
        assert_eq!(task.progress(at(1_009)), Progress::Pending);
        assert_eq!(task.progress(at(1_010)), Progress::Processing);
        assert_eq!(task.progress(at(1_099)), Progress::Processing);
        assert_eq!(task.progress(at(1_100)), Progress::Success);
        task.duration = Duration::ZERO;
        assert_eq!(task.progress(at(1_000)), Progress::Success);
        assert_eq!(task.progress(at(0)), Progress::Success);
    }
}
