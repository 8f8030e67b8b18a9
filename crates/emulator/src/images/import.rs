//! `ImportImage`: imports a CVM image into ECM.

use super::call::{Call, Output, check_length};
use crate::failure::Failure;
use crate::image_settings::ImageSettings;
use crate::source_image::{SourceImage, is_image_id};
use crate::store::{Image, Task};
use crate::{messages, regions};

/// There is one check for each documented code; their order is assumed.
pub(super) fn import(call: &mut Call<'_>) -> Result<Output, Failure> {
    let parameters = call.parameters;
    let id = &*parameters.required_string("ImageId");
    let description = &*parameters.required_string("ImageDescription");
    let region = &*parameters.required_string("SourceRegion");

    call.check_format(&["ImageId", "ImageDescription", "SourceRegion"])?;
    let length = check_length(
        call.codes().too_large(),
        "ImageDescription",
        description,
        call.settings.description_limit,
    );
    call.check("length", length)?;
    call.check("source region", supported(region))?;
    let source = find_source(call, id, region);
    let source = call.check("image id", source)?;
    call.check("image size", fits(call, &source))?;
    call.check_permission()?;
    call.check("duplicate", not_imported_yet(call, &source))?;
    call.check("name", name_is_free(call, &source))?;
    call.check("quota", within_quota(call))?;

    let image = new_image(call, source, description);
    call.store.images_mut(call.account).push(image);
    Ok(Output::new())
}

fn supported(region: &str) -> Result<(), Failure> {
    if regions::SOURCE.contains(&region) {
        return Ok(());
    }
    Err(Failure::new(
        "InvalidParameterValue.UnsupportedRegion",
        messages::unsupported_source_region(
            region,
            regions::nearest(region),
            regions::is_edge(region),
        ),
    ))
}

/// The CVM image, if it exists, belongs to the account and is usable.
fn find_source(call: &Call<'_>, id: &str, region: &str) -> Result<SourceImage, Failure> {
    let refuse = |text| Err(Failure::new(call.codes().image_id(), text));
    if !is_image_id(id) {
        return refuse(messages::image_id_format("ImageId", id));
    }
    let own: Vec<&SourceImage> = call.store.sources_of(call.account, id).collect();
    match own.iter().copied().find(|source| source.region == region) {
        Some(source) if source.image_state == SourceImage::NORMAL => Ok(source.clone()),
        Some(source) => refuse(messages::source_image_state(id, &source.image_state)),
        None if call.store.image(call.account, id).is_some() => refuse(messages::is_ecm_image(id)),
        None => {
            let elsewhere = own.first().map(|source| &*source.region);
            refuse(messages::no_source_image(id, region, elsewhere))
        }
    }
}

fn fits(call: &Call<'_>, source: &SourceImage) -> Result<(), Failure> {
    if source.size_gb <= ImageSettings::SIZE_LIMIT_GB {
        return Ok(());
    }
    Err(Failure::new(
        call.codes().too_large(),
        messages::source_image_size(&source.image_id, source.size_gb, ImageSettings::SIZE_LIMIT_GB),
    ))
}

/// An unfinished import counts as well.
fn not_imported_yet(call: &Call<'_>, source: &SourceImage) -> Result<(), Failure> {
    let same = |image: &&Image| {
        image.source.image_id == source.image_id && image.source.region == source.region
    };
    let images = call.store.images(call.account);
    images.iter().find(same).map_or(Ok(()), |image| {
        Err(Failure::new(
            "InvalidParameterValue.ImageDuplicate",
            messages::image_duplicate(&source.image_id, &source.region, &image.id),
        ))
    })
}

/// The image takes the name of its source, since there is no parameter for it.
fn name_is_free(call: &Call<'_>, source: &SourceImage) -> Result<(), Failure> {
    let images = call.store.images(call.account);
    let taken = images.iter().find(|image| image.name == source.image_name);
    taken.map_or(Ok(()), |image| {
        Err(Failure::new(
            "InvalidParameterValue.ImageNameDuplicate",
            messages::source_name_duplicate(&source.image_id, &source.image_name, &image.id),
        ))
    })
}

fn within_quota(call: &Call<'_>) -> Result<(), Failure> {
    let (used, limit) = (call.store.images(call.account).len(), call.settings.image_quota);
    if used < limit {
        return Ok(());
    }
    Err(Failure::new(
        // The service's own spelling.
        "ResourceInsufficient.InvaildPrivateImageNum",
        messages::quota(used, limit),
    ))
}

fn new_image(call: &mut Call<'_>, source: SourceImage, description: &str) -> Image {
    let keep =
        call.settings.keep_image_id && call.store.image(call.account, &source.image_id).is_none();
    let id = if keep { source.image_id.clone() } else { fresh_id(call) };
    Image {
        id,
        name: source.image_name.clone(),
        description: description.to_owned(),
        source,
        task: Task {
            id: call.ids.task(),
            began: call.now,
            duration: call.settings.import_duration,
        },
    }
}

/// An id that no image has. With 36^8 ids the first one nearly always fits.
fn fresh_id(call: &mut Call<'_>) -> String {
    loop {
        let id = call.ids.image();
        if !call.store.knows(&id) {
            return id;
        }
    }
}
