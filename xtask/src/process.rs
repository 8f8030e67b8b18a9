//! Commands that are bounded in time.

use std::io::Read;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};

/// How often a running command is looked at.
const GLANCE: Duration = Duration::from_millis(20);

/// The folder that holds the workspace.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Cargo in the workspace, as if called from a shell.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = clean(Command::new("cargo"));
    command.current_dir(root()).args(arguments);
    command
}

/// A command that builds something, as if called from a shell.
///
/// `cargo run`, which started us, tells its child about the package xtask.
/// Some build scripts ask to run again when those variables change, so they
/// are taken away: otherwise every build from here undoes one from the shell.
pub(crate) fn clean(mut command: Command) -> Command {
    for (name, _) in std::env::vars_os() {
        if is_about_the_running_package(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    command
}

fn is_about_the_running_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_")
        || variable.starts_with("CARGO_MANIFEST_")
        || variable == "CARGO"
}

/// Runs a command whose output belongs on the terminal.
pub(crate) fn run(command: Command, limit: Duration) -> Outcome {
    Running::start(command)?.succeed(limit)
}

/// Runs a command and gives what it printed on stdout.
pub(crate) fn output(mut command: Command, limit: Duration) -> Outcome<String> {
    command.stdout(Stdio::piped());
    let mut running = Running::start(command)?;
    let text = running.read_aside();
    running.succeed(limit)?;
    // It has ended; only a child that it left behind could still hold the pipe.
    text.recv_timeout(GLANCE * 100)
        .map_err(|_| Failure::new(format!("`{}` ended, but its output did not", running.line)))
}

/// A command that runs. It is killed with this value, if it still does.
pub(crate) struct Running {
    child: Child,
    line: String,
}

impl Running {
    /// Starts a command, without input, and shows its line.
    pub(crate) fn start(command: Command) -> Outcome<Self> {
        Self::start_on(command, Stdio::null())
    }

    /// The same, with something to read on stdin.
    pub(crate) fn start_on(mut command: Command, input: Stdio) -> Outcome<Self> {
        let line = line(&command);
        eprintln!("$ {line}");
        let child = command.stdin(input).spawn().map_err(|error| {
            let program = command.get_program().to_string_lossy();
            Failure::new(format!("{program} cannot be started: {error}"))
        })?;
        Ok(Self { child, line })
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Its stdout, if that is a pipe and nobody has taken it yet.
    pub(crate) fn stdout(&mut self) -> Option<ChildStdout> {
        self.child.stdout.take()
    }

    /// Waits until it has ended with success, but not longer than `limit`.
    pub(crate) fn succeed(&mut self, limit: Duration) -> Outcome {
        let started = now();
        while now().duration_since(started) < limit {
            let status = self
                .child
                .try_wait()
                .map_err(|error| Failure::new(format!("lost sight of `{}`: {error}", self.line)))?;
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

    /// Reads stdout in a thread of its own, so that a full pipe never holds the
    /// command up. The text arrives when the command closes it.
    fn read_aside(&mut self) -> Receiver<String> {
        let (sender, receiver) = mpsc::channel();
        if let Some(mut stdout) = self.stdout() {
            thread::spawn(move || {
                let mut bytes = Vec::new();
                // What could be read is what is judged; a broken pipe ends it.
                let _ = stdout.read_to_end(&mut bytes);
                let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
            });
        }
        receiver
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail where it has ended already, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[expect(
    clippy::disallowed_methods,
    reason = "stages and commands are timed here and nowhere else"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "a command can only be waited for")]
fn pause() {
    thread::sleep(GLANCE);
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
    fn success_failure_and_output() {
        let limit = Duration::from_secs(10);
        assert_eq!(run(shell("true"), limit), Ok(()));
        let failure = run(shell("exit 3"), limit).unwrap_err().to_string();
        assert!(failure.contains("exit status: 3"), "{failure}");
        assert_eq!(output(shell("echo out; echo err >&2"), limit).unwrap(), "out\n");
        // More than a pipe holds.
        let long = output(shell("head -c 300000 /dev/zero"), limit).unwrap();
        assert_eq!(long.len(), 300_000);
    }

    #[test]
    fn a_command_that_takes_too_long_is_ended() {
        let started = now();
        let failure = run(shell("exec sleep 30"), Duration::from_millis(100)).unwrap_err();
        assert!(failure.to_string().contains("took longer"), "{failure}");
        assert!(now().duration_since(started) < Duration::from_secs(10));
    }

    #[test]
    fn a_tool_that_is_not_there_is_named() {
        let failure = run(Command::new("no-such-tool"), Duration::from_secs(1)).unwrap_err();
        assert!(failure.to_string().starts_with("no-such-tool cannot be started"));
    }

    #[test]
    fn only_what_cargo_says_of_the_running_package_is_taken_away() {
        assert!(is_about_the_running_package("CARGO_PKG_NAME"));
        assert!(is_about_the_running_package("CARGO_MANIFEST_DIR"));
        assert!(!is_about_the_running_package("CARGO_HOME"));
        assert!(!is_about_the_running_package("CARGO_TARGET_DIR"));
    }
}
