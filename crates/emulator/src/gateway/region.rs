//! The common parameter Region.

use tencentcloud_core::CommonCode;

use super::common::CommonParameters;
use crate::failure::Failure;
use crate::{messages, regions};

/// ECM does not need a region, so none is fine; a wrong one is not.
pub(super) fn check(common: &CommonParameters<'_>) -> Result<(), Failure> {
    match common.region {
        None => Ok(()),
        Some(region) if regions::is_offered(region) => Ok(()),
        Some(region) if regions::is_region_shaped(region) => Err(Failure::common(
            CommonCode::UnsupportedRegion,
            messages::region_not_offered(region, common.action),
        )),
        Some(region) => Err(Failure::common(
            CommonCode::InvalidParameterValue,
            messages::invalid_region(region),
        )),
    }
}
