//! Typed actions of ECM, version 2019-07-19: importing and managing edge images.
//!
//! An action is a struct with its input members. Its output and its error codes are
//! types beside it. Any client of `tencentcloud-client` sends it:
//!
//! ```no_run
//! use tencentcloud_client::blocking::Client;
//! use tencentcloud_ecm::ImportImage;
//! use tencentcloud_ureq::UreqTransport;
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let client = Client::new(UreqTransport::new()?);
//!     let import = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
//!     println!("{}", client.send(&import)?.request_id);
//!     Ok(())
//! }
//! ```
//!
//! The credentials come from `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY`.
//!
//! `actions` and `structures` follow the service's metadata; `advice` is written by
//! hand.
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

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
