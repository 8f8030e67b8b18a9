//! A blocking client would park its thread on a transport that needs a runtime.

use tencentcloud_client::blocking::Client;
use tencentcloud_hyper::HyperTransport;

fn main() {
    let transport = HyperTransport::new().unwrap();
    let _ = Client::builder(transport);
}
