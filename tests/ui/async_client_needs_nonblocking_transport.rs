//! An async client would hold up the runtime's thread with a blocking transport.

use tencentcloud_client::Client;
use tencentcloud_ureq::UreqTransport;

fn main() {
    let transport = UreqTransport::new().unwrap();
    let _ = Client::builder(transport);
}
