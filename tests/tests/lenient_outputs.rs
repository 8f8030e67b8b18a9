//! The catalog's check of outputs accepts what core's readers of outputs accept. Neither
//! crate uses the other, so each has the rules.
#![expect(clippy::panic, reason = "a test whose preparation fails has failed")]

use tencentcloud_catalog::{Action, Kind, Service, check_output_text, services};
use tencentcloud_core::record;
use tencentcloud_core::record::Record;

/// JSON values of all types, near the limits of each.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "\"\"",
    "\" \"",
    "\"\\n\"",
    "\"true\"",
    "\"False\"",
    "\" TRUE \"",
    "0",
    "1",
    "-0",
    "-1",
    "2",
    "1.0",
    "0.0",
    "\"1\"",
    "\"0\"",
    "\" 1 \"",
    "\"+1\"",
    "\"1.0\"",
    "\"\\u0031\"",
    "20",
    "20.0",
    "2e1",
    "2E+1",
    "200e-1",
    "205e-1",
    "20.5",
    "\"20\"",
    "\"20.5\"",
    "\"2e1\"",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "900719925474099.3e1",
    "9007199254740993.0",
    "0e999999999999",
    "0.0e-999999999999",
    "1e30",
    "1e999999999999",
    "1e-999999999999",
    "1e308",
    "1e309",
    "\"1e309\"",
    "\"inf\"",
    "\"NaN\"",
    "\".5\"",
    "\"5.\"",
    "\"1e\"",
    "\"--1\"",
    "\"-\"",
    "\"+\"",
    "\"1e+\"",
    "\"0x1\"",
    "\"1_0\"",
    "\"a\"",
    "\"边\"",
    "[]",
    "{}",
    "[1]",
    "{\"A\": 1}",
    "[null]",
    "[\"\"]",
    "[\"a\", 1, true, null]",
    "[[]]",
    "[{}]",
];

/// An output with a member of a type.
macro_rules! outputs {
    ($($output:ident: $type:ty),*) => {$(
        struct $output {
            member: $type,
        }

        record!($output { 0 => member: "Member" });
    )*};
}

outputs! {
    Text: Option<String>,
    Signed: Option<i64>,
    Unsigned: Option<u64>,
    Float: Option<f64>,
    Boolean: Option<bool>,
    Texts: Vec<String>,
    Numbers: Vec<i64>
}

fn reads<T: Record + serde::de::DeserializeOwned>(json: &str) -> bool {
    serde_json::from_str::<T>(&format!("{{\"Member\": {json}}}")).is_ok()
}

/// An action whose output has a member of a type.
fn action_with(is_wanted: impl Fn(Kind) -> bool) -> (&'static Action, &'static str) {
    let mut actions = services().flat_map(Service::versions).flat_map(|v| v.actions);
    let found = actions.find_map(|action| {
        let member = action.output.iter().find(|member| is_wanted(member.kind))?;
        Some((action, member.name))
    });
    found.unwrap_or_else(|| panic!("no output has such a member"))
}

fn assert_agreement(is_wanted: impl Fn(Kind) -> bool, reads: impl Fn(&str) -> bool) {
    let (action, member) = action_with(is_wanted);
    let mut accepted = 0;
    for value in VALUES {
        let findings = check_output_text(action, &format!("{{\"{member}\": {value}}}"));
        assert_eq!(findings.is_empty(), reads(value), "{} {member}: {value}", action.name);
        accepted += usize::from(findings.is_empty());
    }
    assert!((5..VALUES.len()).contains(&accepted), "{accepted}");
}

#[test]
fn check_accepts_exactly_the_scalars_that_are_read() {
    assert_agreement(|kind| matches!(kind, Kind::String), reads::<Text>);
    assert_agreement(|kind| matches!(kind, Kind::Integer), reads::<Signed>);
    assert_agreement(|kind| matches!(kind, Kind::Unsigned), reads::<Unsigned>);
    assert_agreement(|kind| matches!(kind, Kind::Float), reads::<Float>);
    assert_agreement(|kind| matches!(kind, Kind::Boolean), reads::<Boolean>);
}

#[test]
fn check_accepts_exactly_the_lists_that_are_read() {
    assert_agreement(|kind| matches!(kind, Kind::List(Kind::String)), reads::<Texts>);
    assert_agreement(|kind| matches!(kind, Kind::List(Kind::Integer)), reads::<Numbers>);
}
