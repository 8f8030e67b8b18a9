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
pub(crate) use self::routing::fidelity;

use tencentcloud_catalog::Action;
use tencentcloud_core::Timestamp;
use tencentcloud_verify::KeyRing;

use crate::api_request::ApiRequest;
use crate::failure::Failure;
use crate::images::Handler;
use crate::journal::Entry;

/// A request that has passed the common checks.
pub(crate) struct AuthorizedRequest {
    pub(crate) account: String,
    pub(crate) action: &'static Action,
    pub(crate) handler: Handler,
}

/// Makes the common checks and records them in `entry`.
pub(crate) fn authorize(
    request: &ApiRequest<'_>,
    keys: &KeyRing,
    now: Timestamp,
    entry: &mut Entry,
) -> Result<AuthorizedRequest, Failure> {
    let checks = &mut entry.checks;
    checks.check("method", envelope::check_method(request.raw))?;
    checks.check("size", envelope::check_size(request))?;
    checks.check("form", envelope::check_form(request))?;
    let common = checks.check("common parameters", common_parameters::read(request))?;
    let verified = authentication::check(request, &common, keys, now, &mut entry.details);
    let verified = checks.check("authentication", verified)?;
    checks.check("region", region::check(&verified.product, &common))?;
    let found = routing::find(&verified.product, &common);
    let (action, handler) = checks.check("action", found)?;
    Ok(AuthorizedRequest { account: verified.account, action, handler })
}
