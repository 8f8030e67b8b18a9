//! An async client rejects a blocking transport, which would block the runtime.

use tencentcloud_client::Client;
use tencentcloud_ureq::UreqTransport;

fn main() {
    let transport = UreqTransport::new().unwrap();
    let _ = Client::new(transport);
}
