//! Each feature of each published crate compiles alone, and so does the crate
//! without any feature. The other stages build with features unified.
//!
//! The tests that read and write JSON also run with a feature of `serde_json` that any
//! crate of a program may turn on for all: it changes how numbers are kept.

use super::minutes;
use crate::failure::{Failure, Outcome};
use crate::process::{self, cargo};
use crate::workspace::{PublishedCrate, published_crates};

pub(super) fn run() -> Outcome {
    let mut failed = Vec::new();
    for published in published_crates()? {
        for features in selections(&published) {
            let mut clippy = cargo(&["clippy", "--quiet", "--no-default-features", "--package"]);
            clippy.arg(&published.name);
            clippy.args(features.map(|features| format!("--features={features}")));
            clippy.args(["--", "--deny=warnings"]);
            if let Err(failure) = process::run(clippy, minutes(10)) {
                failed.push(failure.to_string());
            }
        }
    }
    for (tested, features) in [
        ("tencentcloud-core", "serde_json/arbitrary_precision"),
        ("tencentcloud-catalog", "json,serde_json/arbitrary_precision"),
        ("tencentcloud-client", "validate,serde_json/arbitrary_precision"),
        ("tencentcloud-codegen", "serde_json/arbitrary_precision"),
        ("tencentcloud-ecm", "serde_json/arbitrary_precision"),
        ("tencentcloud-cli", "serde_json/arbitrary_precision"),
    ] {
        let test = cargo(&["test", "--quiet", "--package", tested, "--features", features]);
        if let Err(failure) = process::run(test, minutes(20)) {
            failed.push(failure.to_string());
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(Failure::new(failed.join("; "))) }
}

/// No feature, then each alone. The stage `lint` covers the default features.
fn selections(published: &PublishedCrate) -> impl Iterator<Item = Option<&str>> {
    let each = published.features.iter().map(|feature| Some(feature.as_str()));
    std::iter::once(None).chain(each)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selections_are_no_feature_and_each_feature_alone() {
        let features = vec!["x".into(), "y".into()];
        let published = PublishedCrate { name: "a".into(), features };
        let selections: Vec<_> = selections(&published).collect();
        assert_eq!(selections, [None, Some("x"), Some("y")]);
    }
}
