// Generate the crate with the types; after --only, name all actions that you use:
// tc3 generate crate cvm --only RunInstances --core path=../tencentcloud --out ../tencentcloud-cvm
//
// [dependencies] of Cargo.toml; the paths lead to a checkout of the repository:
// tencentcloud-client = { path = "../tencentcloud/crates/client" }
// tencentcloud-cvm = { path = "../tencentcloud-cvm" }
// tencentcloud-hyper = { path = "../tencentcloud/crates/hyper", features = ["gzip"] }
// tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

use tencentcloud_client::{Client, Error};
use tencentcloud_cvm::RunInstances;
use tencentcloud_cvm::structures::{DataDisk, Placement};
use tencentcloud_hyper::HyperTransport;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Keys: TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN.
    let client = Client::new(HyperTransport::new()?);
    let input = RunInstances::new()
        .placement(
            Placement::new("ap-guangzhou-3")
                .host_ids(["host-00000001"])
                .rack_id("rack-00000001"),
        )
        .data_disks([DataDisk::new(50)
            .disk_type("CLOUD_PREMIUM")
            .delete_with_instance(false)])
        .instance_count(2);

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
