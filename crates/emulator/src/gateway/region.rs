//! The common parameter Region.

use tencentcloud_core::CommonCode;

use super::common_parameters::CommonParameters;
use crate::failure::Failure;
use crate::{messages, regions};

/// ECM does not need a region, so none is fine; a wrong one is not. Whether the
/// service minds a region of another product is not documented. Here it does,
/// as with the products that need one.
pub(super) fn check(common: &CommonParameters<'_>) -> Result<(), Failure> {
    match common.region {
        None => Ok(()),
        Some(region) if regions::is_served(region) => Ok(()),
        Some(region) if regions::is_known(region) => Err(Failure::common(
            CommonCode::UnsupportedRegion,
            messages::region_not_offered(region, common.action),
        )),
        Some(region) => Err(Failure::common(
            CommonCode::InvalidParameterValue,
            messages::invalid_region(region),
        )),
    }
}
