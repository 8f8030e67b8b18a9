//! `DescribeCustomImageTask`: lists imports with their progress.

use serde_json::{Value, json};

use super::call::{Call, Output};
use super::filters;
use crate::dates::image_time;
use crate::failure::Failure;
use crate::parameters::Filter;
use crate::store::Image;

const FILTERS: &[&str] = &["task-id", "image-id", "image-name"];

/// A task is deleted together with its image.
pub(super) fn describe(call: &mut Call<'_>) -> Result<Output, Failure> {
    call.check_permission()?;
    let filters = filters::checked(call, FILTERS, &[])?;
    let tasks: Vec<Value> = call
        .store
        .images(call.account)
        .iter()
        .filter(|image| filters.iter().all(|filter| matches(image, filter)))
        .map(|image| {
            json!({
                "State": image.task.progress(call.now).as_str(),
                "Message": null,
                "ImageName": image.name,
                "CreateTime": image_time(image.task.began.timestamp()),
            })
        })
        .collect();
    let mut output = Output::new();
    output.insert("TotalCount".to_owned(), tasks.len().into());
    output.insert("ImageTaskSet".to_owned(), tasks.into());
    Ok(output)
}

/// `image-id` is the id of the ECM image, not of its source.
fn matches(image: &Image, filter: &Filter<'_>) -> bool {
    match &*filter.name {
        "task-id" => filter.is(&image.task.id),
        "image-id" => filter.is(&image.id),
        _ => filter.is(&image.name),
    }
}
