//! Lists images of ECM.

use serde::{Deserialize, Serialize};
use tencentcloud_core::{Action, Effect, error_codes, lenient};

use crate::{Filter, Image};

/// Lists images of ECM.
///
/// Filters: `image-id`, `image-type`, `instance-type`, `image-name`, `image-os`; at
/// most ten. A page has 20 images by default and at most 100.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct DescribeImage {
    /// The filters; all images match if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Vec<Filter>>,
    /// The number of images to skip; 0 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<i64>,
    /// The maximum number of images; 20 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}

impl DescribeImage {
    /// Sets the filters; all images match if absent.
    #[must_use]
    pub fn filters(mut self, filters: impl IntoIterator<Item = Filter>) -> Self {
        self.filters = Some(filters.into_iter().collect());
        self
    }

    /// Sets the number of images to skip; 0 if absent.
    #[must_use]
    pub fn offset(mut self, offset: i64) -> Self {
        self.offset = Some(offset);
        self
    }

    /// Sets the maximum number of images; 20 if absent.
    #[must_use]
    pub fn limit(mut self, limit: i64) -> Self {
        self.limit = Some(limit);
        self
    }
}

impl Action for DescribeImage {
    const SERVICE: &'static str = "ecm";
    const VERSION: &'static str = "2019-07-19";
    const NAME: &'static str = "DescribeImage";
    const EFFECT: Effect = Effect::Read;
    const RATE: Option<u32> = Some(20);
    type Output = DescribeImageOutput;
    type Code = DescribeImageCode;
}

/// The output of [`DescribeImage`].
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribeImageOutput {
    /// The number of images that match, on all pages.
    #[serde(deserialize_with = "lenient::scalar")]
    pub total_count: Option<i64>,
    /// The images of this page.
    #[serde(deserialize_with = "lenient::list")]
    pub image_set: Option<Vec<Image>>,
}

error_codes! {
    /// The error codes documented for [`DescribeImage`].
    pub enum DescribeImageCode {
        /// The image is in use.
        ImageInUse = "FailedOperation.ImageInUse",
        /// Internal error. The work may have been done.
        InternalOperationFailure = "FailedOperation.InternalOperationFailure",
        /// A value has the wrong type or format.
        InvalidDataFormat = "InvalidParameter.InvalidDataFormat",
        /// Offset or limit is out of range. (The spelling is the service's.)
        InvaildPageParam = "InvalidParameterValue.InvaildPageParam",
        /// A filter has an unknown name or too many values.
        InvalidFilter = "InvalidParameterValue.InvalidFilter",
        /// There is no such image.
        InvalidImageID = "InvalidParameterValue.InvalidImageID",
        /// A value is longer or larger than allowed.
        ParameterValueTooLarge = "InvalidParameterValue.ParameterValueTooLarge",
        /// A required member is missing.
        MissingImageParameter = "MissingParameter.MissingImageParameter",
        /// The caller is not permitted to do this.
        ForbiddenOperation = "UnauthorizedOperation.ForbiddenOperation",
    }
}
