//! A process of `tc3 explorer`.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::bench::usage::failed;
use crate::failure::{Failure, Outcome};
use crate::process::{now, root};

/// Drop kills it.
pub(super) struct Explorer {
    child: Child,
    pub(super) link: String,
    /// From the start of the process to its link.
    pub(super) start_ms: f64,
}

impl Explorer {
    /// Starts it without keys, with a home directory below `target/bench`.
    pub(super) fn start(tc3: &Path) -> Outcome<Self> {
        let home = root().join("target/bench/explorer-home");
        let mut command = Command::new(tc3);
        command.arg("explorer").env_clear().env("HOME", home);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let started = now();
        let child = command.spawn().map_err(failed("start tc3 explorer"))?;
        let mut explorer = Self { child, link: String::new(), start_ms: f64::NAN };
        let mut first = String::new();
        if let Some(stdout) = explorer.child.stdout.take() {
            let read = BufReader::new(stdout).read_line(&mut first);
            read.map_err(failed("read the link of tc3 explorer"))?;
        }
        explorer.start_ms = now().duration_since(started).as_secs_f64() * 1e3;
        let link = first.trim().strip_prefix("explorer on ");
        explorer.link = link.ok_or_else(|| Failure::new("tc3 explorer printed no link"))?.into();
        Ok(explorer)
    }

    /// Its resident memory, as Linux reports it.
    pub(super) fn resident_mib(&mut self) -> Outcome<f64> {
        let ended = self.child.try_wait().map_err(failed("look at tc3 explorer"))?;
        if let Some(status) = ended {
            return Err(Failure::new(format!("tc3 explorer ended: {status}")));
        }
        let file = format!("/proc/{}/status", self.child.id());
        #[expect(clippy::disallowed_methods, reason = "it measures memory")]
        let status = std::fs::read_to_string(&file).map_err(failed(&format!("read {file}")))?;
        let kib =
            status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next());
        let kib = kib.and_then(|kib| kib.parse::<u32>().ok());
        let kib = kib.ok_or_else(|| Failure::new(format!("{file} has no VmRSS")))?;
        Ok(f64::from(kib) / 1024.0)
    }
}

impl Drop for Explorer {
    fn drop(&mut self) {
        // Both fail if the process has ended, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
