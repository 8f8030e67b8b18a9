//! A value of each variant.

use std::fmt;

use tencentcloud_client::BoxError;

mod call;
mod core;
mod server;
mod transport;

/// An error, and the name of its variant.
pub(crate) struct Sample {
    pub(crate) variant: String,
    pub(crate) error: BoxError,
    /// Whether it was given [`cause`], so that each of [`CAUSES`] must show.
    pub(crate) has_causes: bool,
}

pub(crate) fn all() -> Vec<Sample> {
    [core::samples(), call::samples(), transport::samples(), server::samples()]
        .into_iter()
        .flatten()
        .collect()
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

impl std::error::Error for Cause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.1.as_deref().map(|source| source as _)
    }
}

/// A path without its modules: `core::event_stream::TooLarge` is `core::TooLarge`.
fn name(path: &str) -> String {
    let path = path.replace(' ', "");
    let (krate, rest) = path.split_once("::").unwrap();
    let types = rest.split("::").filter(|segment| segment.starts_with(char::is_uppercase));
    [krate].into_iter().chain(types).collect::<Vec<_>>().join("::")
}

/// A sample of this variant. Fails if the value is of another one.
macro_rules! sample {
    ($variant:path = $error:expr) => {
        sample!($variant = $error, false)
    };
    ($variant:path = $error:expr, with causes) => {
        sample!($variant = $error, true)
    };
    ($variant:path = $error:expr, $has_causes:expr) => {{
        let error = $error;
        assert!(matches!(error, $variant { .. }), "{error:?} is another variant");
        crate::samples::Sample {
            variant: crate::samples::name(stringify!($variant)),
            error: error.into(),
            has_causes: $has_causes,
        }
    }};
}
pub(crate) use sample;
