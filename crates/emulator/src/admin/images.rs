//! Listing images, and adding CVM images.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::refusal::Refusal;
use crate::emulator::Emulator;
use crate::images::image_json;
use crate::inspect::AddImageError;
use crate::source_image::SourceImage;

pub(super) fn list(emulator: &Emulator) -> Value {
    let state = emulator.state();
    let now = emulator.now();
    let accounts: Map<String, Value> = state
        .store
        .accounts()
        .map(|(account, images)| {
            let images = images.iter().map(|image| image_json(image, account, now));
            (account.to_owned(), images.collect())
        })
        .collect();
    json!({"accounts": accounts, "source_images": state.store.sources()})
}

/// Adds a CVM image and returns it.
pub(super) fn add(emulator: &Emulator, body: &[u8]) -> Result<Value, Refusal> {
    let mut image: SourceImage = super::body(body)?;
    if image.image_name.is_empty() {
        image.image_name.clone_from(&image.image_id);
    }
    image.account.get_or_insert_with(|| emulator.inner().owner.clone());
    let json = json!(image);
    match emulator.add_source_image(image) {
        Ok(()) => Ok(json),
        Err(error @ AddImageError::Exists) => {
            Err(Refusal::new(StatusCode::CONFLICT, error.to_string()))
        }
        Err(error) => Err(Refusal::new(StatusCode::BAD_REQUEST, error.to_string())),
    }
}
