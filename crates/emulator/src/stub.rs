//! Actions that the emulator does not model.

use tencentcloud_catalog::example_output;

use crate::failure::Failure;
use crate::images::{Call, Output};

/// Responds to a call of any action, after the checks that actions have in common.
pub(crate) fn respond(call: &mut Call<'_>) -> Result<Output, Failure> {
    call.check_permission()?;
    Ok(example_output(call.action))
}
