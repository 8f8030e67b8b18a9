//! Every published crate can be packaged.

use super::minutes;
use crate::failure::Outcome;
use crate::process::{self, cargo};

pub(super) fn run() -> Outcome {
    process::run(
        cargo(&[
            "package",
            "--workspace",
            "--exclude=tencentcloud-benches",
            "--exclude=tencentcloud-tests",
            "--exclude=xtask",
            // Other stages have built the crates; each would be built once more.
            "--no-verify",
            // Uncommitted work is packaged as it is.
            "--allow-dirty",
        ]),
        minutes(5),
    )
}
