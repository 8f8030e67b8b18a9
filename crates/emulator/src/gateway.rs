//! The checks that every action has in common, in this order: method, size, form
//! of signature v1, common parameters, authentication, region, action.
//!
//! The order of the service is not published. This one reveals nothing about
//! actions to an unauthenticated caller.

mod authentication;
mod common_parameters;
mod envelope;
mod region;
mod routing;

pub(crate) use self::common_parameters::language;
pub(crate) use self::routing::{fidelity, product_of_action, product_of_scope};

use tencentcloud_catalog::Action;
use tencentcloud_core::Timestamp;

use crate::api_request::ApiRequest;
use crate::emulator::Inner;
use crate::failure::Failure;
use crate::images::Handler;
use crate::journal::Entry;

/// A request that has passed the common checks.
pub(crate) struct AuthorizedRequest {
    pub(crate) account: String,
    pub(crate) action: &'static Action,
    pub(crate) handler: Handler,
}

/// Whether this check refuses requests whose signature may be wrong: those that read what
/// is signed, and the comparison. Of a request that is too large, the end is not at hand.
pub(crate) fn may_refuse_signature(check: &str) -> bool {
    ["form", "common parameters", "authentication"].contains(&check)
}

/// Makes the common checks and records them in `entry`.
pub(crate) fn authorize(
    request: &ApiRequest<'_>,
    emulator: &Inner,
    now: Timestamp,
    entry: &mut Entry,
) -> Result<AuthorizedRequest, Failure> {
    let checks = &mut entry.checks;
    checks.check("method", envelope::check_method(request.raw))?;
    checks.check("size", envelope::check_size(request))?;
    checks.check("form", envelope::check_form(request))?;
    let common = checks.check("common parameters", common_parameters::read(request))?;
    let verified = authentication::check(request, &common, emulator, now, &mut entry.details);
    let caller = checks.check("authentication", verified)?;
    checks.check("region", region::check(&caller.product, &common))?;
    let found = routing::find(&caller.product, &common, emulator.has_stubs);
    let (action, handler) = checks.check("action", found)?;
    Ok(AuthorizedRequest { account: caller.account, action, handler })
}
