//! The image actions of ECM.

mod call;
mod delete;
mod describe;
mod filters;
mod import;
mod modify;
mod tasks;

pub(crate) use self::call::{Call, Handler, Output};
pub(crate) use self::describe::image_json;

use tencentcloud_catalog::Action;

/// The handler of an action; none if the emulator does not implement it.
pub(crate) fn handler(action: &Action) -> Option<Handler> {
    match (action.service, action.version, action.name) {
        ("ecm", "2019-07-19", "ImportImage") => Some(import::import),
        ("ecm", "2019-07-19", "DescribeImage") => Some(describe::describe),
        ("ecm", "2019-07-19", "DescribeCustomImageTask") => Some(tasks::describe),
        ("ecm", "2019-07-19", "DeleteImage") => Some(delete::delete),
        ("ecm", "2019-07-19", "ModifyImageAttribute") => Some(modify::modify),
        _ => None,
    }
}
