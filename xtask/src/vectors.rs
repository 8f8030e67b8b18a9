//! Makes `tests/vectors`, or tells whether it is what would be made.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use clap::Args;

use crate::agreement::{Agreement, Tc3};
use crate::failure::{Failure, Outcome};
use crate::process::{self, root};
use crate::sdks::Sdk;

#[derive(Args)]
pub(crate) struct VectorsOptions {
    /// Write nothing; fail if a file differs from what would be written.
    #[arg(long)]
    pub(crate) check: bool,
}

/// Each case by an official SDK, or by the reference where no SDK has it, and
/// by our own signer; any difference ends it before a file is written.
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
    for maker in ["python", "node", "reference"] {
        let agreement = Agreement::on(&folder.join(format!("{maker}.results")), &tc3)?;
        eprintln!("{maker}\n{agreement}");
        if agreement.skipped() > 0 {
            return Err(Failure::new(format!("{maker}: a case cannot be signed by tc3")));
        }
    }
    generate("files", &folder, options.check)
}

fn generate(task: &str, folder: &Path, check: bool) -> Outcome {
    let mut python = Command::new("python3");
    python
        .current_dir(root())
        // No compiled copies among the files of the suite.
        .args(["-B", "tests/vectors/generate/generate.py", task])
        .arg(folder)
        .args(check.then_some("--check"));
    process::run(python, Duration::from_mins(1))
}
