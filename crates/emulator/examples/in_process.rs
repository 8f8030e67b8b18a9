//! An emulator inside a test: no port, no network, no account.
//!
//! `cargo run -p tencentcloud-emulator --example in_process`

use std::error::Error;
use std::time::Duration;

use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{Auth, Clock as _, Endpoint, Limits, Request, Transport as _};
use tencentcloud_emulator::Emulator;

const IMPORT: &str = r#"{
    "ImageId": "img-pmqg1cw9",
    "ImageDescription": "sampleImage",
    "SourceRegion": "ap-chengdu"
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let emulator = Emulator::builder().import_duration(Duration::from_secs(60)).build()?;
    // From here on, time passes only when the program advances the clock.
    emulator.clock().freeze(true);

    println!("{}", call(&emulator, "ImportImage", IMPORT)?);
    println!("{}", call(&emulator, "ImportImage", IMPORT)?);
    println!("{}", call(&emulator, "DescribeImage", "{}")?);
    emulator.clock().advance(Duration::from_secs(60));
    println!("{}", call(&emulator, "DescribeImage", "{}")?);
    Ok(())
}

/// Signs a request, sends it over a transport and reads the response, as a client
/// does.
fn call(
    emulator: &Emulator,
    action: &'static str,
    body: &'static str,
) -> Result<String, Box<dyn Error>> {
    let (credential, now) = (emulator.credential(), emulator.clock().now());
    let key = SigningKey::derive(credential.secret_key(), now.unix.date(), "ecm");
    let auth = Auth::Sign { credential: &credential, key: &key };
    let request = Request::new("ecm", "2019-07-19", action, body).to_http(
        &Endpoint::default().origin("ecm")?,
        now,
        auth,
    )?;
    pollster::block_on(async {
        let response = emulator.send(request, Limits::default()).await?;
        let body = response.into_body().collect(Limits::DEFAULT_BODY).await?;
        Ok(String::from_utf8(body.into())?)
    })
}
