//! External commands with a time limit.

use std::io::Read;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};

/// The interval between two checks of a running command.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// The folder that holds the workspace.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Cargo in the workspace, with the environment of a shell.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = clean(Command::new("cargo"));
    command.current_dir(root()).args(arguments);
    command
}

/// A command that builds, with the environment of a shell.
///
/// `cargo run`, which started this process, sets variables that describe the
/// package xtask. Some build scripts rerun when these change. They are removed,
/// so that builds from here and from a shell share their results.
pub(crate) fn clean(mut command: Command) -> Command {
    for (name, _) in std::env::vars_os() {
        if describes_running_package(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    command
}

fn describes_running_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_")
        || variable.starts_with("CARGO_MANIFEST_")
        || variable == "CARGO"
}

/// Runs a command. Its output goes to the terminal.
pub(crate) fn run(command: Command, limit: Duration) -> Outcome {
    Running::start(command)?.succeed(limit)
}

/// Runs a command and returns its stdout.
pub(crate) fn output(mut command: Command, limit: Duration) -> Outcome<String> {
    command.stdout(Stdio::piped());
    let mut running = Running::start(command)?;
    let stdout = running.read_stdout();
    running.succeed(limit)?;
    // The command has ended. Only a child process could still hold the pipe open.
    stdout
        .recv_timeout(POLL_INTERVAL * 100)
        .map_err(|_| Failure::new(format!("`{}` ended, but its stdout is open", running.line)))
}

/// A running command. Drop kills it.
pub(crate) struct Running {
    child: Child,
    line: String,
}

impl Running {
    /// Starts a command without input and prints its command line.
    pub(crate) fn start(command: Command) -> Outcome<Self> {
        Self::start_with_input(command, Stdio::null())
    }

    /// Like `start`, with `input` as stdin.
    pub(crate) fn start_with_input(mut command: Command, input: Stdio) -> Outcome<Self> {
        let line = line(&command);
        eprintln!("$ {line}");
        let child = command.stdin(input).spawn().map_err(|error| {
            let program = command.get_program().to_string_lossy();
            Failure::new(format!("failed to start {program}: {error}"))
        })?;
        Ok(Self { child, line })
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Takes stdout. `None` if it is no pipe or was taken before.
    pub(crate) fn stdout(&mut self) -> Option<ChildStdout> {
        self.child.stdout.take()
    }

    /// Waits for the end. Fails if the command fails or takes longer than `limit`.
    pub(crate) fn succeed(&mut self, limit: Duration) -> Outcome {
        let started = now();
        while now().duration_since(started) < limit {
            let status = self.child.try_wait().map_err(|error| {
                Failure::new(format!("failed to wait for `{}`: {error}", self.line))
            })?;
            match status {
                Some(status) if status.success() => return Ok(()),
                Some(status) => {
                    return Err(Failure::new(format!("`{}` failed: {status}", self.line)));
                }
                None => pause(),
            }
        }
        let (line, seconds) = (&self.line, limit.as_secs_f32());
        Err(Failure::new(format!("`{line}` took longer than {seconds} s")))
    }

    /// Reads stdout in a separate thread, so that a full pipe never blocks the
    /// command. The receiver gets all of it when the command closes its stdout.
    fn read_stdout(&mut self) -> Receiver<String> {
        let (sender, receiver) = mpsc::channel();
        if let Some(mut stdout) = self.stdout() {
            thread::spawn(move || {
                let mut bytes = Vec::new();
                // A broken pipe ends the output.
                let _ = stdout.read_to_end(&mut bytes);
                let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
            });
        }
        receiver
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail if the command has ended, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|argument| argument.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the only clock of the tasks: times stages and commands"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "waits for a command")]
pub(crate) fn pause() {
    thread::sleep(POLL_INTERVAL);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn status_and_output_are_returned() {
        let limit = Duration::from_secs(10);
        assert_eq!(run(shell("true"), limit), Ok(()));
        let failure = run(shell("exit 3"), limit).unwrap_err().to_string();
        assert!(failure.contains("exit status: 3"), "{failure}");
        assert_eq!(output(shell("echo out; echo err >&2"), limit).unwrap(), "out\n");
        // Larger than the buffer of a pipe.
        let long = output(shell("head -c 300000 /dev/zero"), limit).unwrap();
        assert_eq!(long.len(), 300_000);
    }

    #[test]
    fn a_command_is_killed_after_its_limit() {
        let started = now();
        let failure = run(shell("exec sleep 30"), Duration::from_millis(100)).unwrap_err();
        assert!(failure.to_string().contains("took longer"), "{failure}");
        assert!(now().duration_since(started) < Duration::from_secs(10));
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = run(Command::new("no-such-tool"), Duration::from_secs(1)).unwrap_err();
        assert!(failure.to_string().starts_with("failed to start no-such-tool"));
    }

    #[test]
    fn only_variables_of_the_running_package_are_removed() {
        assert!(describes_running_package("CARGO_PKG_NAME"));
        assert!(describes_running_package("CARGO_MANIFEST_DIR"));
        assert!(!describes_running_package("CARGO_HOME"));
        assert!(!describes_running_package("CARGO_TARGET_DIR"));
    }
}
