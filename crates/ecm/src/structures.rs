//! Structures that the image actions share.

use serde::{Deserialize, Serialize};
use tencentcloud_core::lenient;

/// A filter: a field and its accepted values.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Filter {
    /// The field, such as `image-id`.
    pub name: String,
    /// The accepted values; an item matches if it has any of them.
    pub values: Vec<String>,
}

impl Filter {
    /// A filter for items that have any of these values.
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
    /// The image id.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_id: Option<String>,
    /// The name.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_name: Option<String>,
    /// The state, such as `NORMAL`.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_state: Option<String>,
    /// `PRIVATE_IMAGE` or `PUBLIC_IMAGE`.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_type: Option<String>,
    /// The name of the operating system.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_os_name: Option<String>,
    /// The description.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_description: Option<String>,
    /// The creation time, `YYYY-MM-DD hh:mm:ss`, without a time zone.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_create_time: Option<String>,
    /// The architecture, such as `x86_64`.
    #[serde(deserialize_with = "lenient::scalar")]
    pub architecture: Option<String>,
    /// The type of the operating system.
    #[serde(deserialize_with = "lenient::scalar")]
    pub os_type: Option<String>,
    /// The version of the operating system.
    #[serde(deserialize_with = "lenient::scalar")]
    pub os_version: Option<String>,
    /// The platform of the operating system.
    #[serde(deserialize_with = "lenient::scalar")]
    pub platform: Option<String>,
    /// The account that owns the image.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_owner: Option<i64>,
    /// The size in GB.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_size: Option<i64>,
    /// The source image.
    pub src_image: Option<SrcImage>,
    /// The origin of the image, such as `CREATE_IMAGE`.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_source: Option<String>,
    /// The task that creates the image, while it runs and after it failed.
    #[serde(deserialize_with = "lenient::scalar")]
    pub task_id: Option<String>,
    /// Whether the image supports cloud-init.
    #[serde(deserialize_with = "lenient::scalar")]
    pub is_support_cloud_init: Option<bool>,
}

/// The source of an image.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct SrcImage {
    /// The image id.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_id: Option<String>,
    /// The name.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_name: Option<String>,
    /// The name of the operating system.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_os_name: Option<String>,
    /// The description.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_description: Option<String>,
    /// The region.
    #[serde(deserialize_with = "lenient::scalar")]
    pub region: Option<String>,
    /// The numeric id of the region.
    #[serde(rename = "RegionID", deserialize_with = "lenient::scalar")]
    pub region_id: Option<i64>,
    /// The name of the region.
    #[serde(deserialize_with = "lenient::scalar")]
    pub region_name: Option<String>,
    /// The name of the instance.
    #[serde(deserialize_with = "lenient::scalar")]
    pub instance_name: Option<String>,
    /// The id of the instance.
    #[serde(deserialize_with = "lenient::scalar")]
    pub instance_id: Option<String>,
    /// `PRIVATE_IMAGE` or `PUBLIC_IMAGE`.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_type: Option<String>,
}

/// A task that imports an image.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct ImageTask {
    /// `PENDING`, `PROCESSING`, `SUCCESS` or `FAILED`.
    #[serde(deserialize_with = "lenient::scalar")]
    pub state: Option<String>,
    /// The reason of a failure.
    #[serde(deserialize_with = "lenient::scalar")]
    pub message: Option<String>,
    /// The name of the image.
    #[serde(deserialize_with = "lenient::scalar")]
    pub image_name: Option<String>,
    /// The time when the task was created.
    #[serde(deserialize_with = "lenient::scalar")]
    pub create_time: Option<String>,
}
