//! The parameters of an action.
//!
//! Every form of a request becomes the JSON that the official clients would post, and
//! the catalog checks its text. Values are read when they are needed: a body of 10 MB may
//! have millions of them.

mod body;
mod codes;
mod findings;
mod form;
mod multipart;
mod octets;
mod place;
#[cfg(test)]
mod read_back;
mod scalar;
mod values;

pub(crate) use self::body::read;
pub(crate) use self::codes::Codes;
pub(crate) use self::values::{Filter, Parameters};
