//! A value of each variant.

use std::any::type_name;
use std::error::Error;
use std::fmt;

use tencentcloud_client::BoxError;

mod call;
mod core;
mod pasted;
mod quota;
mod server;
mod transport;

/// An error, with the names of its type and variant.
pub(crate) struct Sample {
    /// `crate::Type`, without modules.
    pub(crate) type_name: String,
    /// The variant of an enum; the type again for a struct.
    pub(crate) variant: String,
    pub(crate) error: BoxError,
    /// Whether it was given [`cause`], so that each of [`CAUSES`] must show.
    pub(crate) has_causes: bool,
}

pub(crate) fn all() -> Vec<Sample> {
    let of_crates = [core::samples(), call::samples(), transport::samples(), server::samples()];
    of_crates.into_iter().chain([pasted::samples(), quota::samples()]).flatten().collect()
}

/// The texts of [`cause`] and its sources.
pub(crate) const CAUSES: [&str; 3] =
    ["planted first cause", "planted second cause", "planted third cause"];

/// An error whose source has a source.
pub(crate) fn cause() -> BoxError {
    let [first, second, third] = CAUSES;
    let third = Cause(third, None);
    let second = Cause(second, Some(Box::new(third)));
    Box::new(Cause(first, Some(Box::new(second))))
}

#[derive(Debug)]
struct Cause(&'static str, Option<Box<Cause>>);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.1.as_deref().map(|source| source as _)
    }
}

/// A sample of an error without planted causes.
fn sample<E: Error + Send + Sync + 'static>(error: E) -> Sample {
    let path = type_name::<E>().trim_start_matches("tencentcloud_");
    let (krate, name) = (path.split("::").next().unwrap(), path.rsplit("::").next().unwrap());
    let debug = format!("{error:?}");
    Sample {
        type_name: format!("{krate}::{name}"),
        variant: debug.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned(),
        error: error.into(),
        has_causes: false,
    }
}

/// A sample of an error that was given [`cause`].
fn with_causes<E: Error + Send + Sync + 'static>(error: E) -> Sample {
    Sample { has_causes: true, ..sample(error) }
}
