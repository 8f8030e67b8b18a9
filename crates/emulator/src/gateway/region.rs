//! The common parameter Region.

use tencentcloud_core::CommonCode;

use super::common_parameters::CommonParameters;
use crate::failure::Failure;
use crate::{messages, regions};

/// ECM does not require a region, so it may be missing, but it must not be wrong.
/// It is not documented whether ECM accepts a region of another product. The
/// emulator refuses it, as the products that require a region do. The regions of other
/// products are not known, so any is accepted.
pub(super) fn check(product: &str, common: &CommonParameters<'_>) -> Result<(), Failure> {
    match common.region {
        None => Ok(()),
        Some(_) if product != "ecm" => Ok(()),
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
