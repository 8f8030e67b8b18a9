//! The parameters of an action, checked against the catalog.

mod body;
mod check;
mod codes;
mod form;
mod multipart;
mod place;
mod values;

pub(crate) use self::body::read;
pub(crate) use self::check::check;
pub(crate) use self::codes::Codes;
pub(crate) use self::values::{Filter, Parameters};
