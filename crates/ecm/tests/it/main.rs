//! Every typed action agrees with the catalog: constants, error codes, members at every
//! depth, and the JSON that is read and written.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test whose preparation fails has failed"
)]

mod list;
mod members;
mod typed;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Map, Value, json};
use tencentcloud_catalog as catalog;
use tencentcloud_core::{Auth, BodyKind, Effect, Endpoint, Method, Now, Request, Timestamp};
use tencentcloud_ecm::codes;

use self::list::every_action;
use self::members::{Reached, Usage};
use self::typed::Constants;

fn version() -> &'static catalog::Version {
    catalog::service("ecm").unwrap().version("2019-07-19").unwrap()
}

#[test]
fn every_action_of_the_catalog_is_typed() {
    let typed: Vec<&str> = every_action().iter().map(|action| action.facts.name).collect();
    let mut cataloged: Vec<&str> = version().actions.iter().map(|action| action.name).collect();
    cataloged.sort_unstable();
    assert_eq!(typed, cataloged, "the list of tests/it/list.rs");
}

#[test]
fn constants_and_codes_agree_with_the_catalog() {
    for action in every_action() {
        let facts = action.facts;
        let effect = match facts.class.is_idempotent() {
            true => Effect::Read,
            false if facts.client_token => Effect::Token("ClientToken"),
            false => Effect::Write,
        };
        let body = match facts.body {
            catalog::Body::Json => BodyKind::Json,
            other => panic!("{}: {other:?}", facts.name),
        };
        let constants = Constants {
            service: "ecm",
            version: "2019-07-19",
            effect,
            rate: facts.rate,
            signed: facts.signed,
            body,
            declares_error: facts.declares_error(),
            streams: facts.streams,
            host: facts.host,
        };
        assert_eq!(action.constants, constants, "{}", facts.name);
        let sorted = |codes: &[&'static str]| codes.iter().copied().collect::<BTreeSet<_>>();
        assert_eq!(sorted(action.codes), sorted(facts.error_codes), "{}", facts.name);
    }
}

#[test]
fn codes_of_the_service_are_constants() {
    assert_eq!(codes::FAILED_OPERATION_IMAGE_IN_USE, "FailedOperation.ImageInUse");
    let source = include_str!("../../src/generated/codes.rs");
    let constants = source.lines().filter_map(|line| Some(line.split_once("&str = \"")?.1));
    let constants: BTreeSet<&str> = constants.filter_map(|rest| rest.strip_suffix("\";")).collect();
    assert_eq!(constants, version().error_codes.iter().copied().collect());
}

#[test]
fn members_agree_with_the_catalog_at_every_depth() {
    let reached = Reached::of(version());
    let mut count = 0;
    for action in every_action() {
        let (name, facts) = (action.facts.name, action.facts);
        let usage = Usage { input: true, output: false };
        count += reached.compare(&mut *(action.empty_input)(), name, facts.input, usage);
        let usage = Usage { input: false, output: true };
        count += reached.compare(&mut *(action.empty_output)(), name, facts.output, usage);
    }
    assert!(count > 1_900, "only {count} members were compared");
}

#[test]
fn inputs_are_read_and_written_without_a_change() {
    for action in every_action() {
        let (name, skeleton) = (action.facts.name, catalog::full_skeleton(action.facts));
        let typed = (action.request)(&skeleton).unwrap_or_else(|error| panic!("{name}: {error}"));
        let input = catalog::compact_json(&skeleton).unwrap();
        assert_eq!(typed.body(), input.as_bytes(), "{name}");

        let untyped = Request::new("ecm", "2019-07-19", name, skeleton);
        assert_eq!(query(typed), query(untyped), "{name}");
    }
}

/// The parameters of a GET request.
fn query(request: Request) -> String {
    let now = Now::new(Timestamp::new(1_700_000_000).unwrap(), Duration::ZERO, 0);
    let origin = Endpoint::nearest().origin("ecm").unwrap();
    let http = request.with_method(Method::Get).to_http(&origin, now, Auth::Skip).unwrap();
    http.uri().query().unwrap_or_default().to_owned()
}

#[test]
fn example_outputs_are_read_and_written_without_a_change() {
    for action in every_action() {
        let name = action.facts.name;
        let example = Value::Object(catalog::example_output(action.facts));
        let written = (action.rewrite_output)(&example.to_string())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let written: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(without_nothing(written), without_nothing(example), "{name}");
    }
}

/// Without nulls and empty lists, which a type does not tell from absent members.
fn without_nothing(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| (name, without_nothing(value)));
            let is_there = |value: &Value| !value.is_null() && *value != json!([]);
            Value::Object(members.filter(|(_, value)| is_there(value)).collect())
        }
        Value::Array(items) => items.into_iter().map(without_nothing).collect(),
        value => value,
    }
}

#[test]
fn outputs_are_read_when_empty_null_or_extended() {
    for action in every_action() {
        let name = action.facts.name;
        let mut nulls: Map<String, Value> =
            action.facts.output.iter().map(|member| (member.name.into(), Value::Null)).collect();
        nulls.insert("Added".into(), json!([{"By": "the service"}]));
        for output in ["{}".to_owned(), Value::Object(nulls).to_string()] {
            let written =
                (action.rewrite_output)(&output).unwrap_or_else(|error| panic!("{name}: {error}"));
            let written = without_nothing(serde_json::from_str(&written).unwrap());
            assert_eq!(written, json!({}), "{name}");
        }
    }
}
