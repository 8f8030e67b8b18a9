//! `tc3 emulator`, and the emulator of a single call.

use std::net::SocketAddr;
use std::path::Path;

use tencentcloud_core::Credential;
use tencentcloud_emulator::{Emulator, Server, keys_file};

use crate::cli::EmulatorOptions;
use crate::failure::Failure;
use crate::stdout;

/// Serves until Ctrl-C or SIGTERM.
pub(crate) async fn run(options: &EmulatorOptions) -> Result<(), Failure> {
    let mut builder = Emulator::builder();
    for pair in &options.keys {
        builder = builder.key(&pair.secret_id, &pair.secret_key);
    }
    if let Some(file) = &options.keys_file {
        builder = builder.keys(read_keys(file)?);
    }
    if let Some(start) = options.clock {
        builder = builder.clock_start(start);
    }
    let emulator = builder.build().map_err(|error| Failure::Usage(error.to_string()))?;
    let server = bind(&emulator, options.listen).await?;
    let url = format!("http://{}", server.local_addr());
    stdout::print(&format!("listening on {url}"))?;
    if !options.listen.ip().is_loopback() {
        eprintln!("warning: {} can be reached from other machines", options.listen.ip());
    }
    if options.keys.is_empty() && options.keys_file.is_none() {
        explain_keys(&emulator.credential(), &url);
    }
    let stop = stop_signal()?;
    server
        .run(stop)
        .await
        .map_err(|error| Failure::other("the emulator stopped", &error))
}
