//! `ModifyImageAttribute`: changes the name or description of an image.

use tencentcloud_core::CommonCode;

use super::call::{Call, Output, check_length};
use crate::failure::Failure;
use crate::image_settings::ImageSettings;
use crate::messages;
use crate::source_image::is_image_id;

pub(super) fn modify(call: &mut Call<'_>) -> Result<Output, Failure> {
    let parameters = call.parameters;
    let id = &*parameters.required_string("ImageId");
    let (name, description) =
        (parameters.string("ImageName"), parameters.string("ImageDescription"));
    // A name must not be empty; a description may be.
    let name = name.as_deref().filter(|name| !name.is_empty());
    let description = description.as_deref();

    call.check_permission()?;
    let anything = something_to_change(call, name, description);
    call.check("anything", anything)?;
    call.check_format(&["ImageId", "ImageName", "ImageDescription"])?;
    let length = within_limits(call, name, description);
    call.check("length", length)?;
    call.check("image id", well_formed(call, id))?;
    call.check("found", found(call, id))?;
    call.check("name", name_is_free(call, id, name))?;

    let images = call.store.images_mut(call.account);
    if let Some(image) = images.iter_mut().find(|image| image.id == id) {
        if let Some(name) = name {
            name.clone_into(&mut image.name);
        }
        if let Some(description) = description {
            description.clone_into(&mut image.description);
        }
    }
    Ok(Output::new())
}

fn something_to_change(
    call: &Call<'_>,
    name: Option<&str>,
    description: Option<&str>,
) -> Result<(), Failure> {
    if name.is_some() || description.is_some() {
        return Ok(());
    }
    let text = messages::none_of(["ImageName", "ImageDescription"]);
    Err(Failure::new(call.codes().missing(), text))
}

fn within_limits(
    call: &Call<'_>,
    name: Option<&str>,
    description: Option<&str>,
) -> Result<(), Failure> {
    let code = call.codes().too_large();
    let name = name.unwrap_or_default();
    let description = description.unwrap_or_default();
    check_length(code, "ImageName", name, ImageSettings::NAME_LIMIT)?;
    check_length(code, "ImageDescription", description, ImageSettings::DESCRIPTION_LIMIT)
}

fn well_formed(call: &Call<'_>, id: &str) -> Result<(), Failure> {
    if is_image_id(id) {
        return Ok(());
    }
    let text = messages::image_id_format("ImageId", id);
    Err(Failure::new(call.codes().image_id(), text))
}

fn found(call: &Call<'_>, id: &str) -> Result<(), Failure> {
    match call.store.image(call.account, id) {
        None => Err(Failure::common(
            CommonCode::ResourceNotFound,
            messages::image_not_found("ImageId", [id]),
        )),
        Some(image) if !image.is_ready(call.now) => Err(Failure::new(
            "FailedOperation.OperationNotAllow",
            messages::image_busy("ImageId", id),
        )),
        Some(_) => Ok(()),
    }
}

fn name_is_free(call: &Call<'_>, id: &str, name: Option<&str>) -> Result<(), Failure> {
    let images = call.store.images(call.account);
    let taken = images.iter().find(|image| Some(&*image.name) == name && image.id != id);
    taken.map_or(Ok(()), |image| {
        Err(Failure::new(
            "InvalidParameterValue.ImageNameDuplicate",
            messages::name_duplicate(name.unwrap_or_default(), &image.id),
        ))
    })
}
