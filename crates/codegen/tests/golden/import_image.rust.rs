// cargo add tencentcloud-client tencentcloud-ecm tencentcloud-hyper tokio --features tencentcloud-hyper/gzip,tokio/macros,tokio/rt-multi-thread

use tencentcloud_client::{Client, Error};
use tencentcloud_ecm::ImportImage;
use tencentcloud_hyper::HyperTransport;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Keys: TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN.
    let client = Client::new(HyperTransport::new()?);
    let input = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");

    let result = client.call(&input).send().await;
    match result {
        Ok(response) => {
            println!("{:#?}", response.output);
            eprintln!("request id {}", response.request_id);
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
