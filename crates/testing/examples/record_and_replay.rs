//! Records exchanges with a service and replays them in a test.
//!
//! `cargo run -p tencentcloud-testing --example record_and_replay`

use tencentcloud_client::{Client, Credential, blocking};
use tencentcloud_ecm::{DescribeImage, ImportImage};
use tencentcloud_emulator::Emulator;
use tencentcloud_testing::{Capture, Recording, Replay};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Record once: here with the emulator, in a program with UreqTransport::new()?.
    let emulator = Emulator::builder().build()?;
    let capture = Capture::new(emulator.clone());
    let client =
        blocking::Client::builder(capture.clone()).credentials(emulator.credential()).build();
    let import = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
    client.send(&import)?;
    client.send(&DescribeImage::default())?;

    // Write this to a file. It holds no signature and no token.
    let file = capture.recording().to_json();
    println!("{file}");

    // Replay without the service, with any keys and with either client.
    let replay = Replay::new(Recording::from_json(&file)?);
    let client = Client::builder(replay.clone())
        .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
        .clock(replay.clock())
        .build();
    println!("replayed: {}", client.send(&import).await?.request_id);

    // A request that was not recorded fails; the error names the differences.
    let other = ImportImage::new("img-pmqg1cw9", "otherImage", "ap-chengdu");
    if let Err(error) = client.send(&other).await {
        println!("failed: {error}");
    }
    for exchange in replay.unused() {
        println!("unused: {exchange:?}");
    }
    Ok(())
}
