//! A client over a custom transport, made of two functions.
//!
//! `cargo run -p tencentcloud-client --example own_transport`

use tencentcloud_client::{Client, Endpoint};
use tencentcloud_ecm::ImportImage;
use tencentcloud_emulator::{Emulator, Server};

mod transport;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder().build()?;
    let server = Server::bind(emulator.clone(), ([127, 0, 0, 1], 0).into()).await?;
    let endpoint = Endpoint::custom(&format!("http://{}", server.local_addr()))?;
    tokio::spawn(server.run(std::future::pending()));

    let client = Client::builder(transport::own_transport())
        .endpoint(endpoint)
        .credentials(emulator.credential())
        .build();
    let response =
        client.send(&ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu")).await?;
    println!("imported over a custom transport, request id {}", response.request_id);
    Ok(())
}
