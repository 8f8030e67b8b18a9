//! The suite of `tests/vectors`, made anew; then ten thousand random requests
//! of each official SDK, signed by both of us.
//!
//! The SDK's own code builds, signs and sends them into a socket that answers
//! by itself. What it gave to its hash is compared with what `tc3 sign --batch`
//! makes of the bytes that it sent: canonical request, string to sign,
//! signature and `Authorization`. `docs/testing.md` tells more.

use std::process::Command;

use super::minutes;
use crate::agreement::{Agreement, Tc3, create};
use crate::failure::{Failure, Outcome};
use crate::process::{Running, root};
use crate::sdks::{self, Sdk};
use crate::vectors::{self, VectorsOptions};

const REQUESTS: u64 = 10_000;
/// Printed with the result; the same seed gives the same requests.
const SEED: u64 = 20_190_719;

/// The forms of request that each SDK can send, as `tests/clients/calls.py` has them.
const BOTH: [&str; 9] = [
    "tc3-post",
    "tc3-get",
    "tc3-multipart",
    "tc3-octets",
    "skip",
    "v1-sha1-get",
    "v1-sha1-post",
    "v1-sha256-get",
    "v1-sha256-post",
];
const PYTHON_ALONE: [&str; 4] =
    ["unsigned-post", "unsigned-get", "unsigned-multipart", "unsigned-octets"];

pub(super) fn run() -> Outcome {
    vectors::run(&VectorsOptions { check: true })?;
    let folder = root().join("target/xtask/differential");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    let tc3 = Tc3::build()?;
    let python = sdks::install_python()?;
    for sdk in Sdk::ALL {
        let calls = folder.join(format!("{sdk}.calls"));
        let mut generate = Command::new(&python);
        generate
            .current_dir(root())
            .arg("tests/clients/calls.py")
            .args([sdk.to_string(), REQUESTS.to_string(), SEED.to_string()])
            .stdout(create(&calls)?);
        Running::start(generate)?.succeed(minutes(2))?;

        let results = folder.join(format!("{sdk}.results"));
        sdk.sign(&calls, &results)?;
        let agreement = Agreement::on(&results, &tc3)?;
        eprintln!("{sdk} SDK, seed {SEED}\n{agreement}");
        judge(sdk, &agreement)?;
    }
    Ok(())
}

/// Everything was compared, and every form had its share.
fn judge(sdk: Sdk, agreement: &Agreement) -> Outcome {
    if agreement.compared() != REQUESTS || agreement.skipped() != 0 {
        let (compared, skipped) = (agreement.compared(), agreement.skipped());
        return Err(Failure::new(format!("{sdk}: {compared} compared, {skipped} skipped")));
    }
    let alone: &[_] = if sdk == Sdk::Python { &PYTHON_ALONE } else { &[] };
    let forms = BOTH.len() + alone.len();
    let share = REQUESTS / u64::try_from(forms).unwrap_or(REQUESTS);
    for form in BOTH.iter().chain(alone) {
        let compared = agreement.compared_of(form);
        if compared < share {
            return Err(Failure::new(format!("{sdk}: only {compared} requests of {form}")));
        }
    }
    Ok(())
}
