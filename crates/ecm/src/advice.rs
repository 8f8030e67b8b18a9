//! Advice for the error codes of an import.
//!
//! It is written by hand; the documentation has one line for each code and no advice.

use crate::ImportImageCode;

impl ImportImageCode {
    /// What the user should do about this error, as a phrase for a log or a terminal.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::InternalOperationFailure => {
                "the import may have succeeded: check with DescribeImage before you retry"
            }
            Self::InvalidDataFormat => {
                "give the member that the message names in the type that it requires"
            }
            Self::ImageDuplicate => {
                "this image is already imported from this region: find it with DescribeImage, or delete it first"
            }
            Self::ImageNameDuplicate => {
                "an ECM image has the same name: rename it with ModifyImageAttribute, or rename the source in CVM"
            }
            Self::InvalidImageID => {
                "give the id of your own CVM image (not an ECM image) that is available in the source region"
            }
            Self::ParameterValueTooLarge => "shorten the value that the message names",
            Self::UnsupportedRegion => {
                "give the CVM region of the image, such as ap-chengdu, not an ECM region"
            }
            Self::MissingImageParameter => "give ImageId, ImageDescription and SourceRegion",
            Self::InvaildPrivateImageNum => {
                "delete an unused image with DeleteImage, or request a higher quota"
            }
            Self::ForbiddenOperation => {
                "request a policy that allows ecm:ImportImage, and check that ECM is activated for the account"
            }
            Self::Other(code) => match code.common() {
                Some(common) => common.advice(),
                None => "see the message; this code is not documented for ImportImage",
            },
        }
    }
}
