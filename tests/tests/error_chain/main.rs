//! Every public error states each fact once, however a program prints it.
//!
//! [`samples`] builds each variant of every public error, with causes two deep
//! where it takes a cause. [`declared`] reads the variants from the source files,
//! so that a new one without a sample fails the test.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a failed preparation fails the test; the test reads files"
)]
mod declared;
mod samples;

use std::collections::BTreeSet;

use tencentcloud_tests::{error_chain, repeated_fact};

use self::samples::{CAUSES, Sample};

#[test]
fn every_variant_of_every_public_error_has_a_sample() {
    let declared = declared::variants();
    let name = |sample: Sample| {
        let Sample { type_name, variant, .. } = sample;
        if declared.contains(&type_name) { type_name } else { format!("{type_name}::{variant}") }
    };
    let sampled: BTreeSet<_> = samples::all().into_iter().map(name).collect();
    let missing: Vec<_> = declared.difference(&sampled).collect();
    let gone: Vec<_> = sampled.difference(&declared).collect();
    assert!(missing.is_empty(), "no sample for {missing:#?}");
    assert!(gone.is_empty(), "not declared: {gone:#?}");
}

#[test]
fn each_fact_is_stated_once_in_every_chain() {
    let problems: Vec<_> = samples::all().into_iter().flat_map(problems).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn problems(sample: Sample) -> Vec<String> {
    let layers = error_chain(&*sample.error);
    let mut problems = Vec::new();
    let mut problem = |text: String| {
        problems.push(format!("{}: {text}\n    {}", sample.type_name, layers.join("\n    ")));
    };
    for (number, layer) in layers.iter().enumerate() {
        if let Some(other) = layers
            .iter()
            .skip(number + 1)
            .find(|other| layer.contains(other.as_str()) || other.contains(layer.as_str()))
        {
            problem(format!("{other:?} is in two layers"));
        }
        if layer.is_empty() || layer.contains(char::is_control) || layer.ends_with('.') {
            problem(format!("{layer:?} is not one line without a full stop"));
        }
    }
    if let Some(fact) = repeated_fact(&*sample.error) {
        problem(format!("{fact:?} is stated twice"));
    }
    let printed = format!("{:#}", anyhow::Error::from_boxed(sample.error));
    if printed != layers.join(": ") {
        problem(format!("anyhow prints {printed:?}"));
    }
    for cause in CAUSES.iter().filter(|_| sample.has_causes) {
        let times = printed.matches(cause).count();
        if times != 1 {
            problem(format!("the cause {cause:?} is stated {times} times"));
        }
    }
    problems
}
