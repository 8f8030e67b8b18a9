//! What would be published can be packaged.

use super::minutes;
use crate::failure::Outcome;
use crate::process::{self, cargo};

pub(super) fn run() -> Outcome {
    // Without `--no-verify` every crate would be built once more from its
    // archive. A laptop's uncommitted work is packaged as it is.
    process::run(
        cargo(&[
            "package",
            "--workspace",
            "--exclude=tencentcloud-benches",
            "--exclude=tencentcloud-tests",
            "--exclude=xtask",
            "--no-verify",
            "--allow-dirty",
        ]),
        minutes(5),
    )
}
