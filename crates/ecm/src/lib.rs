//! Typed actions of ECM, version 2019-07-19: edge images, instances, networks and load
//! balancers.
//!
//! An action is a struct with its input members. Its output and its error codes are types
//! beside it: [`ImportImage`], [`ImportImageOutput`], [`ImportImageCode`]. What inputs and
//! outputs consist of is in [`structures`]; [`codes`] has the error codes of the service as
//! constants. Any client of `tencentcloud-client` sends an action:
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
//! The programs below continue with this `client`.
//!
//! # Import an image
//!
//! `new` takes the members that the service requires. Methods set the others; this action has
//! none.
//!
//! ```
//! # use tencentcloud_client::blocking::Client;
//! # use tencentcloud_emulator::Emulator;
//! # let emulator = Emulator::builder().build()?;
//! # let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
//! use tencentcloud_ecm::ImportImage;
//!
//! let import = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
//! let response = client.send(&import)?;
//! println!("accepted, request id {}", response.request_id);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # List images
//!
//! Lists of outputs are never missing: one that the service leaves out is empty. Any other
//! member of an output is an `Option`.
//!
//! ```
//! # use tencentcloud_client::blocking::Client;
//! # use tencentcloud_emulator::Emulator;
//! # let emulator = Emulator::builder().build()?;
//! # let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
//! # client.send(&tencentcloud_ecm::ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu"))?;
//! # let mut count = 0;
//! use tencentcloud_ecm::{DescribeImage, structures::Filter};
//!
//! let own = DescribeImage::new().filters([Filter::new("image-type", ["PRIVATE_IMAGE"])]).limit(20);
//! for image in client.send(&own)?.output.image_set {
//!     println!("{:?} {:?}", image.image_id, image.image_name);
//! #   count += 1;
//! }
//! # assert_eq!(count, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Tag a resource
//!
//! ECM takes tags when a resource is created: a network, a subnet, an instance.
//!
//! ```
//! # use tencentcloud_client::blocking::Client;
//! # use tencentcloud_emulator::Emulator;
//! # let emulator = Emulator::builder().stubs(true).build()?;
//! # let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
//! # let mut id = String::new();
//! use tencentcloud_ecm::{CreateVpc, structures::Tag};
//!
//! let create = CreateVpc::new("edge", "10.0.0.0/16", "ap-xian-ecm").tags([Tag::new("team", "web")]);
//! if let Some(vpc) = client.send(&create)?.output.vpc {
//!     println!("{:?} has {:?}", vpc.vpc_id, vpc.tag_set);
//! #   id = vpc.vpc_id.unwrap_or_default();
//! }
//! # assert_eq!(id, "stub");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Delete images
//!
//! Lists of inputs take anything that can be iterated over.
//!
//! ```
//! # use tencentcloud_client::blocking::Client;
//! # use tencentcloud_emulator::Emulator;
//! # let emulator = Emulator::builder().keep_image_id(true).build()?;
//! # let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
//! # client.send(&tencentcloud_ecm::ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu"))?;
//! use tencentcloud_ecm::DeleteImage;
//!
//! client.send(&DeleteImage::new(["img-pmqg1cw9"]))?;
//! # assert!(emulator.images().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Watch a task
//!
//! An import goes on after its response. The image has the name of its source. A deadline is
//! up to you.
//!
//! ```
//! # use std::time::Duration;
//! # use tencentcloud_client::blocking::Client;
//! # use tencentcloud_emulator::{Emulator, SourceImage};
//! # let emulator = Emulator::builder()
//! #     .source_image(SourceImage::new("img-00000001", "ap-guangzhou", "web-server"))
//! #     .import_duration(Duration::from_secs(60))
//! #     .build()?;
//! # let clock = emulator.clock();
//! # clock.freeze(true);
//! # let client = Client::builder(emulator.clone())
//! #     .credentials(emulator.credential())
//! #     .clock(clock.clone())
//! #     .build();
//! # client.send(&tencentcloud_ecm::ImportImage::new("img-00000001", "web", "ap-guangzhou"))?;
//! # let mut waits = 0;
//! # let mut sleep = |time| { clock.advance(time); waits += 1 };
//! use tencentcloud_ecm::{DescribeCustomImageTask, structures::{Filter, ImageTask}};
//!
//! let tasks = DescribeCustomImageTask::new([Filter::new("image-name", ["web-server"])]);
//! let is_running =
//!     |task: &ImageTask| matches!(task.state.as_deref(), Some("PENDING" | "PROCESSING"));
//! while client.send(&tasks)?.output.image_task_set.iter().any(is_running) {
//!     sleep(Duration::from_secs(10)); // of std::thread
//! }
//! # assert!(waits > 1, "{waits}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Errors
//!
//! The codes of an action are an enum; a code that is not documented for it is `Other`.
//!
//! ```
//! # use tencentcloud_client::blocking::Client;
//! # use tencentcloud_emulator::Emulator;
//! # let emulator = Emulator::builder().build()?;
//! # let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
//! # let import = tencentcloud_ecm::ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
//! # client.send(&import)?;
//! use tencentcloud_ecm::{ImportImage, ImportImageCode};
//!
//! let Err(error) = client.send(&import) else { return Ok(()) };
//! match error.code_of::<ImportImage>() {
//!     Some(ImportImageCode::ImageDuplicate) => println!("imported before"),
//!     Some(code) => println!("{code}: {}", code.advice()),
//!     None => println!("{error}"), // no error of the API, such as a timeout
//! }
//! # assert_eq!(error.code_of::<ImportImage>(), Some(ImportImageCode::ImageDuplicate));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `Debug` shows the members of an input or output that are there, under the names of the
//! service, and redacts those that hold secrets, such as the password of [`RunInstances`].
//!
//! `generated` is written by `cargo xtask generate` from the catalog; the rest is written
//! by hand.
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

mod advice;
#[rustfmt::skip]
mod generated;

pub use self::generated::*;
