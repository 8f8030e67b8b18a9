//! A child process of this program, controlled by lines on its stdin.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub(super) struct Process {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    name: String,
}

impl Process {
    pub(super) fn start(arguments: &[&str]) -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("the child process has no pipes".into());
        };
        Ok(Self { child, to, from: BufReader::new(from), name: arguments.join(" ") })
    }

    /// Sends one line and returns the line of the response. The child logs errors to
    /// stderr.
    pub(super) fn request(&mut self, line: &str) -> Result<String, Box<dyn Error>> {
        let Self { to, from, name, .. } = self;
        let exited = || format!("child process `{name}` exited");
        writeln!(to, "{line}").map_err(|_| exited())?;
        let mut response = String::new();
        if from.read_line(&mut response)? == 0 {
            return Err(exited().into());
        }
        Ok(response.trim_end().to_owned())
    }
}

/// Kills the child process.
impl Drop for Process {
    fn drop(&mut self) {
        // The child may have exited already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
