//! `tc3 emulator`, and the emulator of `--emulator`.

use std::future::Future;
use std::path::Path;

use tencentcloud_core::Credential;
use tencentcloud_emulator::{AccountKey, Emulator, Server, keys_file};
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::EmulatorOptions;
use crate::failure::Failure;
use crate::stdout;

/// Serves until Ctrl-C or SIGTERM.
pub(crate) async fn run(options: &EmulatorOptions) -> Result<(), Failure> {
    let emulator = build(options)?;
    // Signals are handled before the first line announces the server.
    let stop = stop_signal()?;
    let server = Server::bind(emulator.clone(), options.listen)
        .await
        .map_err(|error| Failure::other(&format!("cannot listen on {}", options.listen), &error))?;
    let url = format!("http://{}", server.local_addr());
    stdout::print(&format!("listening on {url}"))?;
    if !options.listen.ip().is_loopback() {
        eprintln!("warning: {} is reachable from other machines", options.listen.ip());
    }
    if options.keys.is_empty() && options.keys_file.is_none() {
        print_keys(&emulator.credential(), &url);
    }
    if let Some(token) = emulator.admin_token() {
        eprintln!("administration from other machines: X-Emulator-Token: {}", token.expose());
    }
    server.run(stop).await.map_err(|error| Failure::other("the emulator stopped", &error))
}

fn build(options: &EmulatorOptions) -> Result<Emulator, Failure> {
    let mut builder = Emulator::builder();
    for pair in &options.keys {
        let parts = pair.parts();
        let (id, key) = parts.ok_or_else(|| Failure::Usage("--key must be ID:SECRET".into()))?;
        builder = builder.key(id, key);
    }
    if let Some(file) = &options.keys_file {
        builder = builder.keys(read_keys(file)?);
    }
    if let Some(start) = options.clock {
        builder = builder.clock_start(start);
    }
    for image in &options.images {
        builder = builder.source_image(image.clone());
    }
    if let Some(duration) = options.import_duration {
        builder = builder.import_duration(duration);
    }
    if let Some(quota) = options.image_quota {
        builder = builder.image_quota(quota);
    }
    for denied in &options.deny {
        builder = match denied.split_once(':') {
            Some((account, action)) => builder.deny(account, action),
            None => builder.deny_to_all(denied),
        };
    }
    if let Some(seed) = options.id_seed {
        builder = builder.seed(seed);
    }
    if options.admin_token {
        builder = builder.admin_token();
    }
    builder.build().map_err(|error| Failure::Usage(error.to_string()))
}

#[expect(clippy::disallowed_methods, reason = "the command reads files")]
fn read_keys(file: &Path) -> Result<Vec<AccountKey>, Failure> {
    // The argument may be the keys themselves, which must not be printed.
    let name = match file.to_str() {
        Some(text) if text.trim_start().starts_with(['[', '{']) => "FILE".into(),
        _ => file.display().to_string(),
    };
    let usage = |problem: String| Failure::Usage(format!("--keys {name}: {problem}"));
    let text = std::fs::read_to_string(file).map_err(|error| usage(error.to_string()))?;
    keys_file::parse(&text).map_err(|error| usage(error.to_string()))
}

/// Prints the generated keys, which are valid for this emulator only.
fn print_keys(credential: &Credential, url: &str) {
    eprintln!(
        "keys for this emulator only:\n  \
         export TENCENTCLOUD_SECRET_ID={}\n  \
         export TENCENTCLOUD_SECRET_KEY={}\n\
         then, for example:\n  \
         tc3 ecm ImportImage --ImageId img-pmqg1cw9 --ImageDescription sampleImage \
         --SourceRegion ap-chengdu --endpoint {url}",
        credential.secret_id(),
        credential.secret_key().expose(),
    );
}

fn stop_signal() -> Result<impl Future<Output = ()>, Failure> {
    let listen =
        |kind| signal(kind).map_err(|error| Failure::other("cannot handle signals", &error));
    let mut terminate = listen(SignalKind::terminate())?;
    let mut interrupt = listen(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// An emulator in this process, served over HTTP on loopback.
pub(crate) struct LocalEmulator {
    pub(crate) url: String,
    pub(crate) credential: Credential,
}

impl LocalEmulator {
    /// Starts the server as a task of the current runtime.
    pub(crate) async fn start() -> Result<Self, Failure> {
        let failed =
            |error: &dyn std::error::Error| Failure::other("cannot start the emulator", error);
        let emulator = Emulator::builder().build().map_err(|error| failed(&error))?;
        let credential = emulator.credential();
        let server = Server::bind(emulator, ([127, 0, 0, 1], 0).into()).await;
        let server = server.map_err(|error| failed(&error))?;
        let url = format!("http://{}", server.local_addr());
        tokio::spawn(server.run(std::future::pending()));
        Ok(Self { url, credential })
    }
}
