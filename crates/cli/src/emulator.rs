//! `tc3 emulator`, and the emulator of `--emulator`.

mod authority_file;

use std::future::Future;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use tencentcloud_core::Credential;
use tencentcloud_emulator::{AccountKey, Emulator, Server, keys_file};
use tokio::signal::unix::{SignalKind, signal};

use self::authority_file::AuthorityFile;
use crate::cli::EmulatorOptions;
use crate::failure::Failure;
use crate::{input, stderr, stdout};

/// Serves until Ctrl-C or SIGTERM.
pub(crate) async fn run(options: &EmulatorOptions) -> Result<(), Failure> {
    let emulator = build(options)?;
    // Signals are handled before the first line announces the server.
    let stop = stop_signal()?;
    let server = Server::bind(emulator.clone(), options.listen)
        .await
        .map_err(|error| Failure::other(&format!("cannot listen on {}", options.listen), &error))?;
    let server = if options.tls {
        server.with_tls().map_err(|error| Failure::other("cannot serve HTTPS", &error))?
    } else {
        server
    };
    // Removed when the server ends.
    let authority = server.authority_pem().map(AuthorityFile::create).transpose()?;
    stdout::print(&format!("listening on {}", server.url()))?;
    let is_fresh = options.keys.is_empty() && options.keys_file.is_none();
    let keys = is_fresh.then(|| emulator.credential());
    let authority = authority.as_ref().map(AuthorityFile::path);
    for note in notes(server.local_addr(), authority, keys.as_ref(), options.stubs) {
        stderr::print(&note);
    }
    if let Some(token) = emulator.admin_token() {
        let token = token.expose();
        stderr::print(&format!("administration from other machines: X-Emulator-Token: {token}"));
    }
    server.run(stop).await.map_err(|error| Failure::other("the emulator stopped", &error))
}

fn build(options: &EmulatorOptions) -> Result<Emulator, Failure> {
    let mut builder = Emulator::builder().stubs(options.stubs);
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
    for failing in &options.fail {
        builder = builder.fail(failing);
    }
    if let Some(seed) = options.id_seed {
        builder = builder.seed(seed);
    }
    if options.admin_token {
        builder = builder.admin_token();
    }
    builder.build().map_err(|error| Failure::Usage(error.to_string()))
}

/// Reads the file of `--keys`. No error shows its name: the argument may be the keys.
pub(crate) fn read_keys(file: &Path) -> Result<Vec<AccountKey>, Failure> {
    let usage = |problem: String| Failure::Usage(format!("--keys FILE: {problem}"));
    let text = input::file(file).map_err(usage)?;
    keys_file::parse(&text).map_err(|error| usage(error.to_string()))
}

/// What to know about the server: who can reach it, and the generated keys, which are
/// valid for this emulator only.
fn notes(
    address: SocketAddr,
    authority: Option<&Path>,
    keys: Option<&Credential>,
    stubs: bool,
) -> Vec<String> {
    let example = if stubs {
        "cvm DescribeInstances --region ap-guangzhou"
    } else {
        "ecm ImportImage --ImageId img-pmqg1cw9 --ImageDescription sampleImage \
         --SourceRegion ap-chengdu"
    };
    let mut notes = Vec::new();
    if !address.ip().is_loopback() {
        notes.push(format!("warning: {} is reachable from other machines", address.ip()));
    }
    let mut trust = String::new();
    if let Some(authority) = authority {
        notes.push(format!("certificate authority: {}", authority.display()));
        trust = format!("  export SSL_CERT_FILE={}\n", authority.display());
    }
    if let Some(credential) = keys {
        notes.push(format!(
            "keys for this emulator only:\n  \
             export TENCENTCLOUD_SECRET_ID={}\n  \
             export TENCENTCLOUD_SECRET_KEY={}\n\
             {trust}\
             then, for example:\n  \
             tc3 {example} {}",
            credential.secret_id(),
            credential.secret_key().expose(),
            endpoint_options(address, authority.is_some()),
        ));
    }
    notes
}

/// The options with which a call from this machine reaches the address. An unspecified
/// address (`0.0.0.0`) names no machine, so loopback replaces it.
fn endpoint_options(mut address: SocketAddr, is_tls: bool) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    if is_tls {
        return format!("--endpoint https://{address}");
    }
    let allow_http = if address.ip().is_loopback() { "" } else { " --allow-http" };
    format!("--endpoint http://{address}{allow_http}")
}

/// Ctrl-C or SIGTERM.
pub(crate) fn stop_signal() -> Result<impl Future<Output = ()>, Failure> {
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
    /// Starts the server as a task of the current runtime. With `stubs`, actions that are
    /// not modeled respond with examples.
    pub(crate) async fn start(stubs: bool) -> Result<Self, Failure> {
        let failed =
            |error: &dyn std::error::Error| Failure::other("cannot start the emulator", error);
        let emulator = Emulator::builder().stubs(stubs).build().map_err(|error| failed(&error))?;
        let credential = emulator.credential();
        let server = Server::bind(emulator, ([127, 0, 0, 1], 0).into()).await;
        let server = server.map_err(|error| failed(&error))?;
        let url = server.url();
        tokio::spawn(server.run(std::future::pending()));
        Ok(Self { url, credential })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_endpoint_can_be_called_from_this_machine() {
        let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
        for (listen, options) in [
            ("127.0.0.1:8080", "--endpoint http://127.0.0.1:8080"),
            ("0.0.0.0:8080", "--endpoint http://127.0.0.1:8080"),
            ("[::]:8080", "--endpoint http://[::1]:8080"),
            ("192.0.2.1:8080", "--endpoint http://192.0.2.1:8080 --allow-http"),
        ] {
            let notes = notes(listen.parse().unwrap(), None, Some(&keys), false);
            let last = notes.last().unwrap();
            assert!(last.contains("export TENCENTCLOUD_SECRET_ID=test-secret-id-000001\n"));
            assert!(last.ends_with(&format!(" {options}")), "{last}");
            assert!(last.contains("tc3 ecm ImportImage "), "{last}");
        }
    }

    #[test]
    fn example_over_https_trusts_the_authority() {
        let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
        let authority = Some(Path::new("/tmp/authority.pem"));
        let notes = notes("0.0.0.0:8443".parse().unwrap(), authority, Some(&keys), false);
        assert_eq!(notes[1], "certificate authority: /tmp/authority.pem");
        assert!(notes[2].contains("\n  export SSL_CERT_FILE=/tmp/authority.pem\nthen"));
        assert!(notes[2].ends_with(" --endpoint https://127.0.0.1:8443"), "{notes:?}");
    }

    #[test]
    fn example_with_stubs_is_an_action_that_is_not_modeled() {
        let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
        let notes = notes("127.0.0.1:1".parse().unwrap(), None, Some(&keys), true);
        assert!(notes[0].contains("\n  tc3 cvm DescribeInstances --region "), "{notes:?}");
    }

    #[test]
    fn address_that_other_machines_reach_is_warned_about() {
        let warned = |listen: &str| notes(listen.parse().unwrap(), None, None, false);
        assert_eq!(warned("0.0.0.0:1"), ["warning: 0.0.0.0 is reachable from other machines"]);
        assert_eq!(warned("192.0.2.1:1").len() + warned("[::]:1").len(), 2);
        assert_eq!(warned("127.0.0.1:1").len() + warned("[::1]:1").len(), 0);
    }
}
