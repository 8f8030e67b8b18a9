//! The structures that image actions share.

use serde::{Deserialize, Serialize};
use tencentcloud_core::lenient;

/// A condition on what is listed: any of the values.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Filter {
    /// What is compared, such as `image-id`.
    pub name: String,
    /// The values, any of which matches.
    pub values: Vec<String>,
}

impl Filter {
    /// Matches what has any of these values.
    ///
    /// ```
    /// use tencentcloud_ecm::{DescribeImage, Filter};
    ///
    /// let mine = DescribeImage::default().filters([Filter::new("image-type", ["PRIVATE_IMAGE"])]);
    /// ```
    pub fn new(
        name: impl Into<String>,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self { name: name.into(), values: values.into_iter().map(Into::into).collect() }
    }
}

/// An image of ECM.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct Image {
    /// The id.
    pub image_id: Option<String>,
    /// The name.
    pub image_name: Option<String>,
    /// The state, such as `NORMAL`.
    pub image_state: Option<String>,
    /// `PRIVATE_IMAGE` or `PUBLIC_IMAGE`.
    pub image_type: Option<String>,
    /// The name of the operating system.
    pub image_os_name: Option<String>,
    /// The description.
    pub image_description: Option<String>,
    /// When it was made, `YYYY-MM-DD hh:mm:ss`, without a zone.
    pub image_create_time: Option<String>,
    /// The architecture, such as `x86_64`.
    pub architecture: Option<String>,
    /// The kind of operating system.
    pub os_type: Option<String>,
    /// Its version.
    pub os_version: Option<String>,
    /// Its platform.
    pub platform: Option<String>,
    /// The account that owns it.
    #[serde(deserialize_with = "lenient::integer")]
    pub image_owner: Option<i64>,
    /// The size in GB.
    #[serde(deserialize_with = "lenient::integer")]
    pub image_size: Option<i64>,
    /// What it was made from.
    pub src_image: Option<SrcImage>,
    /// How it came to be, such as `CREATE_IMAGE`.
    pub image_source: Option<String>,
    /// The task that makes it, while it does and when it failed.
    pub task_id: Option<String>,
    /// Whether it supports cloud-init.
    pub is_support_cloud_init: Option<bool>,
}

/// What an image was made from.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct SrcImage {
    /// The id.
    pub image_id: Option<String>,
    /// The name.
    pub image_name: Option<String>,
    /// The name of the operating system.
    pub image_os_name: Option<String>,
    /// The description.
    pub image_description: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The region as a number.
    #[serde(rename = "RegionID", deserialize_with = "lenient::integer")]
    pub region_id: Option<i64>,
    /// The name of the region.
    pub region_name: Option<String>,
    /// The name of the instance.
    pub instance_name: Option<String>,
    /// The id of the instance.
    pub instance_id: Option<String>,
    /// `PRIVATE_IMAGE` or `PUBLIC_IMAGE`.
    pub image_type: Option<String>,
}

/// A task that imports an image.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct ImageTask {
    /// `PENDING`, `PROCESSING`, `SUCCESS` or `FAILED`.
    pub state: Option<String>,
    /// Why it failed.
    pub message: Option<String>,
    /// The name.
    pub image_name: Option<String>,
    /// When it was started.
    pub create_time: Option<String>,
}
