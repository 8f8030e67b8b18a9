//! `tc3 emulator`, and the emulator of a single call.

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
    // Before the first line tells anyone that it runs, a signal must end it well.
    let stop = stop_signal()?;
    let server = Server::bind(emulator.clone(), options.listen).await.map_err(|error| {
        Failure::other(&format!("{} cannot be listened on", options.listen), &error)
    })?;
    let url = format!("http://{}", server.local_addr());
    stdout::print(&format!("listening on {url}"))?;
    if !options.listen.ip().is_loopback() {
        eprintln!("warning: {} can be reached from other machines", options.listen.ip());
    }
    if options.keys.is_empty() && options.keys_file.is_none() {
        explain_keys(&emulator.credential(), &url);
    }
    server.run(stop).await.map_err(|error| Failure::other("the emulator stopped", &error))
}

fn build(options: &EmulatorOptions) -> Result<Emulator, Failure> {
    let mut builder = Emulator::builder();
    for pair in &options.keys {
        let parts = pair.parts();
        let (id, key) =
            parts.ok_or_else(|| Failure::Usage("--key takes a pair as ID:SECRET".into()))?;
        builder = builder.key(id, key);
    }
    if let Some(file) = &options.keys_file {
        builder = builder.keys(read_keys(file)?);
    }
    if let Some(start) = options.clock {
        builder = builder.clock_start(start);
    }
    builder.build().map_err(|error| Failure::Usage(error.to_string()))
}

#[expect(clippy::disallowed_methods, reason = "the command is the edge to files")]
fn read_keys(file: &Path) -> Result<Vec<AccountKey>, Failure> {
    // Keys given in place of a file's name would be shown with the name.
    let name = match file.to_str() {
        Some(text) if text.trim_start().starts_with(['[', '{']) => "FILE".into(),
        _ => file.display().to_string(),
    };
    let refuse = |problem: String| Failure::Usage(format!("--keys {name}: {problem}"));
    let text = std::fs::read_to_string(file).map_err(|error| refuse(error.to_string()))?;
    keys_file::parse(&text).map_err(|error| refuse(error.to_string()))
}

/// These keys are worth nothing elsewhere, and this is the only place that says them.
fn explain_keys(credential: &Credential, url: &str) {
    eprintln!(
        "keys of this run, good for nothing else:\n  \
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
    let listen = |kind| {
        signal(kind).map_err(|error| Failure::other("signals cannot be listened for", &error))
    };
    let mut terminate = listen(SignalKind::terminate())?;
    let mut interrupt = listen(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// An emulator in this process for one call, reached over HTTP on loopback.
pub(crate) struct Local {
    pub(crate) url: String,
    pub(crate) credential: Credential,
}

impl Local {
    /// Starts it on a task of the current runtime, with which it ends.
    pub(crate) async fn start() -> Result<Self, Failure> {
        let started = |error: &dyn std::error::Error| {
            Failure::other("the emulator could not be started", error)
        };
        let emulator = Emulator::builder().build().map_err(|error| started(&error))?;
        let credential = emulator.credential();
        let server = Server::bind(emulator, ([127, 0, 0, 1], 0).into()).await;
        let server = server.map_err(|error| started(&error))?;
        let url = format!("http://{}", server.local_addr());
        tokio::spawn(server.run(std::future::pending()));
        Ok(Self { url, credential })
    }
}
