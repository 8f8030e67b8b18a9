//! CVM images, which can be imported.

use serde::{Deserialize, Serialize};

use crate::quoted::quoted;
use crate::regions;

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct SourceImage {
    pub(crate) image_id: String,
    pub(crate) region: String,
    #[serde(default)]
    pub(crate) image_name: String,
    #[serde(default = "os_name")]
    pub(crate) image_os_name: String,
    #[serde(default = "normal")]
    pub(crate) image_state: String,
    #[serde(rename = "ImageSize", default = "size_gb")]
    pub(crate) size_gb: u32,
    /// The owner; by default the account of the emulator's first key.
    pub(crate) account: Option<String>,
}

impl SourceImage {
    /// A usable 20 GB image of `CentOS` 7.6 with this id, region and name. It
    /// belongs to the account of the emulator's first key.
    ///
    /// [`Builder::build`](crate::Builder::build) fails if the id is not `img-` and
    /// eight lower-case letters or digits, or the region is not a CVM region.
    pub fn new(
        image_id: impl Into<String>,
        region: impl Into<String>,
        image_name: impl Into<String>,
    ) -> Self {
        Self {
            image_id: image_id.into(),
            region: region.into(),
            image_name: image_name.into(),
            image_os_name: os_name(),
            image_state: normal(),
            size_gb: size_gb(),
            account: None,
        }
    }

    /// Sets the account that owns the image.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// Sets the state, such as `CREATING`. Only an image in the state `NORMAL` can
    /// be imported.
    #[must_use]
    pub fn state(mut self, state: impl Into<String>) -> Self {
        self.image_state = state.into();
        self
    }

    /// Sets the size in GB. An image of more than 50 GB cannot be imported.
    #[must_use]
    pub fn size_gb(mut self, size_gb: u32) -> Self {
        self.size_gb = size_gb;
        self
    }

    /// The id.
    pub fn image_id(&self) -> &str {
        &self.image_id
    }

    /// The region of CVM.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The name.
    pub fn image_name(&self) -> &str {
        &self.image_name
    }

    pub(crate) const NORMAL: &'static str = "NORMAL";

    /// Fails with the reason if no request could import the image.
    pub(crate) fn check(&self) -> Result<(), String> {
        let Self { image_id, region, .. } = self;
        if !is_image_id(image_id) {
            return Err(format!(
                "the image id {} is not img- and eight lower-case letters or digits",
                quoted(image_id)
            ));
        }
        if !regions::SOURCE.contains(&&**region) {
            let nearest = regions::nearest(region);
            let nearest = nearest.map_or(String::new(), |near| format!("; did you mean {near}?"));
            return Err(format!("{} is not a CVM region{nearest}", quoted(region)));
        }
        Ok(())
    }

    /// The image that every emulator has: the one of the documented example.
    pub(crate) fn seed() -> Self {
        Self::new("img-pmqg1cw9", "ap-chengdu", "sampleSource")
    }
}

fn os_name() -> String {
    "CentOS 7.6 64bit".to_owned()
}

fn normal() -> String {
    SourceImage::NORMAL.to_owned()
}

fn size_gb() -> u32 {
    20
}

/// Whether a string has the format of an image id. Most ids of public examples
/// have it, and no other format is documented.
pub(crate) fn is_image_id(id: &str) -> bool {
    id.strip_prefix("img-").is_some_and(|rest| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        rest.len() == 8 && rest.bytes().all(plain)
    })
}

#[cfg(test)]
mod tests {
    use super::is_image_id;

    #[test]
    fn image_id_is_img_and_eight_lower_case_letters_or_digits() {
        assert!(is_image_id("img-pmqg1cw9"));
        for invalid in
            ["", "img-", "img-test", "img-PMQG1CW9", "img-pmqg1cw90", "pmqg1cw9", "img-pmqg1cw\n"]
        {
            assert!(!is_image_id(invalid), "{invalid}");
        }
    }
}
