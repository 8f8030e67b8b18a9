//! The published crates of the workspace.

use std::time::Duration;

use serde_json::Value;

use crate::failure::{Failure, Outcome};
use crate::process::{self, cargo};

/// A crate that `cargo publish` accepts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PublishedCrate {
    pub(crate) name: String,
    /// In the order of their names, `default` apart.
    pub(crate) features: Vec<String>,
}

/// The published crates of the workspace, in the order of their names.
pub(crate) fn published_crates() -> Outcome<Vec<PublishedCrate>> {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version=1"]);
    let metadata = process::output(metadata, Duration::from_mins(2))?;
    let metadata: Value = serde_json::from_str(&metadata)
        .map_err(|error| Failure::new(format!("invalid output of cargo metadata: {error}")))?;
    let mut crates = parse(&metadata)
        .ok_or_else(|| Failure::new("invalid output of cargo metadata: a member is missing"))?;
    crates.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(crates)
}

fn parse(metadata: &Value) -> Option<Vec<PublishedCrate>> {
    let is_published = |package: &&Value| package.get("publish").is_none_or(Value::is_null);
    let packages = metadata.get("packages")?.as_array()?;
    packages.iter().filter(is_published).map(parse_crate).collect()
}

fn parse_crate(package: &Value) -> Option<PublishedCrate> {
    let features = package.get("features")?.as_object()?.keys();
    let mut features: Vec<_> = features.filter(|name| *name != "default").cloned().collect();
    features.sort();
    Some(PublishedCrate { name: package.get("name")?.as_str()?.into(), features })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn crates_that_are_never_published_are_left_out() {
        let metadata = json!({"packages": [
            {"name": "a", "publish": null, "features": {"y": [], "default": ["x"], "x": []}},
            {"name": "b", "publish": [], "features": {}},
        ]});
        let a = PublishedCrate { name: "a".into(), features: vec!["x".into(), "y".into()] };
        assert_eq!(parse(&metadata), Some(vec![a]));
        assert_eq!(parse(&json!({"packages": [{}]})), None);
    }
}
