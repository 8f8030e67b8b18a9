//! The parameters of an action, checked against the catalog while they are read.

mod body;
mod checker;
mod codes;
mod form;
mod json;
mod multipart;
mod path;
mod place;
mod values;

pub(crate) use self::body::read;
pub(crate) use self::codes::Codes;
pub(crate) use self::values::{Filter, Parameters};
