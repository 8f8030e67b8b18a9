//! An import from the typed input to the emulator's store, over every transport.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use tencentcloud_client::{Client, Endpoint, blocking};
use tencentcloud_ecm::{DescribeImage, ImportImage, ImportImageCode};
use tencentcloud_emulator::{Emulator, Server};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;

fn import() -> ImportImage {
    ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu")
}

/// Starts a server on loopback that runs until the test's runtime ends.
async fn serve(emulator: &Emulator) -> Endpoint {
    let server = Server::bind(emulator.clone(), ([127, 0, 0, 1], 0).into()).await.unwrap();
    let endpoint = Endpoint::custom(&format!("http://{}", server.local_addr())).unwrap();
    tokio::spawn(server.run(std::future::pending()));
    endpoint
}

#[tokio::test]
async fn import_works_over_hyper() {
    let emulator = Emulator::builder().build().unwrap();
    let client = Client::builder(HyperTransport::new().unwrap())
        .endpoint(serve(&emulator).await)
        .credentials(emulator.credential())
        .build();

    let response = client.call(&import()).region("ap-guangzhou").send().await.unwrap();
    assert!(!response.request_id.is_empty());
    assert_eq!(response.attempts, 1);
    assert_eq!(response.headers["content-type"], "application/json");

    let error = client.send(&import()).await.unwrap_err();
    assert_eq!(error.code_of::<ImportImage>(), Some(ImportImageCode::ImageDuplicate));

    let images = client.send(&DescribeImage::default()).await.unwrap();
    let image = &images.output.image_set[0];
    let source = image.src_image.as_ref().unwrap();
    assert_eq!(source.image_id.as_deref(), Some("img-pmqg1cw9"));
    assert_eq!(source.region.as_deref(), Some("ap-chengdu"));
    assert_eq!(image.image_description.as_deref(), Some("sampleImage"));
}

/// The blocking client has no runtime inside, so it works even on a thread of one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn import_works_over_ureq_on_a_thread_of_a_runtime() {
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
async fn import_works_in_process_with_both_clients() {
    let emulator = Emulator::builder().build().unwrap();
    let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
    client.send(&import()).await.unwrap();
    let client =
        blocking::Client::builder(emulator.clone()).credentials(emulator.credential()).build();
    let error = client.send(&import()).unwrap_err();
    assert_eq!(error.code_of::<ImportImage>(), Some(ImportImageCode::ImageDuplicate));
}

/// Compiles only if both clients are `Clone`, `Send` and `Sync`.
#[test]
fn clients_can_be_shared_between_threads() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Client>();
    shared::<blocking::Client>();
}
