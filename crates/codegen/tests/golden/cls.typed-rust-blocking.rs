// Generate the crate with the types; after --only, name all actions that you use:
// tc3 generate crate cls --only UploadLog --core path=../tencentcloud --out ../tencentcloud-cls
//
// [dependencies] of Cargo.toml; the paths lead to a checkout of the repository:
// tencentcloud-client = { path = "../tencentcloud/crates/client" }
// tencentcloud-cls = { path = "../tencentcloud-cls" }
// tencentcloud-ureq = { path = "../tencentcloud/crates/ureq", features = ["gzip"] }

use tencentcloud_client::{Error, blocking::Client};
use tencentcloud_cls::UploadLog;
use tencentcloud_ureq::UreqTransport;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Keys: TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN.
    let client = Client::new(UreqTransport::new()?);
    let input = UploadLog::new("topic-1").body(b"\x00\"octets");

    let result = client.call(&input).send();
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
