//! Which code a mistake in the parameters gets.

use tencentcloud_catalog::Action;
use tencentcloud_core::CommonCode;

/// The codes of one action: the specific one where the action documents it,
/// otherwise the family's, which any action may give.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Codes(&'static Action);

impl Codes {
    pub(crate) fn of(action: &'static Action) -> Self {
        Self(action)
    }

    /// A required member is absent.
    pub(crate) fn missing(self) -> &'static str {
        self.either("MissingParameter.MissingImageParameter", CommonCode::MissingParameter)
    }

    /// A value is of another type, or text that is no text.
    pub(crate) fn format(self) -> &'static str {
        self.either("InvalidParameter.InvalidDataFormat", CommonCode::InvalidParameter)
    }

    /// A value is larger or longer than allowed.
    pub(crate) fn too_large(self) -> &'static str {
        self.either(
            "InvalidParameterValue.ParameterValueTooLarge",
            CommonCode::InvalidParameterValue,
        )
    }

    /// An image id has a wrong form, or stands for nothing that could be used.
    pub(crate) fn image_id(self) -> &'static str {
        self.either("InvalidParameterValue.InvalidImageID", CommonCode::InvalidParameterValue)
    }

    /// A filter that is not one of this action's, or is used wrongly.
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

    fn either(self, specific: &'static str, family: CommonCode) -> &'static str {
        if self.0.documents(specific) { specific } else { family.as_str() }
    }
}

#[cfg(test)]
mod tests {
    use tencentcloud_catalog::action;

    use super::*;

    #[test]
    fn specific_where_documented_and_the_family_otherwise() {
        let codes = |name| Codes::of(action("ecm", "2019-07-19", name).unwrap());
        assert_eq!(codes("DescribeImage").missing(), "MissingParameter.MissingImageParameter");
        assert_eq!(codes("DeleteImage").missing(), "MissingParameter");
        assert_eq!(codes("ModifyImageAttribute").format(), "InvalidParameter");
        assert_eq!(codes("DeleteImage").format(), "InvalidParameter.InvalidDataFormat");
        assert_eq!(codes("DescribeCustomImageTask").denied(), "AuthFailure.UnauthorizedOperation");
    }
}
