//! Imports an image, finds it by its source, and handles the error of a duplicate.
//!
//! `cargo run -p tencentcloud-ecm --example import_image`

use tencentcloud_client::blocking::Client;
use tencentcloud_ecm::structures::Filter;
use tencentcloud_ecm::{DescribeImage, ImportImage};
use tencentcloud_emulator::Emulator;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // In a program: Client::new(UreqTransport::new()?)
    let emulator = Emulator::builder().build()?;
    let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();

    let import = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
    println!("imported, request id {}", client.send(&import)?.request_id);

    // The output lacks the id of the new image; its source identifies it.
    let own = DescribeImage::default().filters([Filter::new("image-type", ["PRIVATE_IMAGE"])]);
    for image in client.send(&own)?.into_output().image_set {
        let source = image.src_image.unwrap_or_default();
        println!(
            "{:?} is imported from {:?} in {:?}",
            image.image_id, source.image_id, source.region
        );
    }

    if let Err(error) = client.send(&import)
        && let Some(code) = error.code_of::<ImportImage>()
    {
        println!("second import: {code}: {}", code.advice());
    }
    Ok(())
}
