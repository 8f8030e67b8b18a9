// Generate the crate with the types; after --only, name all actions that you use:
// tc3 generate crate es --only ParseDocument --core path=../tencentcloud --out ../tencentcloud-es
//
// [dependencies] of Cargo.toml; the paths lead to a checkout of the repository:
// tencentcloud-client = { path = "../tencentcloud/crates/client" }
// tencentcloud-es = { path = "../tencentcloud-es" }
// tencentcloud-ureq = { path = "../tencentcloud/crates/ureq", features = ["gzip"] }

use std::time::Duration;

use tencentcloud_client::{AnyResponse, Error, blocking::Client};
use tencentcloud_es::v2025_01_01::ParseDocument;
use tencentcloud_ureq::UreqTransport;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Keys: TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN.
    let client = Client::new(UreqTransport::new()?);
    let input = ParseDocument::new(
        tencentcloud_es::v2025_01_01::structures::ParseDocument::new("PDF")
            .file_url("https://example.com/1.pdf"),
        "m",
    );

    let result = client
        .call(&input)
        .timeout(Duration::from_secs(300))
        .send_or_stream();
    match result {
        Ok(AnyResponse::Single(response)) => {
            println!("{:#?}", response.output);
            eprintln!("request id {}", response.request_id);
        }
        Ok(AnyResponse::Stream(events)) => {
            for event in events {
                println!("{}", event?.data);
            }
        }
        Err(Error::Api(error)) => {
            eprintln!("{}: {}", error.code, error.message);
            eprintln!("request id {}", error.request_id);
            std::process::exit(1);
        }
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    }
    Ok(())
}
