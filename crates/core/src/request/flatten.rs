//! Flattening of an input to the name-value pairs of a query or form.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use bytes::Bytes;
use serde_json::Error;
use serde_json::value::RawValue;

use super::RequestError;
use crate::error::JsonError;
use crate::json;

/// The largest depth of an input, as in `serde_json`.
const DEPTH: usize = 128;

/// The members of an input by name, in order. No name occurs twice.
pub(super) fn members(input: &Bytes) -> Result<Vec<(String, &RawValue)>, RequestError> {
    let not_an_object = |error: &Error| RequestError::NotAnObject(JsonError::without_value(error));
    let text = core::str::from_utf8(input)
        .map_err(|error| RequestError::NotAnObject(JsonError::new(&error)))?;
    let mut members = Vec::new();
    json::each_member(text, |name, value| members.push((name, value)))
        .map_err(|error| not_an_object(&error))?;
    check_distinct(members.iter().map(|(name, _)| name.as_str()))?;
    Ok(members)
}

/// Flattens an input: names of nested members are joined by dots, and list items
/// are numbered from 0, as in `Filters.0.Values.1`.
///
/// The pairs have the order of the input. Numbers keep their digits. Nulls are omitted,
/// and later items of a list keep their numbers. Empty strings are kept; an empty list
/// or object has no pair. Booleans are `true` and `false`. These are the rules of the
/// official SDKs, or of most of them where they differ.
pub(super) fn flatten(input: &Bytes) -> Result<Vec<(String, String)>, RequestError> {
    let mut pairs = Vec::new();
    for (name, value) in members(input)? {
        add(name, value, DEPTH, &mut pairs)
            .map_err(|error| RequestError::NotAnObject(JsonError::without_value(&error)))?;
    }
    check_distinct(pairs.iter().map(|(name, _)| name.as_str()))?;
    Ok(pairs)
}

fn add(
    name: String,
    value: &RawValue,
    depth: usize,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), Error> {
    let text = value.get();
    let inner = depth.checked_sub(1).ok_or_else(|| serde::de::Error::custom("nested too deeply"));
    match text.as_bytes().first() {
        Some(b'n') => {}
        Some(b'"') => pairs.push((name, serde_json::from_str(text)?)),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            let depth = inner?;
            for (index, item) in items.into_iter().enumerate() {
                add(format!("{name}.{index}"), item, depth, pairs)?;
            }
        }
        Some(b'{') => {
            let mut members = Vec::new();
            json::each_member(text, |name, value| members.push((name, value)))?;
            let depth = inner?;
            for (member, value) in members {
                add(format!("{name}.{member}"), value, depth, pairs)?;
            }
        }
        // A number or a boolean.
        _ => pairs.push((name, text.into())),
    }
    Ok(())
}

/// The service would read only one of two parameters with the same name.
pub(super) fn check_distinct<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), RequestError> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(RequestError::Duplicate(name.into()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(input: &'static str) -> Vec<(String, String)> {
        flatten(&Bytes::from_static(input.as_bytes())).unwrap()
    }

    #[test]
    fn nested_members_are_joined_by_dots_and_nulls_are_omitted() {
        let pairs = flat(
            r#"{"Filters": [null, {"Name": "n", "Values": ["a", "", null, "d"]}], "Force": false,
                "Empty": "", "None": null, "List": [], "Map": {}, "Text": "\u4f60\/"}"#,
        );
        let expected = [
            ("Filters.1.Name", "n"),
            ("Filters.1.Values.0", "a"),
            ("Filters.1.Values.1", ""),
            ("Filters.1.Values.3", "d"),
            ("Force", "false"),
            ("Empty", ""),
            ("Text", "\u{4f60}/"),
        ];
        assert_eq!(pairs, expected.map(|(name, value)| (name.into(), value.into())));
    }

    #[test]
    fn numbers_keep_their_digits() {
        let digits =
            ["123456789012345678901234.50", "1e3", "1.10", "-0", "1E+2", "18446744073709551616"];
        for digits in digits {
            let input = Bytes::from(format!(r#"{{"A": [{{"B": {digits}}}]}}"#));
            let [(name, value)] = &*flatten(&input).unwrap() else { panic!("{digits}") };
            assert_eq!((&**name, &**value), ("A.0.B", digits));
        }
    }

    #[test]
    fn names_that_meet_are_an_error() {
        for (input, name) in [
            (r#"{"A.0.B": "x", "A": [{"B": "y"}]}"#, "A.0.B"),
            (r#"{"A": {"B": 1}, "A.B": 2}"#, "A.B"),
            (r#"{"A": 1, "A": 1}"#, "A"),
            (r#"{"A": {"B": 1, "B": 2}}"#, "A.B"),
        ] {
            match flatten(&Bytes::from_static(input.as_bytes())) {
                Err(RequestError::Duplicate(found)) => assert_eq!(found, name),
                other => panic!("{input}: {other:?}"),
            }
        }
        assert_eq!(flat(r#"{"A": null, "B": 1, "C": {"B": 1}}"#).len(), 2);
    }

    #[test]
    fn deep_and_invalid_inputs_are_errors() {
        let deep = format!(r#"{{"A": {}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        for input in [deep.as_str(), r#"{"A": "\ud800"}"#, r#"{"A": [1,]}"#, "[1]", "", "{} 1"] {
            let error = flatten(&Bytes::copy_from_slice(input.as_bytes()));
            assert!(matches!(error, Err(RequestError::NotAnObject(_))), "{input:.40}");
        }
        let fits = format!(r#"{{"A": {}1{}}}"#, "[".repeat(127), "]".repeat(127));
        assert_eq!(flatten(&Bytes::from(fits)).unwrap().len(), 1);
    }
}
