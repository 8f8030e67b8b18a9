//! What stands before every action, in this order: method, size, the form of a
//! signature v1, common parameters, authentication, region, and which action is meant. The service
//! does not publish its order; this is the one that reveals nothing about
//! actions to a caller who is not known.

mod authentication;
mod common_parameters;
mod envelope;
mod region;
mod routing;
mod source;

pub(crate) use self::common_parameters::language;
#[cfg(feature = "server")]
pub(crate) use self::envelope::POST_LIMIT;
pub(crate) use self::source::{Parameter, Source};

use tencentcloud_catalog::Action;
use tencentcloud_core::Timestamp;
use tencentcloud_verify::KeyRing;

use crate::failure::Failure;
use crate::images::Handler;
use crate::journal::Entry;

/// A request that may go on to its action.
pub(crate) struct AuthorizedRequest {
    pub(crate) account: String,
    pub(crate) action: &'static Action,
    pub(crate) handler: Handler,
}

/// Checks all that is not the action's own business, and notes in `entry` what
/// comes to light.
pub(crate) fn admit(
    source: &Source<'_>,
    keys: &KeyRing,
    now: Timestamp,
    entry: &mut Entry,
) -> Result<AuthorizedRequest, Failure> {
    let trail = &mut entry.trail;
    trail.check("method", envelope::check_method(source.request))?;
    trail.check("size", envelope::check_size(source.request, source.scheme))?;
    trail.check("form", envelope::check_form(source))?;
    let common = trail.check("common parameters", common_parameters::read(source))?;
    let found = authentication::check(source, &common, keys, now, &mut entry.findings);
    let verified = trail.check("authentication", found)?;
    trail.check("region", region::check(&common))?;
    let found = routing::find(&verified.product, &common);
    let (action, handler) = trail.check("action", found)?;
    Ok(AuthorizedRequest { account: verified.account, action, handler })
}
