//! `DescribeImage`: lists images.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::call::{Call, Output};
use super::filters;
use crate::dates::image_time;
use crate::failure::Failure;
use crate::messages;
use crate::moment::Moment;
use crate::parameters::Filter;
use crate::source_image::is_image_id;
use crate::store::Image;

const FILTERS: &[&str] = &["image-id", "image-type", "instance-type", "image-name", "image-os"];

/// Filters that match a part of the value.
const FUZZY: &[&str] = &["image-name", "image-os"];

const PRIVATE: &str = "PRIVATE_IMAGE";

pub(super) fn describe(call: &mut Call<'_>) -> Result<Output, Failure> {
    call.check_permission()?;
    let filters = filters::checked(call, FILTERS, FUZZY)?;
    call.check("image id", ids_are_well_formed(call, &filters))?;
    let page = page(call);
    let (offset, limit) = call.check("page", page)?;

    let found: Vec<&Image> = call
        .store
        .images(call.account)
        .iter()
        .filter(|image| filters.iter().all(|filter| matches(image, filter)))
        .collect();
    let set: Vec<Value> = found
        .iter()
        .skip(offset)
        .take(limit)
        .map(|image| image_json(image, call.account, call.now))
        .collect();
    let mut output = Output::new();
    output.insert("TotalCount".to_owned(), found.len().into());
    output.insert("ImageSet".to_owned(), set.into());
    Ok(output)
}

fn ids_are_well_formed(call: &Call<'_>, filters: &[Filter<'_>]) -> Result<(), Failure> {
    let of_ids = |(_, filter): &(usize, &Filter<'_>)| *filter.name == *"image-id";
    for (index, filter) in filters.iter().enumerate().filter(of_ids) {
        for (at, id) in filter.values.iter().enumerate() {
            if !is_image_id(id) {
                let path = format!("Filters.{index}.Values.{at}");
                let text = messages::image_id_format(&path, id);
                return Err(Failure::new(call.codes().image_id(), text));
            }
        }
    }
    Ok(())
}

/// Offset and limit.
fn page(call: &Call<'_>) -> Result<(usize, usize), Failure> {
    let number = |name, default: usize, range: RangeInclusive<usize>, shown| {
        let Some(value) = call.parameters.integer(name) else {
            return Ok(default);
        };
        let number = usize::try_from(value).ok();
        number.filter(|number| range.contains(number)).ok_or_else(|| {
            Failure::new(
                // The service's own spelling.
                "InvalidParameterValue.InvaildPageParam",
                messages::page(name, value, shown),
            )
        })
    };
    Ok((number("Offset", 0, 0..=usize::MAX, "0..")?, number("Limit", 20, 1..=100, "1..100")?))
}

fn matches(image: &Image, filter: &Filter<'_>) -> bool {
    match &*filter.name {
        "image-id" => filter.is(&image.id),
        "image-type" => filter.is(PRIVATE),
        "image-name" => filter.is_part_of(&image.name),
        "image-os" => filter.is_part_of(&image.source.image_os_name),
        // Every image fits every instance type here.
        _ => true,
    }
}

/// An item of `ImageSet`.
pub(crate) fn image_json(image: &Image, account: &str, now: Moment) -> Value {
    let source = &image.source;
    // Documented as present "in intermediate and failed states".
    let task = if image.is_ready(now) { "" } else { &image.task.id };
    json!({
        "ImageId": image.id,
        "ImageName": image.name,
        "ImageState": image.state(now),
        "ImageType": PRIVATE,
        "ImageOsName": source.image_os_name,
        "ImageDescription": image.description,
        "ImageCreateTime": image_time(image.task.began.timestamp()),
        "Architecture": "x86_64",
        "OsType": "CentOS",
        "OsVersion": "7.6",
        "Platform": "Linux",
        "ImageOwner": account.parse::<i64>().unwrap_or_default(),
        "ImageSize": source.size_gb,
        "SrcImage": {
            "ImageId": source.image_id,
            "ImageName": source.image_name,
            "ImageOsName": source.image_os_name,
            "ImageDescription": "",
            "Region": source.region,
            "RegionID": 0,
            "RegionName": source.region,
            "InstanceName": "",
            "InstanceId": "",
            "ImageType": PRIVATE,
        },
        "ImageSource": "EXTERNAL_IMPORT",
        "TaskId": task,
        "IsSupportCloudInit": true,
    })
}
