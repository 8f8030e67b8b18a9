//! The vectors of `tests/vectors`, regenerated; then ten thousand random requests
//! of each official SDK, signed by both signers.
//!
//! The SDK builds, signs and sends each request to a fake socket. `tc3 sign
//! --batch` signs the bytes that were sent. Canonical request, string to sign,
//! signature and `Authorization` must be equal. See `docs/testing.md`.

use std::process::Command;

use super::minutes;
use crate::cross_check::{CrossCheck, Tc3, create};
use crate::failure::{Failure, Outcome};
use crate::process::{Running, root};
use crate::sdks::{self, Sdk};
use crate::vectors::{self, VectorsOptions};

const REQUESTS: u64 = 10_000;
/// The same seed gives the same requests. Printed with the result.
const SEED: u64 = 20_190_719;

/// The request forms of both SDKs, as named by `tests/clients/calls.py`.
const BOTH_SDKS: [&str; 9] = [
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
const PYTHON_ONLY: [&str; 4] =
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
        let result = CrossCheck::run(&results, &tc3)?;
        eprintln!("{sdk} SDK, seed {SEED}\n{result}");
        check(sdk, &result)?;
    }
    Ok(())
}

/// Fails unless every request was compared and every form had its share.
fn check(sdk: Sdk, result: &CrossCheck) -> Outcome {
    if result.compared() != REQUESTS || result.skipped() != 0 {
        let (compared, skipped) = (result.compared(), result.skipped());
        return Err(Failure::new(format!("{sdk}: {compared} compared, {skipped} skipped")));
    }
    let only: &[_] = if sdk == Sdk::Python { &PYTHON_ONLY } else { &[] };
    let forms = BOTH_SDKS.len() + only.len();
    let share = REQUESTS / u64::try_from(forms).unwrap_or(REQUESTS);
    for form in BOTH_SDKS.iter().chain(only) {
        let compared = result.compared_of(form);
        if compared < share {
            return Err(Failure::new(format!("{sdk}: only {compared} requests of {form}")));
        }
    }
    Ok(())
}
