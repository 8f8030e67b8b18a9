//! Debian's Chromium, and the fonts of the pictures.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::{debian, process};

/// A sans and a CJK font: the pictures show Latin and Chinese text.
const PACKAGES: [&str; 3] = ["chromium", "fonts-inter", "fonts-noto-cjk"];

/// Returns the browser; installs it where Debian's package manager can.
pub(crate) fn install() -> Outcome<PathBuf> {
    let browser = PathBuf::from("/usr/bin/chromium");
    if browser.exists() && has_fonts() {
        return Ok(browser);
    }
    debian::install(&PACKAGES)?;
    if browser.exists() {
        return Ok(browser);
    }
    Err(Failure::new("there is no /usr/bin/chromium after its installation"))
}

fn has_fonts() -> bool {
    let mut list = Command::new("dpkg-query");
    list.args(["--show", "fonts-inter", "fonts-noto-cjk"]);
    process::output(list, Duration::from_mins(1)).is_ok()
}
