//! Every published crate can be packaged, and a program with another TLS provider
//! builds and runs.

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
    )?;
    process::run(
        cargo(&[
            "run",
            "--quiet",
            "--manifest-path=tests/tls_provider/Cargo.toml",
            "--target-dir=target/tls_provider",
        ]),
        minutes(15),
    )
}
