//! Packages of Debian, installed where they are missing.

use std::process::Command;
use std::time::Duration;

use crate::failure::Outcome;
use crate::process;

/// Downloading and installing about 300 MB.
const INSTALLING: Duration = Duration::from_mins(15);

/// Installs packages with Debian's package manager.
pub(crate) fn install(packages: &[&str]) -> Outcome {
    let mut install = Command::new("sh");
    let line = "set -e; if [ \"$(id -u)\" != 0 ]; then sudo=\"sudo -n\"; fi; \
                export DEBIAN_FRONTEND=noninteractive; \
                $sudo apt-get update -qq; \
                $sudo apt-get install -qq -y --no-install-recommends \"$@\"";
    install.args(["-c", line, "sh"]).args(packages);
    process::run(install, INSTALLING)
}

/// Whether Debian has this package here. The lists may be old.
pub(crate) fn has(package: &str) -> bool {
    let mut show = Command::new("apt-cache");
    show.args(["show", "--quiet", package]);
    process::output(show, Duration::from_mins(1)).is_ok()
}
