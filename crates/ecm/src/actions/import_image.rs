//! Imports an image of CVM into ECM.

use serde::{Deserialize, Serialize};
use tencentcloud_core::{Action, Effect, error_codes};

/// Imports an image of CVM into ECM.
///
/// The source is a CVM image in `source_region` that the caller owns. The output
/// lacks the id of the new image; find it with [`DescribeImage`](crate::DescribeImage),
/// whose items name their source.
///
/// CVM has another action of the same name, which imports a file. The rate limit is
/// 20 requests per second. The maximum length of a description is not documented for
/// this action; for [`ModifyImageAttribute`](crate::ModifyImageAttribute) it is 60
/// characters.
///
/// Source: the ECM API reference, page `ImportImage` of 2023-08-18.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ImportImage {
    /// The id of the CVM image, such as `img-pmqg1cw9`.
    pub image_id: String,
    /// The description of the new image.
    pub image_description: String,
    /// The CVM region of the image, such as `ap-chengdu`.
    pub source_region: String,
}

impl ImportImage {
    /// An action with its required members.
    pub fn new(
        image_id: impl Into<String>,
        image_description: impl Into<String>,
        source_region: impl Into<String>,
    ) -> Self {
        Self {
            image_id: image_id.into(),
            image_description: image_description.into(),
            source_region: source_region.into(),
        }
    }
}

impl Action for ImportImage {
    const SERVICE: &'static str = "ecm";
    const VERSION: &'static str = "2019-07-19";
    const NAME: &'static str = "ImportImage";
    const EFFECT: Effect = Effect::Write;
    const RATE: Option<u32> = Some(20);
    type Output = ImportImageOutput;
    type Code = ImportImageCode;
}

/// The output of [`ImportImage`].
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct ImportImageOutput {}

error_codes! {
    /// The error codes documented for [`ImportImage`].
    pub enum ImportImageCode {
        /// Internal error. The work may have been done.
        InternalOperationFailure = "FailedOperation.InternalOperationFailure",
        /// A value has the wrong type or format.
        InvalidDataFormat = "InvalidParameter.InvalidDataFormat",
        /// The image has already been imported.
        ImageDuplicate = "InvalidParameterValue.ImageDuplicate",
        /// Another image has the same name.
        ImageNameDuplicate = "InvalidParameterValue.ImageNameDuplicate",
        /// There is no such image.
        InvalidImageID = "InvalidParameterValue.InvalidImageID",
        /// A value is longer or larger than allowed.
        ParameterValueTooLarge = "InvalidParameterValue.ParameterValueTooLarge",
        /// Images cannot be imported from this region.
        UnsupportedRegion = "InvalidParameterValue.UnsupportedRegion",
        /// A required member is missing.
        MissingImageParameter = "MissingParameter.MissingImageParameter",
        /// The quota of private images is used up. (The spelling is the service's.)
        InvaildPrivateImageNum = "ResourceInsufficient.InvaildPrivateImageNum",
        /// The caller is not permitted to do this.
        ForbiddenOperation = "UnauthorizedOperation.ForbiddenOperation",
    }
}
