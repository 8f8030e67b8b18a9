//! What to do about each error of an import: written by hand, since the
//! documentation gives one line a code and no advice.

use crate::ImportImageCode;

impl ImportImageCode {
    /// What to do about it, in one sentence for people.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::InternalOperationFailure => {
                "the import may have been made all the same: look with DescribeImage before you repeat it"
            }
            Self::InvalidDataFormat => {
                "give the named member as the type that the message asks for"
            }
            Self::ImageDuplicate => {
                "this image was imported from this region before: find it with DescribeImage, or delete it there first"
            }
            Self::ImageNameDuplicate => {
                "an ECM image has the name of this one: rename that with ModifyImageAttribute, or this in CVM"
            }
            Self::InvalidImageID => {
                "give the id of an image of yours in CVM (not in ECM) that is in the source region and ready"
            }
            Self::ParameterValueTooLarge => "shorten the value that the message names",
            Self::UnsupportedRegion => {
                "give the CVM region that the image is in, such as ap-chengdu, not a region of ECM"
            }
            Self::MissingImageParameter => {
                "give all three of ImageId, ImageDescription and SourceRegion"
            }
            Self::InvaildPrivateImageNum => {
                "delete an image that is no longer needed with DeleteImage, or ask for a higher quota"
            }
            Self::ForbiddenOperation => {
                "ask for a policy that allows ecm:ImportImage, and check that ECM is opened for the account"
            }
            Self::Other(code) => match code.common() {
                Some(common) => common.advice(),
                None => "read the message; this code is not documented for ImportImage",
            },
        }
    }
}
