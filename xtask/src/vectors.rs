//! `cargo xtask vectors`: generates `tests/vectors`, or checks it.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use clap::Args;

use crate::cross_check::{CrossCheck, Tc3};
use crate::failure::{Failure, Outcome};
use crate::process::{self, root};
use crate::sdks::Sdk;

#[derive(Args)]
pub(crate) struct VectorsOptions {
    /// Write nothing; fail if a file would change
    #[arg(long)]
    pub(crate) check: bool,
}

/// Signs each case with our signer and with an official SDK, or with the
/// reference where no SDK supports the case. Fails at a difference, before a file
/// is written.
pub(crate) fn run(options: &VectorsOptions) -> Outcome {
    let folder = root().join("target/xtask/vectors");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    let tc3 = Tc3::build()?;
    generate("calls", &folder, false)?;
    for sdk in Sdk::ALL {
        let calls = folder.join(format!("{sdk}.calls"));
        sdk.sign(&calls, &calls.with_extension("results"))?;
    }
    for signer in ["python", "node", "reference"] {
        let check = CrossCheck::run(&folder.join(format!("{signer}.results")), &tc3)?;
        eprintln!("{signer}\n{check}");
        if check.skipped() > 0 {
            return Err(Failure::new(format!("{signer}: tc3 failed to sign a case")));
        }
    }
    generate("files", &folder, options.check)
}

fn generate(task: &str, folder: &Path, check: bool) -> Outcome {
    let mut python = Command::new("python3");
    python
        .current_dir(root())
        // No `__pycache__` among the files of the suite.
        .args(["-B", "tests/vectors/generate/generate.py", task])
        .arg(folder)
        .args(check.then_some("--check"));
    process::run(python, Duration::from_mins(1))
}
