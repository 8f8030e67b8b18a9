//! A `tc3 emulator` in a process of its own, for as long as the stage lasts.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::process::{self, Running, cargo};

/// For the emulator to listen, and to stop.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) struct Emulator {
    process: Running,
    authority: String,
}

impl Emulator {
    /// Placeholders: a key on a command line is no secret.
    pub(super) const SECRET_ID: &str = "test-secret-id-000001";
    pub(super) const SECRET_KEY: &str = "test-secret-key-000001";

    /// Starts it on a free port of loopback and waits until it listens.
    pub(super) fn start() -> Outcome<Self> {
        let key = format!("{}:{}", Self::SECRET_ID, Self::SECRET_KEY);
        // On Unix `cargo run` becomes the program that it runs, so the id that
        // we hold is the emulator's own.
        let mut command = cargo(&["run", "--release", "--quiet", "--", "emulator"]);
        command.args(["--listen", "127.0.0.1:0", "--key", &key]).stdout(Stdio::piped());
        let mut process = Running::start(command)?;
        let line = first_line(&mut process)
            .recv_timeout(PATIENCE)
            .map_err(|_| Failure::new("the emulator does not say where it listens"))?;
        let authority = authority(&line)?.to_owned();
        Ok(Self { process, authority })
    }

    /// `127.0.0.1:PORT`.
    pub(super) fn authority(&self) -> &str {
        &self.authority
    }

    /// Asks it to end and expects that it does so cleanly.
    pub(super) fn stop(mut self) -> Outcome {
        // The standard library can only kill; every shell can ask.
        let mut ask = Command::new("sh");
        ask.args(["-c", &format!("kill -TERM {}", self.process.id())]);
        process::run(ask, PATIENCE)?;
        self.process.succeed(PATIENCE)
    }
}

/// The first line of stdout; what follows is read and dropped, so that a full
/// pipe never holds the emulator up.
fn first_line(process: &mut Running) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    if let Some(stdout) = process.stdout() {
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Nobody waits for any but the first.
                let _ = sender.send(line);
            }
        });
    }
    receiver
}

fn authority(line: &str) -> Outcome<&str> {
    line.strip_prefix("listening on http://")
        .ok_or_else(|| Failure::new(format!("the emulator's first line is `{line}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells_where_it_listens() {
        let line = "listening on http://127.0.0.1:40001";
        assert_eq!(authority(line).unwrap(), "127.0.0.1:40001");
        assert!(authority("listening on https://127.0.0.1:40001").is_err());
        assert!(authority("ready").is_err());
    }
}
