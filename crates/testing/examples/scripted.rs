//! A test's transport: it answers what the script says and keeps what it was sent.
//!
//! `cargo run -p tencentcloud-testing --example scripted`

use tencentcloud_client::{Static, blocking::Client};
use tencentcloud_core::{Effect, Request, Sent, TransportErrorKind};
use tencentcloud_testing::Scripted;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let transport = Scripted::new()
        .json(r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#)
        .failure(TransportErrorKind::Closed, Sent::Maybe);
    let client = Client::builder(transport.clone())
        .credentials(Static::new("test-secret-id-000001", "test-secret-key-000001")?)
        .build();

    let describe = || Request::new("ecm", "2019-07-19", "DescribeImage", "{}").effect(Effect::Read);
    println!("{}", client.request(describe()).send()?.output);
    if let Err(error) = client.request(describe()).send() {
        println!("{error}; may the service have seen it? {:?}", error.sent());
    }
    for request in transport.requests() {
        println!("sent {} to {}", request.method(), request.uri());
    }
    Ok(())
}
