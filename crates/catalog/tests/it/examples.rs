//! The check over the official examples, which are not ours to keep: they are read from
//! the unpacked wheel of tccli 3.1.189.1 that the environment names. The stage `clients`
//! fetches it and runs these tests. By hand:
//!
//! ```sh
//! TCCLI_WHEEL=FOLDER cargo test -p tencentcloud-catalog --features json -- --ignored
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use fastrand::Rng;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use tencentcloud_catalog::{
    Action, Finding, FindingKind, Service, check_input_text, check_output_text, services,
};

use crate::mistakes::{Mistake, Of};

/// An example of an action.
struct Example {
    action: &'static Action,
    /// Service, version, action and number of the example.
    name: String,
    /// The input, if it is JSON in the body of a POST.
    input: Option<String>,
    /// The object `Response`.
    output: Option<String>,
}

#[expect(clippy::disallowed_methods, reason = "the examples are outside the repository")]
fn examples() -> Vec<Example> {
    let wheel = std::env::var_os("TCCLI_WHEEL").expect("TCCLI_WHEEL is a folder");
    let mut examples = Vec::new();
    for version in services().flat_map(Service::versions) {
        let folder = format!("v{}", version.version.replace('-', ""));
        let file = PathBuf::from(&wheel).join("tccli/services").join(version.service);
        let file = file.join(folder).join("examples.json");
        let json: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        for (name, of_action) in json["actions"].as_object().unwrap() {
            let action = version.action(name).unwrap();
            for (index, example) in of_action.as_array().unwrap().iter().enumerate() {
                let name = format!("{} {} {name} {index}", action.service, action.version);
                let text = |member| example[member].as_str().unwrap();
                examples.push(Example {
                    action,
                    name,
                    input: input(text("input")),
                    output: output(text("output")),
                });
            }
        }
    }
    examples
}

/// The body of a POST, if it is a JSON object.
fn input(request: &str) -> Option<String> {
    let (_, body) = request.strip_prefix("POST /")?.split_once("\n\n")?;
    serde_json::from_str::<Map<String, Value>>(body).ok().map(|_| body.into())
}

fn output(response: &str) -> Option<String> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(response).ok()?;
    members.get("Response").map(|response| response.get().into())
}

#[test]
#[ignore = "needs the official examples"]
fn example_inputs_have_the_findings_that_were_counted() {
    let (mut inputs, mut wrong, mut only_null) = (0, 0, 0);
    let mut kinds = BTreeMap::new();
    for example in examples() {
        let Some(input) = example.input else { continue };
        inputs += 1;
        let mut findings = check_input_text(example.action, &input);
        findings.retain(Finding::is_error);
        let of_example: BTreeSet<_> = findings
            .iter()
            .map(|finding| match finding.kind {
                FindingKind::WrongType { found: "null", .. } => "null item",
                FindingKind::WrongType { .. } | FindingKind::WrongNesting { .. } => "wrong type",
                FindingKind::Missing { .. } if is_null(&input, &finding.path) => "null",
                FindingKind::Missing { .. } => "missing",
                FindingKind::UnknownMember { .. } => "unknown",
                _ => "other",
            })
            .collect();
        let has = |kinds: &[&str]| kinds.iter().any(|kind| of_example.contains(kind));
        wrong += usize::from(has(&["wrong type", "missing", "unknown", "other"]));
        only_null += usize::from(
            !has(&["wrong type", "missing", "unknown", "other"]) && !of_example.is_empty(),
        );
        for kind in of_example {
            *kinds.entry(kind).or_insert(0) += 1;
        }
    }
    assert_eq!((inputs, wrong, only_null), (14_541, 439, 10), "{kinds:?}");
    let expected =
        [("missing", 15), ("null", 7), ("null item", 4), ("unknown", 1), ("wrong type", 425)];
    assert_eq!(kinds, BTreeMap::from(expected));
}

/// Whether the value at a path is null rather than absent.
fn is_null(text: &str, path: &str) -> bool {
    let root: Value = serde_json::from_str(text).unwrap();
    root.pointer(&format!("/{}", path.replace('.', "/"))).is_some()
}

/// The list is reviewed: each finding is a mistake of the example.
#[test]
#[ignore = "needs the official examples"]
fn example_outputs_have_the_findings_that_were_reviewed() {
    let (mut outputs, mut errors) = (0, 0);
    let mut found = BTreeSet::new();
    for example in examples() {
        let Some(output) = example.output else { continue };
        outputs += 1;
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(&output).unwrap();
        if members.contains_key("Error") && !example.action.declares_error() {
            errors += 1;
            continue;
        }
        for finding in check_output_text(example.action, &output) {
            found.insert(format!("{}: {finding}", example.name));
        }
    }
    assert_eq!((outputs, errors), (18_241, 262));
    let reviewed = include_str!("../../../../tests/data/example-output-findings.txt");
    let reviewed: BTreeSet<_> = reviewed
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    let new: Vec<_> = found.difference(&reviewed).collect();
    let gone: Vec<_> = reviewed.difference(&found).collect();
    assert!(new.is_empty() && gone.is_empty(), "new: {new:#?}\ngone: {gone:#?}");
}

#[test]
#[ignore = "needs the official examples"]
fn each_mistake_in_an_example_is_found_alone_with_its_path() {
    let mut rng = Rng::with_seed(11);
    let mut made = BTreeMap::new();
    for Example { action, input, output, .. } in examples() {
        for (of, text) in [(Of::Input, input), (Of::Output, output)] {
            let Some(text) = text.filter(|text| of.check(action, text).is_empty()) else {
                continue;
            };
            let json: Map<String, Value> = serde_json::from_str(&text).unwrap();
            for mistake in Mistake::ALL {
                let Some(mistaken) = mistake.make(&mut rng, of, action, &json) else { continue };
                mistaken.assert_found(action);
                *made.entry((of, mistake)).or_insert(0) += 1;
            }
        }
    }
    assert!(made.len() == 9 && made.values().all(|count| *count > 5_000), "{made:?}");
}
