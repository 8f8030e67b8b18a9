//! ECM, Edge Computing Machine, version 2019-07-19: the image actions.
//!
//! Names, kinds and required marks are those of the metadata in the published
//! `tccli` package 3.1.189.1; error codes are those that the official Go SDK
//! lists for each action; the rate is that of the public API pages. The
//! summaries are our own words.

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
