//! A `tc3 emulator` in a separate process.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::process::{self, Running, cargo, root};

/// The time limit for the emulator to start, and to stop.
const LIMIT: Duration = Duration::from_secs(20);

/// What precedes the file of its authority in a note.
const AUTHORITY: &str = "certificate authority: ";

pub(super) struct Emulator {
    process: Running,
    url: String,
    /// What it printed to stderr.
    notes: PathBuf,
}

impl Emulator {
    /// A placeholder, so it may stand on a command line.
    pub(super) const SECRET_ID: &str = "test-secret-id-000001";
    pub(super) const SECRET_KEY: &str = "test-secret-key-000001";

    /// Starts an emulator with these options on a free loopback port and waits until it
    /// listens. Its stderr goes to the file `NAME.log`.
    pub(super) fn start(name: &str, options: &[&str]) -> Outcome<Self> {
        let notes = root().join("target/xtask").join(name).with_extension("log");
        let failed = |error| Failure::new(format!("{}: {error}", notes.display()));
        let key = format!("{}:{}", Self::SECRET_ID, Self::SECRET_KEY);
        // On Unix `cargo run` replaces itself with the program (exec), so the
        // process id is that of the emulator.
        let mut command = cargo(&["run", "--release", "--quiet", "--", "emulator"]);
        command.args(["--listen", "127.0.0.1:0", "--key", &key]);
        command.args(["--keys", "tests/clients/temporary_key.json"]).args(options);
        command.stdout(Stdio::piped()).stderr(File::create(&notes).map_err(failed)?);
        let mut process = Running::start(command)?;
        let line = first_line(&mut process)
            .recv_timeout(LIMIT)
            .map_err(|_| Failure::new(format!("no address in time; see {}", notes.display())))?;
        let url = url(&line)?.to_owned();
        Ok(Self { process, url, notes })
    }

    /// `http://127.0.0.1:PORT`, or with `https`.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The certificate of the authority that it made for TLS, as PEM.
    #[expect(clippy::disallowed_methods, reason = "reads files that the emulator wrote")]
    pub(super) fn certificate(&self) -> Outcome<String> {
        let failed = |error| Failure::new(format!("{}: {error}", self.notes.display()));
        let started = process::now();
        // It names the file after it has announced that it listens.
        while process::now().duration_since(started) < LIMIT {
            let notes = fs::read_to_string(&self.notes).map_err(failed)?;
            // A line without its end is not yet whole.
            let lines = notes.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
            let mut files = lines.filter_map(|line| line.strip_prefix(AUTHORITY));
            if let Some(file) = files.next() {
                return fs::read_to_string(file).map_err(failed);
            }
            process::pause();
        }
        Err(Failure::new(format!("no authority in time; see {}", self.notes.display())))
    }

    /// Sends SIGTERM and expects a clean exit.
    pub(super) fn stop(mut self) -> Outcome {
        // The standard library sends only SIGKILL.
        let mut terminate = Command::new("sh");
        terminate.args(["-c", &format!("kill -TERM {}", self.process.id())]);
        process::run(terminate, LIMIT)?;
        self.process.succeed(LIMIT)
    }
}

/// The first line of stdout. A thread reads and drops the rest, so that a full
/// pipe never blocks the emulator.
fn first_line(process: &mut Running) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    if let Some(stdout) = process.stdout() {
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // The receiver takes only the first.
                let _ = sender.send(line);
            }
        });
    }
    receiver
}

fn url(line: &str) -> Outcome<&str> {
    line.strip_prefix("listening on ")
        .filter(|url| url.starts_with("http"))
        .ok_or_else(|| Failure::new(format!("unexpected first line of the emulator: `{line}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_is_read_from_the_first_line() {
        for address in ["http://127.0.0.1:40001", "https://127.0.0.1:40001"] {
            assert_eq!(url(&format!("listening on {address}")).unwrap(), address);
        }
        assert!(url("listening on nothing").is_err());
        assert!(url("ready").is_err());
    }
}
