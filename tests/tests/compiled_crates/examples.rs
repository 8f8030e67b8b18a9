//! The official examples.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::value::RawValue;
use serde_json::{Map, Value};
use tencentcloud_catalog::{Action, Version, service, unflatten};

/// An example of an action.
pub(crate) struct Example {
    pub(crate) action: &'static Action,
    /// Service, version, action and number of the example.
    pub(crate) name: String,
    /// The input as JSON, unless it is a file or octets.
    pub(crate) input: Option<String>,
    /// The object `Response` without an API error.
    pub(crate) output: Option<String>,
}

/// All examples of these services.
pub(crate) fn examples(services: &[&str]) -> Vec<Example> {
    let versions = services.iter().flat_map(|name| service(name).unwrap().versions());
    versions.flat_map(of_version).collect()
}

fn of_version(version: &'static Version) -> Vec<Example> {
    let wheel = std::env::var_os("TCCLI_WHEEL").expect("TCCLI_WHEEL is a folder");
    let folder = format!("v{}", version.version.replace('-', ""));
    let file = PathBuf::from(wheel).join("tccli/services").join(version.service);
    let json = std::fs::read(file.join(folder).join("examples.json")).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    let mut examples = Vec::new();
    for (name, of_action) in json["actions"].as_object().unwrap() {
        let action = version.action(name).unwrap();
        for (index, example) in of_action.as_array().unwrap().iter().enumerate() {
            examples.push(Example {
                action,
                name: format!("{} {} {name} {index}", version.service, version.version),
                input: input(action, example["input"].as_str().unwrap()),
                output: output(action, example["output"].as_str().unwrap()),
            });
        }
    }
    examples
}

/// As the examples write it: the body of a POST, or the lines of a link, the last of which
/// stands for the common parameters.
fn input(action: &Action, request: &str) -> Option<String> {
    if request.starts_with("https://") {
        let lines = request.lines().skip(1).take_while(|line| !line.starts_with("&<"));
        let pairs: Option<Vec<_>> =
            lines.map(|line| line.strip_prefix('&')?.split_once('=')).collect();
        return unflatten(action, pairs?).ok();
    }
    let (_, body) = request.strip_prefix("POST /")?.split_once("\n\n")?;
    serde_json::from_str::<Map<String, Value>>(body).ok().map(|_| body.into())
}

fn output(action: &Action, response: &str) -> Option<String> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(response).ok()?;
    let output = members.get("Response")?.get();
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(output).unwrap();
    let is_error = members.contains_key("Error") && !action.declares_error();
    (!is_error).then(|| output.into())
}
