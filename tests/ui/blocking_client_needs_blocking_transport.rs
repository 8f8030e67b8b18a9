//! A blocking client rejects an async transport, which needs a runtime.

use tencentcloud_client::blocking::Client;
use tencentcloud_hyper::HyperTransport;

fn main() {
    let transport = HyperTransport::new().unwrap();
    let _ = Client::new(transport);
}
