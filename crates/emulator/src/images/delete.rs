//! `DeleteImage`: deletes all given images, or none.

use tencentcloud_core::CommonCode;

use super::call::{Call, Output};
use crate::failure::Failure;
use crate::messages;
use crate::source_image::is_image_id;

pub(super) fn delete(call: &mut Call<'_>) -> Result<Output, Failure> {
    call.check_permission()?;
    let parameters = call.parameters;
    let ids = parameters.strings("ImageIDSet");
    let ids: Vec<&str> = ids.iter().map(|id| &**id).collect();
    call.check("image id", well_formed(call, &ids))?;
    call.check("found", found(call, &ids))?;
    call.check("in use", not_in_use(call, &ids))?;
    call.store.images_mut(call.account).retain(|image| !ids.contains(&&*image.id));
    Ok(Output::new())
}

fn well_formed(call: &Call<'_>, ids: &[&str]) -> Result<(), Failure> {
    let bad = ids.iter().enumerate().find(|(_, id)| !is_image_id(id));
    bad.map_or(Ok(()), |(at, id)| {
        let text = messages::image_id_format(&format!("ImageIDSet.{at}"), id);
        Err(Failure::new(call.codes().image_id(), text))
    })
}

fn found(call: &Call<'_>, ids: &[&str]) -> Result<(), Failure> {
    let mut unknown =
        ids.iter().copied().filter(|id| call.store.image(call.account, id).is_none()).peekable();
    if unknown.peek().is_none() {
        return Ok(());
    }
    let text = messages::image_not_found("ImageIDSet", unknown);
    Err(Failure::common(CommonCode::ResourceNotFound, text))
}

/// An image is in use during its import, as in CVM.
fn not_in_use(call: &Call<'_>, ids: &[&str]) -> Result<(), Failure> {
    let busy = ids.iter().enumerate().find(|(_, id)| {
        let image = call.store.image(call.account, id);
        image.is_some_and(|image| !image.is_ready(call.now))
    });
    busy.map_or(Ok(()), |(at, id)| {
        let text = messages::image_busy(&format!("ImageIDSet.{at}"), id);
        Err(Failure::new("FailedOperation.ImageInUse", text))
    })
}
