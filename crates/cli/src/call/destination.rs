//! Endpoint and credential of a call.

use tencentcloud_client::EnvCredentials;
use tencentcloud_core::{Credential, Endpoint, Error};

use crate::cli::CallOptions;
use crate::emulator::LocalEmulator;
use crate::failure::Failure;
use crate::stderr;

/// An endpoint and the credential for it.
#[derive(Debug)]
pub(super) struct Destination {
    pub(super) endpoint: Endpoint,
    /// `None` for a request that goes unsigned: who has no keys yet gets them by such a call.
    pub(super) credential: Option<Credential>,
}

/// The emulator with its own credential, or the cloud or `--endpoint` with the
/// credential of the environment.
pub(super) async fn choose(
    options: &CallOptions,
    is_signed: bool,
    failed: impl Fn(Error) -> Failure,
) -> Result<Destination, Failure> {
    if options.emulator {
        let local = LocalEmulator::start(options.stubs).await?;
        if EnvCredentials::default().read().is_ok() {
            stderr::print("note: --emulator uses its own keys, not those of the environment");
        }
        let endpoint = Endpoint::custom(&local.url);
        let endpoint = endpoint.map_err(|error| failed(error.into()))?;
        return Ok(Destination { endpoint, credential: Some(local.credential) });
    }
    let endpoint = endpoint(options, &failed)?;
    let credential = is_signed.then(|| EnvCredentials::default().read()).transpose();
    let credential = credential.map_err(|error| failed(Error::credential(error)))?;
    Ok(Destination { endpoint, credential })
}

/// The cloud or `--endpoint`.
pub(super) fn endpoint(
    options: &CallOptions,
    failed: impl Fn(Error) -> Failure,
) -> Result<Endpoint, Failure> {
    let Some(url) = &options.endpoint else { return Ok(Endpoint::nearest()) };
    let endpoint = Endpoint::custom(url).map_err(|error| failed(error.into()))?;
    Ok(if options.allow_http { endpoint.allow_plain_http() } else { endpoint })
}
