//! An import from the typed value to the emulator's store and back, over every
//! transport.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use tencentcloud_client::{Client, Endpoint, blocking};
use tencentcloud_ecm::{DescribeImage, ImportImage, ImportImageCode};
use tencentcloud_emulator::{Emulator, Server};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;

fn import() -> ImportImage {
    ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu")
}

/// A server on loopback that lives as long as the test's runtime.
async fn serve(emulator: &Emulator) -> Endpoint {
    let server = Server::bind(emulator.clone(), ([127, 0, 0, 1], 0).into()).await.unwrap();
    let endpoint = Endpoint::custom(&format!("http://{}", server.local_addr())).unwrap();
    tokio::spawn(server.run(std::future::pending()));
    endpoint
}

#[tokio::test]
async fn over_hyper() {
    let emulator = Emulator::builder().build().unwrap();
    let client = Client::builder(HyperTransport::new().unwrap())
        .endpoint(serve(&emulator).await)
        .credentials(emulator.credential())
        .build();

    let reply = client.call(&import()).region("ap-guangzhou").send().await.unwrap();
    assert!(!reply.request_id.is_empty());
    assert_eq!(reply.attempts, 1);
    assert_eq!(reply.headers["content-type"], "application/json");

    let error = client.send(&import()).await.unwrap_err();
    assert_eq!(error.code_of::<ImportImage>(), Some(ImportImageCode::ImageDuplicate));

    let images = client.send(&DescribeImage::default()).await.unwrap();
    let image = &images.output.image_set.unwrap()[0];
    let source = image.src_image.as_ref().unwrap();
    assert_eq!(source.image_id.as_deref(), Some("img-pmqg1cw9"));
    assert_eq!(source.region.as_deref(), Some("ap-chengdu"));
    assert_eq!(image.image_description.as_deref(), Some("sampleImage"));
}

/// The blocking client has no runtime inside, so it may even be called on a
/// thread of another one, as a careless user would.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_ureq_on_a_thread_of_an_async_runtime() {
    let emulator = Emulator::builder().build().unwrap();
    let client = blocking::Client::builder(UreqTransport::new().unwrap())
        .endpoint(serve(&emulator).await)
        .credentials(emulator.credential())
        .build();
    assert!(!client.send(&import()).unwrap().request_id.is_empty());
    let error = client.send(&import()).unwrap_err();
    assert_eq!(error.code_of::<ImportImage>(), Some(ImportImageCode::ImageDuplicate));
}

#[tokio::test]
async fn without_sockets_by_both_clients() {
    let cloud = Emulator::builder().build().unwrap();
    let client = Client::builder(cloud.clone()).credentials(cloud.credential()).build();
    client.send(&import()).await.unwrap();
    let client = blocking::Client::builder(cloud.clone()).credentials(cloud.credential()).build();
    let error = client.send(&import()).unwrap_err();
    assert_eq!(error.code_of::<ImportImage>(), Some(ImportImageCode::ImageDuplicate));
}

/// Compiles only if both may be shared between threads and cloned.
#[test]
fn clients_are_cheap_to_share() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Client>();
    shared::<blocking::Client>();
}
