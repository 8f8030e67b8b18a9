//! Settings of the image actions.

use std::collections::BTreeSet;
use std::time::Duration;

/// Settings of the image actions; [`Builder`](crate::Builder) documents them.
#[derive(Debug, Clone)]
pub(crate) struct ImageSettings {
    pub(crate) image_quota: usize,
    pub(crate) keep_image_id: bool,
    pub(crate) description_limit: usize,
    pub(crate) import_duration: Duration,
    /// Accounts with the actions that a policy denies to them. No account means
    /// every account.
    pub(crate) denied: BTreeSet<(Option<String>, String)>,
    /// Actions that fail once they are permitted.
    pub(crate) failing: BTreeSet<String>,
}

impl ImageSettings {
    /// Characters of a name; documented for `ModifyImageAttribute`.
    pub(crate) const NAME_LIMIT: usize = 20;
    /// Characters of a description; documented for `ModifyImageAttribute` and
    /// assumed for `ImportImage`, which documents no limit.
    pub(crate) const DESCRIPTION_LIMIT: usize = 60;
    /// GB of an image: the example value of `MaxImageSize` of `DescribeConfig`,
    /// which applies to imported CVM images.
    pub(crate) const SIZE_LIMIT_GB: u32 = 50;
    /// Private images of an account: the documented quota of CVM, since none is
    /// published for ECM.
    const IMAGE_QUOTA: usize = 500;

    pub(crate) fn denies(&self, account: &str, action: &str) -> bool {
        let is_denied = |account: Option<&str>| {
            self.denied.contains(&(account.map(str::to_owned), action.to_owned()))
        };
        is_denied(Some(account)) || is_denied(None)
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
            failing: BTreeSet::new(),
        }
    }
}
