//! CVM images: what can be imported.

use serde::Serialize;

/// A CVM image that an emulated account may import.
///
/// ```
/// use tencentcloud_emulator::{Emulator, SourceImage};
///
/// let emulator = Emulator::builder()
///     .source_image(SourceImage::new("img-00000001", "ap-guangzhou", "web-server").size_gb(40))
///     .build()?;
/// # Ok::<(), tencentcloud_emulator::BuildError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SourceImage {
    pub(crate) image_id: String,
    pub(crate) region: String,
    pub(crate) image_name: String,
    pub(crate) image_os_name: String,
    pub(crate) image_state: String,
    #[serde(rename = "ImageSize")]
    pub(crate) size_gb: u32,
    /// Whose it is; that of the emulator's first key if nobody says.
    pub(crate) account: Option<String>,
}

impl SourceImage {
    /// A usable image of this id, region and name, 20 GB of `CentOS` 7.6. It
    /// belongs to the account of the emulator's first key.
    pub fn new(
        image_id: impl Into<String>,
        region: impl Into<String>,
        image_name: impl Into<String>,
    ) -> Self {
        Self {
            image_id: image_id.into(),
            region: region.into(),
            image_name: image_name.into(),
            image_os_name: "CentOS 7.6 64bit".to_owned(),
            image_state: Self::NORMAL.to_owned(),
            size_gb: 20,
            account: None,
        }
    }

    /// The same image of another account.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// The same image in another state, such as `CREATING`; only one in the
    /// state `NORMAL` can be imported.
    #[must_use]
    pub fn state(mut self, state: impl Into<String>) -> Self {
        self.image_state = state.into();
        self
    }

    /// The same image with another size in GB; 50 is the most that can be imported.
    #[must_use]
    pub fn size_gb(mut self, size_gb: u32) -> Self {
        self.size_gb = size_gb;
        self
    }

    pub(crate) const NORMAL: &'static str = "NORMAL";

    /// What every emulator has: the image of the documentation's example.
    pub(crate) fn seed() -> Self {
        Self::new("img-pmqg1cw9", "ap-chengdu", "sampleSource")
    }
}

/// Whether a text has the form of an image id. Most ids in public examples have
/// it, and none is documented to have another.
pub(crate) fn is_image_id(text: &str) -> bool {
    text.strip_prefix("img-").is_some_and(|rest| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        rest.len() == 8 && rest.bytes().all(plain)
    })
}

#[cfg(test)]
mod tests {
    use super::is_image_id;

    #[test]
    fn forms_of_ids() {
        assert!(is_image_id("img-pmqg1cw9"));
        for bad in
            ["", "img-", "img-test", "img-PMQG1CW9", "img-pmqg1cw90", "pmqg1cw9", "img-pmqg1cw\n"]
        {
            assert!(!is_image_id(bad), "{bad}");
        }
    }
}
