//! ECM, Edge Computing Machine, version 2019-07-19: the image actions.
//!
//! Names, types and required marks are from the metadata in `tccli` 3.1.189.1, error
//! codes from the official Go SDK, rate limits from the public API pages. The summaries
//! are our own.

use crate::{Service, Version};

mod actions;
mod structures;

pub(crate) const SERVICE: Service = Service {
    name: NAME,
    summary: "Edge Computing Machine",
    latest: &Version {
        service: NAME,
        version: VERSION,
        actions: actions::ACTIONS,
        structures: structures::STRUCTURES,
    },
    older: &[],
};

const NAME: &str = "ecm";
const VERSION: &str = "2019-07-19";
