//! JSON as the output and the input of typed actions: arbitrary text, and objects with the
//! declared members and arbitrary values. An output is read if and only if the check of the
//! catalog has no error; what was read is written, passes the check and is read back equal.
#![no_main]

use std::fmt;

use arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use serde::de::{DeserializeOwned, IgnoredAny};
use tencentcloud_catalog::{
    self as catalog, Finding, FindingKind, Kind, Member, check_input_text, check_output_text,
};
use tencentcloud_core::Action;
use tencentcloud_ecm::{
    CreateVpc, DescribeImage, DescribeInstanceTypeConfig, DescribeInstances, DescribeRouteTables,
    RunInstances,
};

// Members of every type: lists of structures in structures, signed and unsigned integers,
// floats, booleans; inputs with required members.
fuzz_target!(|data: &[u8]| {
    let Some((choice, data)) = data.split_first() else { return };
    match choice % 6 {
        0 => both::<DescribeImage>(data),
        1 => both::<DescribeInstances>(data),
        2 => both::<DescribeRouteTables>(data),
        3 => both::<DescribeInstanceTypeConfig>(data),
        4 => both::<CreateVpc>(data),
        _ => both::<RunInstances>(data),
    }
});

fn both<A>(data: &[u8])
where
    A: Action + DeserializeOwned + PartialEq + fmt::Debug,
    A::Output: serde::Serialize + PartialEq + fmt::Debug,
{
    let facts = catalog::action(A::SERVICE, A::VERSION, A::NAME).expect(A::NAME);
    if let Ok(text) = std::str::from_utf8(data) {
        output::<A>(facts, text);
        input::<A>(facts, text);
    }
    let object = |members| object(members, &mut Unstructured::new(data)).unwrap_or_default();
    output::<A>(facts, &object(facts.output));
    input::<A>(facts, &object(facts.input));
}

fn output<A: Action>(facts: &catalog::Action, text: &str)
where
    A::Output: serde::Serialize + PartialEq + fmt::Debug,
{
    let findings = check_output_text(facts, text);
    let read = serde_json::from_str::<A::Output>(text);
    let is_wrong = |finding: &&Finding| finding.is_error() && finding.path != "RequestId";
    let wrong: Vec<_> = findings.iter().filter(is_wrong).collect();
    match &read {
        // The check does not look at the second value, and looks for wrong escapes in values
        // that the reader skips.
        _ if wrong.iter().any(|finding| finding.kind == FindingKind::GivenTwice) => {}
        Ok(_) if serde_json::from_str::<IgnoredAny>(text).is_ok() && is_no_json(&wrong) => {}
        Ok(_) => assert!(wrong.is_empty(), "{text:?} was read: {wrong:?}"),
        Err(error) => assert!(!wrong.is_empty(), "{text:?} was not read: {error}"),
    }
    if let Ok(output) = read {
        let written = is_read_back(&output);
        assert_eq!(check_output_text(facts, &written), [], "{written}");
    }
}

/// The reader of inputs accepts more than the check. Members of structures that outputs have,
/// too, may be missing.
fn input<A>(facts: &catalog::Action, text: &str)
where
    A: Action + DeserializeOwned + PartialEq + fmt::Debug,
{
    let errors = |text: &str| -> Vec<Finding> {
        check_input_text(facts, text).into_iter().filter(Finding::is_error).collect()
    };
    match serde_json::from_str::<A>(text) {
        Ok(input) => {
            let written = is_read_back(&input);
            let is_missing = |error: &Finding| matches!(error.kind, FindingKind::Missing { .. });
            assert!(errors(&written).iter().all(is_missing), "{written}");
        }
        Err(error) => assert!(!errors(text).is_empty(), "{text:?} was not read: {error}"),
    }
}

fn is_no_json(findings: &[&Finding]) -> bool {
    findings.iter().all(|finding| matches!(finding.kind, FindingKind::NotJson { .. }))
}

fn is_read_back<T>(value: &T) -> String
where
    T: serde::Serialize + DeserializeOwned + PartialEq + fmt::Debug,
{
    let written = serde_json::to_string(value).expect("what was read can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be read");
    // `serde_json` may miss the last bit of a float.
    if !has_float(&written) {
        assert_eq!(&again, value, "{written}");
    }
    written
}

/// Whether a number has a point or an exponent. A part of a string may look so, too.
fn has_float(json: &str) -> bool {
    let is_number = |text: &str| text.parse::<f64>().is_ok() && text.contains(['.', 'e', 'E']);
    json.split([',', ':', '[', ']', '{', '}']).any(is_number)
}

/// An object with some of these members, most of them of their type.
fn object(members: &[Member], data: &mut Unstructured<'_>) -> Result<String> {
    let mut json = Vec::new();
    for member in members {
        if data.ratio(3, 4)? {
            json.push(format!("{:?}:{}", member.name, value(member.kind, data)?));
        }
    }
    if data.ratio(1, 16)? {
        json.push(format!("{}:{}", string(data)?, any(data)?));
    }
    Ok(format!("{{{}}}", json.join(",")))
}

fn value(kind: Kind, data: &mut Unstructured<'_>) -> Result<String> {
    if data.ratio(1, 8)? {
        return any(data);
    }
    match kind {
        Kind::String | Kind::Binary => string(data),
        Kind::Integer => Ok(i64::arbitrary(data)?.to_string()),
        Kind::Unsigned => Ok(u64::arbitrary(data)?.to_string()),
        Kind::Boolean => Ok(bool::arbitrary(data)?.to_string()),
        Kind::Structure(structure) => object(structure.members(), data),
        Kind::List(element) => {
            let mut items = Vec::new();
            for _ in 0..data.int_in_range(0..=3)? {
                items.push(value(*element, data)?);
            }
            Ok(format!("[{}]", items.join(",")))
        }
        _ => any(data),
    }
}

/// Values about which a reader and a check may differ.
const VALUES: [&str; 34] = [
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "[null]",
    "-0",
    "0",
    "1",
    "2",
    "1.0",
    "20.5",
    "2e1",
    "9007199254740993.0",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1e309",
    r#""""#,
    r#"" ""#,
    r#""TRUE""#,
    r#""false""#,
    r#"" 1 ""#,
    r#""0""#,
    r#""2""#,
    r#""+1""#,
    r#""20.50""#,
    r#""2e1""#,
    r#"".5""#,
    r#""inf""#,
    r#""9223372036854775808""#,
    r#""1e309""#,
];

fn any(data: &mut Unstructured<'_>) -> Result<String> {
    let number = |data: &mut Unstructured<'_>| -> Result<String> {
        let digits = i64::arbitrary(data)? >> data.int_in_range(0..=63)?;
        let fraction =
            if data.ratio(1, 2)? { format!(".{}", u8::arbitrary(data)?) } else { String::new() };
        let exponent =
            if data.ratio(1, 2)? { format!("e{}", i8::arbitrary(data)?) } else { String::new() };
        Ok(format!("{digits}{fraction}{exponent}"))
    };
    match data.int_in_range(0..=7)? {
        0..=3 => Ok((*data.choose(&VALUES)?).to_owned()),
        4 => number(data),
        5 => Ok(format!("\"{}\"", number(data)?)),
        6 => string(data),
        _ => Ok(format!("[{},{{{}:{}}}]", string(data)?, string(data)?, number(data)?)),
    }
}

fn string(data: &mut Unstructured<'_>) -> Result<String> {
    let length = data.int_in_range(0..=12)?;
    let bytes = data.bytes(data.len().min(length))?;
    Ok(serde_json::to_string(&String::from_utf8_lossy(bytes)).unwrap_or_default())
}
