//! Deletes images of ECM.

use serde::{Deserialize, Serialize};
use tencentcloud_core::{Action, Effect, error_codes};

/// Deletes images of ECM.
///
/// An image that is in use cannot be deleted.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct DeleteImage {
    /// The ids of the images.
    #[serde(rename = "ImageIDSet")]
    pub image_id_set: Vec<String>,
}

impl DeleteImage {
    /// An action with its required members.
    pub fn new(image_id_set: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { image_id_set: image_id_set.into_iter().map(Into::into).collect() }
    }
}

impl Action for DeleteImage {
    const SERVICE: &'static str = "ecm";
    const VERSION: &'static str = "2019-07-19";
    const NAME: &'static str = "DeleteImage";
    const EFFECT: Effect = Effect::Write;
    const RATE: Option<u32> = Some(20);
    type Output = DeleteImageOutput;
    type Code = DeleteImageCode;
}

/// The output of [`DeleteImage`].
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DeleteImageOutput {}

error_codes! {
    /// The error codes documented for [`DeleteImage`].
    pub enum DeleteImageCode {
        /// The image is in use.
        ImageInUse = "FailedOperation.ImageInUse",
        /// Internal error. The work may have been done.
        InternalOperationFailure = "FailedOperation.InternalOperationFailure",
        /// A value has the wrong type or format.
        InvalidDataFormat = "InvalidParameter.InvalidDataFormat",
        /// There is no such image.
        InvalidImageID = "InvalidParameterValue.InvalidImageID",
        /// A value is longer or larger than allowed.
        ParameterValueTooLarge = "InvalidParameterValue.ParameterValueTooLarge",
        /// There is no such resource.
        ResourceNotFound = "ResourceNotFound",
        /// The caller is not permitted to do this.
        ForbiddenOperation = "UnauthorizedOperation.ForbiddenOperation",
    }
}
