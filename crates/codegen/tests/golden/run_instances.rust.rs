// [dependencies] of Cargo.toml; the paths lead to a checkout of the repository:
// tencentcloud-client = { path = "../tencentcloud/crates/client", features = ["catalog"] }
// tencentcloud-hyper = { path = "../tencentcloud/crates/hyper", features = ["gzip"] }
// tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

use tencentcloud_client::{Client, Error, Language, catalog};
use tencentcloud_hyper::HyperTransport;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Keys: TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN.
    let client = Client::new(HyperTransport::new()?);
    let action = catalog::action("cvm", "2017-03-12", "RunInstances").ok_or("unknown action")?;
    let input = r#"{
  "InstanceType": "S5.MEDIUM2",
  "Placement": {"Zone": "ap-guangzhou-3"},
  "ImageId": "img-pmqg1cw9",
  "InstanceCount": 2,
  "DryRun": true,
  "InstanceName": "边缘 \"one\" $HOME `id`",
  "SecurityGroupIds": [],
  "SystemDisk": {"DiskSize": 50}
}"#;

    let result = client
        .call_of(action, input)
        .region("ap-guangzhou")
        .language(Language::EnUs)
        .send()
        .await;
    match result {
        Ok(response) => {
            println!("{}", response.output);
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
