//! Where a call goes and with whose keys.

use tencentcloud_client::EnvCredentials;
use tencentcloud_core::{Credential, Endpoint, Error};

use crate::cli::CallOptions;
use crate::emulator::Local;
use crate::failure::Failure;

/// A host and the keys for it.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) endpoint: Endpoint,
    pub(super) credential: Credential,
}

/// The emulator with its own keys, or the cloud (or the host that the user
/// names) with the keys in force.
pub(super) async fn choose(
    options: &CallOptions,
    failed: impl Fn(Error) -> Failure,
) -> Result<Target, Failure> {
    if options.emulator {
        let local = Local::start().await?;
        if EnvCredentials::default().read().is_ok() {
            eprintln!("note: --emulator uses keys of its own, not those in the environment");
        }
        let endpoint = Endpoint::custom(&local.url);
        let endpoint = endpoint.map_err(|error| failed(error.into()))?;
        return Ok(Target { endpoint, credential: local.credential });
    }
    let endpoint = match &options.endpoint {
        Some(url) => {
            let endpoint = Endpoint::custom(url).map_err(|error| failed(error.into()))?;
            if options.allow_http { endpoint.allow_plain_http() } else { endpoint }
        }
        None => Endpoint::nearest(),
    };
    let credential =
        EnvCredentials::default().read().map_err(|error| failed(Error::credential(error)))?;
    Ok(Target { endpoint, credential })
}
