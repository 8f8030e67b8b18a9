//! Typed ECM 2019-07-19: importing images of CVM into the edge, and managing them.
//!
//! Each action is a type whose value is its input; its output and its error
//! codes are types beside it. Any client of `tencentcloud-client` sends them.
//!
//! ```
//! use tencentcloud_core::Request;
//! use tencentcloud_ecm::ImportImage;
//!
//! let action = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
//! assert_eq!(
//!     Request::of(&action)?.body(),
//!     r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}"#
//! );
//! # Ok::<(), tencentcloud_core::RequestError>(())
//! ```
//!
//! `actions` and `structures` say what the service's metadata says and nothing
//! else; what was written by hand about importing stands in `advice`.

mod actions;
mod advice;
mod structures;

pub use self::actions::{
    DeleteImage, DeleteImageCode, DeleteImageOutput, DescribeCustomImageTask,
    DescribeCustomImageTaskCode, DescribeCustomImageTaskOutput, DescribeImage, DescribeImageCode,
    DescribeImageOutput, ImportImage, ImportImageCode, ImportImageOutput, ModifyImageAttribute,
    ModifyImageAttributeCode, ModifyImageAttributeOutput,
};
pub use self::structures::{Filter, Image, ImageTask, SrcImage};
