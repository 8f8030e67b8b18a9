//! Changes the name or the description of an image.

use serde::{Deserialize, Serialize};
use tencentcloud_core::{Action, Effect, error_codes};

/// Changes the name or the description of an image.
///
/// A name is unique and has at most 20 characters. A description has at most 60.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ModifyImageAttribute {
    /// The id of the image in ECM.
    pub image_id: String,
    /// The new name; unchanged if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_name: Option<String>,
    /// The new description; unchanged if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_description: Option<String>,
}

impl ModifyImageAttribute {
    /// An action with its required members.
    pub fn new(image_id: impl Into<String>) -> Self {
        Self { image_id: image_id.into(), image_name: None, image_description: None }
    }

    /// Sets the new name; unchanged if absent.
    #[must_use]
    pub fn image_name(mut self, image_name: impl Into<String>) -> Self {
        self.image_name = Some(image_name.into());
        self
    }

    /// Sets the new description; unchanged if absent.
    #[must_use]
    pub fn image_description(mut self, image_description: impl Into<String>) -> Self {
        self.image_description = Some(image_description.into());
        self
    }
}

impl Action for ModifyImageAttribute {
    const SERVICE: &'static str = "ecm";
    const VERSION: &'static str = "2019-07-19";
    const NAME: &'static str = "ModifyImageAttribute";
    const EFFECT: Effect = Effect::Write;
    const RATE: Option<u32> = Some(20);
    type Output = ModifyImageAttributeOutput;
    type Code = ModifyImageAttributeCode;
}

/// The output of [`ModifyImageAttribute`].
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct ModifyImageAttributeOutput {}

error_codes! {
    /// The error codes documented for [`ModifyImageAttribute`].
    pub enum ModifyImageAttributeCode {
        /// Internal error. The work may have been done.
        InternalOperationFailure = "FailedOperation.InternalOperationFailure",
        /// The operation is not allowed in this state.
        OperationNotAllow = "FailedOperation.OperationNotAllow",
        /// A parameter has the wrong type or format.
        InvalidParameter = "InvalidParameter",
        /// A parameter has a value that is not allowed.
        InvalidParameterValue = "InvalidParameterValue",
        /// Another image has the same name.
        ImageNameDuplicate = "InvalidParameterValue.ImageNameDuplicate",
        /// A required parameter is absent.
        MissingParameter = "MissingParameter",
        /// A required member is missing.
        MissingImageParameter = "MissingParameter.MissingImageParameter",
        /// There is no such resource.
        ResourceNotFound = "ResourceNotFound",
    }
}
