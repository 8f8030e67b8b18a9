//! The error codes for invalid parameters.

use tencentcloud_catalog::Action;
use tencentcloud_core::CommonCode;

/// The codes of one action: the specific code if the action documents it, else
/// the code of its family.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Codes(&'static Action);

impl Codes {
    pub(crate) fn of(action: &'static Action) -> Self {
        Self(action)
    }

    /// A required member is missing.
    pub(crate) fn missing(self) -> &'static str {
        self.either("MissingParameter.MissingImageParameter", CommonCode::MissingParameter)
    }

    /// A value has a wrong type or is an invalid string.
    pub(crate) fn format(self) -> &'static str {
        self.either("InvalidParameter.InvalidDataFormat", CommonCode::InvalidParameter)
    }

    /// A value is too large or too long.
    pub(crate) fn too_large(self) -> &'static str {
        self.either(
            "InvalidParameterValue.ParameterValueTooLarge",
            CommonCode::InvalidParameterValue,
        )
    }

    /// An image id is malformed or names no usable image.
    pub(crate) fn image_id(self) -> &'static str {
        self.either("InvalidParameterValue.InvalidImageID", CommonCode::InvalidParameterValue)
    }

    /// A filter is unknown or has a wrong number of values.
    pub(crate) fn filter(self) -> &'static str {
        self.either("InvalidParameterValue.InvalidFilter", CommonCode::InvalidParameterValue)
    }

    /// A policy denies the call.
    pub(crate) fn denied(self) -> &'static str {
        self.either(
            "UnauthorizedOperation.ForbiddenOperation",
            CommonCode::AuthFailureUnauthorizedOperation,
        )
    }

    /// The operation fails inside of the service.
    pub(crate) fn failed(self) -> &'static str {
        self.either("FailedOperation.InternalOperationFailure", CommonCode::FailedOperation)
    }

    fn either(self, specific: &'static str, family: CommonCode) -> &'static str {
        if self.0.documents(specific) { specific } else { family.as_str() }
    }
}

#[cfg(test)]
mod tests {
    use tencentcloud_catalog::action;

    use super::*;

    #[test]
    fn code_is_specific_only_when_documented() {
        let codes = |name| Codes::of(action("ecm", "2019-07-19", name).unwrap());
        assert_eq!(codes("DescribeImage").missing(), "MissingParameter.MissingImageParameter");
        assert_eq!(codes("DeleteImage").missing(), "MissingParameter");
        assert_eq!(codes("ModifyImageAttribute").format(), "InvalidParameter");
        assert_eq!(codes("DeleteImage").format(), "InvalidParameter.InvalidDataFormat");
        assert_eq!(codes("DescribeCustomImageTask").denied(), "AuthFailure.UnauthorizedOperation");
    }
}
