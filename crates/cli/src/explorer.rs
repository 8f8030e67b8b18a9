//! `tc3 explorer`: the API Explorer with its emulator.

mod descriptions;

use std::ffi::OsString;
use std::future::pending;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use tencentcloud_client::{EnvCredentials, EnvCredentialsError};
use tencentcloud_core::Credential;
use tencentcloud_emulator::{Emulator, Server as EmulatorServer};
use tencentcloud_explorer::{AccountKey, Explorer, Server};

use crate::cli::ExplorerOptions;
use crate::emulator::{read_keys, stop_signal};
use crate::failure::Failure;
use crate::texts::Texts;
use crate::{stderr, stdout};

/// Serves until Ctrl-C or SIGTERM.
pub(crate) async fn run(options: &ExplorerOptions) -> Result<(), Failure> {
    let (account, mut notes) = account(options.keys_file.as_deref())?;
    let failed = |error: &dyn std::error::Error| Failure::other("cannot start the emulator", error);
    let emulator = Emulator::builder().stubs(true).build().map_err(|error| failed(&error))?;
    let emulator_server = EmulatorServer::bind(emulator.clone(), ([127, 0, 0, 1], 0).into()).await;
    let emulator_server = emulator_server.map_err(|error| failed(&error))?;

    let mut builder = Explorer::builder(emulator, emulator_server.url());
    if let Some(account) = account {
        builder = builder.account(account);
    }
    if let Some(texts) = Texts::open() {
        builder = builder.texts(texts);
    }
    if let Some(folder) = state_folder() {
        builder = builder.state_folder(folder);
    }
    let explorer = builder.build();
    let problem = explorer.state_problem();
    notes.extend(problem.map(|problem| format!("note: history is kept in memory only: {problem}")));

    // Signals are handled before the first line announces the server.
    let stop = stop_signal()?;
    let server = Server::bind(explorer, options.listen)
        .await
        .map_err(|error| Failure::other(&format!("cannot listen on {}", options.listen), &error))?;
    stdout::print(&format!("explorer on {}", server.link()))?;
    notes.extend(warning(options.listen));
    notes.push("open the link in a browser; Ctrl-C stops".into());
    for note in &notes {
        stderr::print(note);
    }
    let result = tokio::select! {
        result = server.run(stop) => result,
        result = emulator_server.run(pending()) => result,
    };
    result.map_err(|error| Failure::other("the explorer stopped", &error))
}

/// The keys of an account: the first pair of the file, else those of the environment. Without
/// keys the explorer is of use as well, so those of the environment that are not valid are a
/// note.
fn account(file: Option<&Path>) -> Result<(Option<AccountKey>, Vec<String>), Failure> {
    if let Some(file) = file {
        let first = read_keys(file)?.into_iter().next();
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        return Ok((first.map(|key| AccountKey::new(key.credential, name)), Vec::new()));
    }
    let key = |credential: Credential| AccountKey::new(credential, "environment");
    Ok(match EnvCredentials::default().read() {
        Ok(credential) => (Some(key(credential)), Vec::new()),
        // Half a pair is a mistake, of which the page would only say that there is no key.
        Err(EnvCredentialsError::Unset(name)) if name.ends_with("_ID") => (None, Vec::new()),
        Err(error) => {
            (None, vec![format!("note: the keys of the environment are not used: {error}")])
        }
    })
}

/// Who can reach the page.
fn warning(listen: SocketAddr) -> Option<String> {
    (!listen.ip().is_loopback()).then(|| {
        format!(
            "warning: {} is reachable from other machines; the token in the link guards it, over \
             plain HTTP",
            listen.ip()
        )
    })
}

/// The folder of history and favorites; `None` if the environment names no home.
#[expect(clippy::disallowed_methods, reason = "the command reads the environment")]
fn state_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    state_folder_of(variable, std::env::home_dir())
}

fn state_folder_of(
    variable: impl Fn(&str) -> Option<OsString>,
    home: Option<PathBuf>,
) -> Option<PathBuf> {
    // A relative path is invalid, says the XDG Base Directory Specification.
    let state = variable("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let state = state.or_else(|| Some(home?.join(".local/state")))?;
    Some(state.join("tc3/explorer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn state_folder_is_that_of_the_environment() {
        for (state, home, folder) in [
            (Some("/state"), Some("/h"), Some("/state/tc3/explorer")),
            (Some("relative"), Some("/h"), Some("/h/.local/state/tc3/explorer")),
            (None, Some("/h"), Some("/h/.local/state/tc3/explorer")),
            (None, None, None),
        ] {
            let variable = |name: &str| state.filter(|_| name == "XDG_STATE_HOME").map(Into::into);
            let found = state_folder_of(variable, home.map(PathBuf::from));
            assert_eq!(found, folder.map(PathBuf::from), "{state:?} {home:?}");
        }
    }

    #[test]
    fn address_that_other_machines_reach_is_warned_about() {
        let warning = |listen: &str| warning(listen.parse().unwrap());
        assert!(warning("127.0.0.1:0").is_none() && warning("[::1]:0").is_none());
        assert!(warning("0.0.0.0:1").unwrap().contains("token"));
    }
}
