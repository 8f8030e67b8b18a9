//! What the page can ask for: one file for each kind of request.
//!
//! A handler takes the [`Explorer`](crate::Explorer) and the body of the request, and
//! returns JSON or a [`Failure`](crate::failure::Failure).

mod action;
pub(crate) mod emulator;
mod examples;
mod explain;
mod form;
pub(crate) mod history;
mod lookup;
mod mistakes;
mod preview;
mod search;
mod send;
mod service;
mod snippet;
mod start;

pub(crate) use self::action::action;
pub(crate) use self::explain::{explain, paste};
#[cfg(test)]
pub(crate) use self::form::form;
pub(crate) use self::form::skeleton;
pub(crate) use self::mistakes::mistakes;
pub(crate) use self::preview::preview;
pub(crate) use self::search::search;
pub(crate) use self::send::send;
pub(crate) use self::service::service;
pub(crate) use self::snippet::snippet;
pub(crate) use self::start::start;
