//! Crates as `tc3 generate crate` writes them, compiled: large ones, and all that are unusual.
//! Their types read and write the official examples.

use super::minutes;
use crate::catalog;
use crate::failure::Outcome;
use crate::process::{self, cargo};

pub(super) fn run() -> Outcome {
    let wheel = catalog::tccli_wheel()?;
    let mut test = cargo(&["test", "--package=tencentcloud-tests", "--test=compiled_crates"]);
    test.args(["--", "--ignored", "--nocapture"]).env("TCCLI_WHEEL", wheel);
    process::run(test, minutes(20))
}
