//! A `tc3 emulator` in a separate process.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::process::{self, Running, cargo};

/// The time limit for the emulator to start, and to stop.
const LIMIT: Duration = Duration::from_secs(20);

pub(super) struct Emulator {
    process: Running,
    authority: String,
}

impl Emulator {
    /// A placeholder, so it may stand on a command line.
    pub(super) const SECRET_ID: &str = "test-secret-id-000001";
    pub(super) const SECRET_KEY: &str = "test-secret-key-000001";

    /// Starts an emulator with these options on a free loopback port and waits until it
    /// listens.
    pub(super) fn start(options: &[&str]) -> Outcome<Self> {
        let key = format!("{}:{}", Self::SECRET_ID, Self::SECRET_KEY);
        // On Unix `cargo run` replaces itself with the program (exec), so the
        // process id is that of the emulator.
        let mut command = cargo(&["run", "--release", "--quiet", "--", "emulator"]);
        command.args(["--listen", "127.0.0.1:0", "--key", &key]);
        command.args(["--keys", "tests/clients/temporary_key.json"]).args(options);
        command.stdout(Stdio::piped());
        let mut process = Running::start(command)?;
        let line = first_line(&mut process)
            .recv_timeout(LIMIT)
            .map_err(|_| Failure::new("the emulator printed no address in time"))?;
        let authority = authority(&line)?.to_owned();
        Ok(Self { process, authority })
    }

    /// `127.0.0.1:PORT`.
    pub(super) fn authority(&self) -> &str {
        &self.authority
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

fn authority(line: &str) -> Outcome<&str> {
    line.strip_prefix("listening on http://")
        .ok_or_else(|| Failure::new(format!("unexpected first line of the emulator: `{line}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authority_is_read_from_the_first_line() {
        let line = "listening on http://127.0.0.1:40001";
        assert_eq!(authority(line).unwrap(), "127.0.0.1:40001");
        assert!(authority("listening on https://127.0.0.1:40001").is_err());
        assert!(authority("ready").is_err());
    }
}
