// [dependencies] of Cargo.toml; the paths lead to a checkout of the repository:
// tencentcloud-client = { path = "../tencentcloud/crates/client" }
// tencentcloud-ecm = { path = "../tencentcloud/crates/ecm" }
// tencentcloud-hyper = { path = "../tencentcloud/crates/hyper", features = ["gzip"] }
// tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

use tencentcloud_client::{Client, Endpoint, Error};
use tencentcloud_ecm::DescribeImage;
use tencentcloud_ecm::structures::Filter;
use tencentcloud_hyper::HyperTransport;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Keys: TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN.
    let client = Client::builder(HyperTransport::new()?)
        .endpoint(Endpoint::custom("http://127.0.0.1:41873")?)
        .build();
    let input = DescribeImage::new()
        .filters([Filter::new("image-type", ["PRIVATE_IMAGE"])])
        .limit(20);

    let result = client.call(&input).region("ap-guangzhou").send().await;
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
