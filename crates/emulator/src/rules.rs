//! What may be set about the emulator's behaviour.

use std::collections::BTreeSet;
use std::time::Duration;

/// Settings of the image actions. [`Builder`](crate::Builder) documents them.
#[derive(Debug, Clone)]
pub(crate) struct ImageSettings {
    pub(crate) image_quota: usize,
    pub(crate) keep_image_id: bool,
    pub(crate) description_limit: usize,
    pub(crate) import_duration: Duration,
    /// Accounts and the actions that a policy denies them.
    pub(crate) denied: BTreeSet<(String, String)>,
}

impl ImageSettings {
    /// Characters of a name; documented for `ModifyImageAttribute`.
    pub(crate) const NAME_LIMIT: usize = 20;
    /// Characters of a description; documented for `ModifyImageAttribute`, and
    /// assumed for `ImportImage`, which documents none.
    pub(crate) const DESCRIPTION_LIMIT: usize = 60;
    /// GB of an image: the example value of `DescribeConfig`'s `MaxImageSize`,
    /// which covers imported CVM images.
    pub(crate) const SIZE_LIMIT_GB: u32 = 50;
    /// Private images of an account. No number is public for ECM; this is the
    /// documented one of CVM.
    const IMAGE_QUOTA: usize = 500;

    pub(crate) fn denies(&self, account: &str, action: &str) -> bool {
        self.denied.contains(&(account.to_owned(), action.to_owned()))
    }
}

impl Default for ImageSettings {
    fn default() -> Self {
        Self {
            image_quota: Self::IMAGE_QUOTA,
            keep_image_id: false,
            description_limit: Self::DESCRIPTION_LIMIT,
            import_duration: Duration::ZERO,
            denied: BTreeSet::new(),
        }
    }
}
