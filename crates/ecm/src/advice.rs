//! Advice for the error codes of an import.
//!
//! It is written by hand; the documentation has one line for each code and no advice.

use crate::ImportImageCode;

impl ImportImageCode {
    /// What the user should do about this error, an imperative sentence for a log
    /// or a terminal.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::InternalOperationFailure => {
                "Check with DescribeImage whether the import succeeded before you retry."
            }
            Self::InvalidDataFormat => {
                "Give the parameter that the message names in the type that it requires."
            }
            Self::ImageDuplicate => {
                "Use the image that was imported before, which DescribeImage lists, or delete it first."
            }
            Self::ImageNameDuplicate => {
                "Rename the ECM image of the same name with ModifyImageAttribute, or the source image in CVM."
            }
            Self::InvalidImageID => {
                "Set ImageId to the id of your own CVM image (not an ECM image) that is available in the source region."
            }
            Self::ParameterValueTooLarge => "Shorten the value that the message names.",
            Self::UnsupportedRegion => {
                "Set SourceRegion to the CVM region of the image, such as ap-chengdu, not to an ECM region."
            }
            Self::MissingImageParameter => "Give ImageId, ImageDescription and SourceRegion.",
            Self::InvaildPrivateImageNum => {
                "Delete an unused image with DeleteImage, or request a higher quota."
            }
            Self::ForbiddenOperation => {
                "Request a policy that allows ecm:ImportImage, and activate ECM for the account."
            }
            Self::Other(code) => code.advice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::{CommonCode, ErrorCode};

    use super::*;

    /// Advice begins with a verb: `Check …`, never `The request may …` or `use …`.
    #[test]
    fn advice_is_an_imperative_sentence() {
        let documented = [
            "InvalidParameterValue.ImageDuplicate",
            "FailedOperation.InternalOperationFailure",
            "Some.UnknownCode",
        ];
        let common = CommonCode::ALL.iter().map(|code| code.as_str());
        for code in documented.into_iter().chain(common) {
            let advice = ImportImageCode::from(ErrorCode::new(code)).advice();
            let first = advice.split(' ').next().unwrap_or_default();
            assert!(first.starts_with(|c: char| c.is_ascii_uppercase()), "{advice}");
            assert!(!["The", "A", "An", "It", "This"].contains(&first), "{advice}");
            assert!(advice.ends_with('.'), "{advice}");
        }
    }
}
