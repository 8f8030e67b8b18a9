//! This program once more, as another process that is spoken to line by line.

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
            return Err("a process has no pipes".into());
        };
        Ok(Self { child, to, from: BufReader::new(from), name: arguments.join(" ") })
    }

    /// Its answer to one line. It says on stderr why there is none.
    pub(super) fn ask(&mut self, line: &str) -> Result<String, Box<dyn Error>> {
        let Self { to, from, name, .. } = self;
        let stopped = || format!("`{name}` has stopped");
        writeln!(to, "{line}").map_err(|_| stopped())?;
        let mut answer = String::new();
        if from.read_line(&mut answer)? == 0 {
            return Err(stopped().into());
        }
        Ok(answer.trim_end().to_owned())
    }
}

/// It ends with the one who asks, whatever it is doing.
impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
