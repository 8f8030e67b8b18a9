//! Both transports with the provider of the program, which stays the only one.

use std::sync::Arc;

use rustls::ClientConfig;
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::{BuildError, UreqTransport};

fn main() -> Result<(), BuildError> {
    let provider = rustls_graviola::default_provider();
    let _ = provider.clone().install_default();
    // What the program does with rustls by itself works as before.
    let _config = ClientConfig::builder();

    let provider = Arc::new(provider);
    HyperTransport::builder().tls_provider(Arc::clone(&provider)).build()?;
    UreqTransport::builder().tls_provider(provider).build()?;
    // Without a provider there is none.
    assert_eq!(UreqTransport::new().err(), Some(BuildError::NoTlsProvider));
    assert_eq!(HyperTransport::new().err(), Some(BuildError::NoTlsProvider));
    println!("both transports use the provider of the program");
    Ok(())
}
