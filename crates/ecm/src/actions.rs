//! The actions of the service's metadata, one per file.

mod delete_image;
mod describe_custom_image_task;
mod describe_image;
mod import_image;
mod modify_image_attribute;

pub use self::delete_image::{DeleteImage, DeleteImageCode, DeleteImageOutput};
pub use self::describe_custom_image_task::{
    DescribeCustomImageTask, DescribeCustomImageTaskCode, DescribeCustomImageTaskOutput,
};
pub use self::describe_image::{DescribeImage, DescribeImageCode, DescribeImageOutput};
pub use self::import_image::{ImportImage, ImportImageCode, ImportImageOutput};
pub use self::modify_image_attribute::{
    ModifyImageAttribute, ModifyImageAttributeCode, ModifyImageAttributeOutput,
};
