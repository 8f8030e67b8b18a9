//! Crates as `tc3 generate crate` writes them, compiled: large ones, and all that are unusual.
//! Their own tests run, and every official example of their actions is read and written by
//! the types.
//!
//! The examples are not ours to keep: they are read from the unpacked wheel of tccli 3.1.189.1
//! that the environment names. The stage `crates` of `cargo xtask test` fetches it and runs
//! this. By hand:
//!
//! ```sh
//! TCCLI_WHEEL=FOLDER \
//! cargo test -p tencentcloud-tests --test compiled_crates -- --ignored --nocapture
//! ```
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test whose preparation fails has failed; it writes crates and builds them"
)]

mod examples;
mod flat;
mod normal;
mod workspace;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use tencentcloud_catalog::{Finding, FindingKind, check_input_text, check_output_text};

use self::examples::{Example, examples};
use self::normal::object;
use self::workspace::{Reading, Workspace};

/// The crate in this repository, the largest services that many use, and those with something
/// that no other service has: recursion without a list, names that meet in Rust, files,
/// octets, a member `Error`, streams, a product that is not the service, two versions.
const SERVICES: [&str; 17] = [
    "ecm",
    "cvm",
    "vpc",
    "sts",
    "autoscaling",
    "cii",
    "cls",
    "cngw",
    "cwp",
    "databuddy",
    "dnspod",
    "hunyuan",
    "iai",
    "lkeap",
    "mongodb",
    "oceanus",
    "wedata",
];

/// The contradictions between example outputs and the catalog.
const CONTRADICTIONS: &str = include_str!("../../data/example-output-findings.txt");

/// The number of inputs by what is wrong with them.
type Counts = BTreeMap<&'static str, usize>;

#[test]
#[ignore = "needs the official examples"]
fn compiled_crates_read_and_write_every_example() {
    let workspace = Workspace::write(&SERVICES);
    workspace.test();
    let examples = examples(&SERVICES);
    let (inputs, counts) = valid_inputs(&examples);
    let outputs: Vec<_> = examples.iter().filter(|example| example.output.is_some()).collect();
    println!("{} actions, {} examples", workspace.actions, examples.len());
    println!("inputs: {counts:?}; outputs: {}", outputs.len());
    assert_eq!((workspace.actions, examples.len(), outputs.len()), (2557, 2899, 2803));
    assert_eq!(counts, BTreeMap::from(INPUTS));

    let readings = inputs.iter().map(|example| Reading::input(example));
    let readings: Vec<_> =
        readings.chain(outputs.iter().map(|example| Reading::output(example))).collect();
    let mut written = workspace.read_and_write(&readings).into_iter();
    let mut problems = Vec::new();
    let mut too_large = 0;
    for (example, written) in inputs.iter().zip(written.by_ref()) {
        match input_problem(example, written) {
            Ok(is_compared) => too_large += usize::from(!is_compared),
            Err(problem) => problems.push(format!("input of {}: {problem}", example.name)),
        }
    }
    let mut contradictions = BTreeSet::new();
    for (example, written) in outputs.iter().zip(written) {
        match output_problem(example, written) {
            Ok(contradiction) => contradictions.extend(contradiction),
            Err(problem) => problems.push(format!("output of {}: {problem}", example.name)),
        }
    }
    println!("inputs too large for a query: {too_large}; contradictions: {}", contradictions.len());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert_eq!(too_large, 2);
    let is_ours = |line: &&str| SERVICES.iter().any(|name| line.starts_with(&format!("{name} ")));
    let listed = CONTRADICTIONS.lines().filter(is_ours);
    // Undeclared members are no contradiction: they are ignored.
    let listed = listed.filter(|line| !line.contains(": undeclared member "));
    assert_eq!(contradictions, listed.map(str::to_owned).collect());
}

const INPUTS: [(&str, usize); 5] = [
    ("a required member is missing", 4),
    ("a wrong type", 86),
    ("an unknown member", 1),
    ("neither JSON nor pairs", 5),
    ("valid", 2803),
];

/// The inputs that the service would take, and the number of all.
fn valid_inputs(examples: &[Example]) -> (Vec<&Example>, Counts) {
    let mut counts = Counts::new();
    let (valid, others): (Vec<_>, Vec<_>) =
        examples.iter().partition(|example| invalid(example).is_none());
    for reason in others.into_iter().filter_map(invalid) {
        *counts.entry(reason).or_default() += 1;
    }
    counts.insert("valid", valid.len());
    (valid, counts)
}

/// Why an input is not valid.
fn invalid(example: &Example) -> Option<&'static str> {
    let Some(input) = &example.input else { return Some("neither JSON nor pairs") };
    let findings = check_input_text(example.action, input);
    findings.iter().find(|finding| finding.is_error()).map(rule)
}

fn rule(finding: &Finding) -> &'static str {
    match finding.kind {
        FindingKind::Missing { .. } => "a required member is missing",
        FindingKind::WrongType { .. } | FindingKind::WrongNesting { .. } => "a wrong type",
        FindingKind::UnknownMember { .. } => "an unknown member",
        _ => "another mistake",
    }
}

/// Compares an input as JSON, and flattened with the untyped call. Not flattened if it is too
/// large for a query.
fn input_problem(example: &Example, written: Result<String, String>) -> Result<bool, String> {
    let (written, input) = (written?, example.input.as_deref().unwrap());
    let members = example.action.input;
    let [read, sent] = [&written, input].map(|json| object(members, &map(json)));
    if read != sent {
        return Err(format!("{written} is not {input}"));
    }
    let [typed, untyped] = [&written, input].map(|json| flat::pairs(example.action, json));
    match (typed, untyped) {
        (Some(typed), Some(untyped)) if typed == untyped => Ok(true),
        (None, None) => Ok(false),
        (Some(typed), Some(untyped)) => {
            let differences = typed.symmetric_difference(&untyped);
            Err(format!("flattened differently: {:?}", differences.collect::<Vec<_>>()))
        }
        _ => Err("only one of both is too large".into()),
    }
}

/// The contradictions of an example that was not read, as they are listed.
fn output_problem(
    example: &Example,
    written: Result<String, String>,
) -> Result<Vec<String>, String> {
    let output = example.output.as_deref().unwrap();
    let mut findings = check_output_text(example.action, output);
    findings.retain(Finding::is_error);
    match (findings.first(), written) {
        (None, Ok(written)) => {
            let members = example.action.output;
            let [read, sent] = [&written, output].map(|json| object(members, &map(json)));
            if read == sent { Ok(Vec::new()) } else { Err(format!("{written} is not {output}")) }
        }
        (Some(first), Err(error)) => {
            let names_it = error.replace('[', ".").replace(']', "").starts_with(&first.path);
            let listed = findings.iter().map(|finding| format!("{}: {finding}", example.name));
            names_it.then(|| listed.collect()).ok_or(error)
        }
        (None, Err(error)) => Err(error),
        (Some(finding), Ok(_)) => Err(format!("was read, but {finding}")),
    }
}

fn map(json: &str) -> Map<String, Value> {
    serde_json::from_str(json).unwrap()
}
