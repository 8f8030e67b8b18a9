use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use proptest::prelude::*;

/// Every type of a member.
#[derive(Clone, Default)]
struct Output {
    text: Option<String>,
    signed: Option<i64>,
    unsigned: Option<u64>,
    float: Option<f64>,
    flag: Option<bool>,
    texts: Vec<String>,
    numbers: Vec<i64>,
    item: Option<Item>,
    items: Vec<Item>,
    again: Option<Box<Output>>,
}

crate::record!(Output {
    0 => text: "Text",
    1 => signed: "Signed",
    2 => unsigned: "Unsigned",
    3 => float: "Float",
    4 => flag: "Flag",
    5 => texts: "Texts",
    6 => numbers: "Numbers",
    7 => item: "Item",
    8 => items: "Items",
    9 => again: "Again",
});

#[derive(Clone)]
struct Item {
    key: String,
    password: Option<String>,
    values: Option<Vec<String>>,
}

crate::record!(Item { 0 => key: "Key", 1 => password: "Password", 2 => values: "Values" });

#[derive(Clone, Default)]
struct Required {
    number: i64,
    item: Box<Output>,
    items: Vec<Item>,
}
crate::record!(Required { 0 => number: "Number", 1 => item: "Item", 2 => items: "Items" });

fn read(json: &str) -> Result<Output, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

fn fails(json: &str, reason: &str) {
    let error = read(json).unwrap_err();
    assert!(error.starts_with(reason), "{json}: {error}");
    assert!(!error.contains("canary"), "{error}");
}

#[test]
fn members_are_read_in_any_order_and_unknown_ones_ignored() {
    let output = read(
        r#"{"Later": {"A": [1, {}]}, "Items": [{"Key": "a", "Values": ["b"]}, null, {"Key": "c"}],
            "Text": "t", "RequestId": "r-1", "Again": {"Signed": -1}, "Texts": null}"#,
    )
    .unwrap();
    assert_eq!(output.text.as_deref(), Some("t"));
    assert_eq!(output.items.len(), 2);
    assert_eq!(output.items[0].values, Some(vec!["b".into()]));
    assert_eq!(output.again.unwrap().signed, Some(-1));
    assert!(output.texts.is_empty() && output.item.is_none());
}

#[test]
fn integer_is_exact_to_its_limits() {
    for number in [i64::MIN, -1, 0, 9_007_199_254_740_993, i64::MAX] {
        for json in [number.to_string(), format!("\" {number} \""), format!("\"{number}.00\"")] {
            let output = read(&format!(r#"{{"Signed": {json}}}"#)).unwrap();
            assert_eq!(output.signed, Some(number), "{json}");
        }
    }
    let largest = read(r#"{"Unsigned": 18446744073709551615}"#).unwrap();
    assert_eq!(largest.unsigned, Some(u64::MAX));
    for (json, number) in [
        ("20.0", Some(20)),
        ("2e1", Some(20)),
        ("-0", Some(0)),
        ("true", Some(1)),
        ("\"2.0e+1\"", Some(20)),
        ("\"9007199254740993.0\"", Some(9_007_199_254_740_993)),
        ("\" \"", None),
        ("null", None),
    ] {
        assert_eq!(read(&format!(r#"{{"Signed": {json}}}"#)).unwrap().signed, number, "{json}");
    }
}

#[test]
fn wrong_values_are_named_by_their_path() {
    let expected = "expected an integer, a string that holds one, or null";
    for (json, reason) in [
        ("9223372036854775808", "out of range"),
        ("1e30", "out of range"),
        ("20.5", "a number with a fraction"),
        ("\"1.5\"", "a number with a fraction"),
        ("\"canary\"", expected),
        ("[1]", expected),
        ("{}", expected),
    ] {
        fails(&format!(r#"{{"Signed": {json}}}"#), &format!("Signed: {reason}"));
    }
    fails(r#"{"Unsigned": -1}"#, "Unsigned: out of range");
    fails(r#"{"Flag": "canary"}"#, "Flag: expected a boolean");
    fails(r#"{"Flag": 2}"#, "Flag: expected a boolean");
    fails(r#"{"Float": "inf"}"#, "Float: expected a number");
    fails(r#"{"Text": ["canary"]}"#, "Text: expected a string");
    fails(r#"{"Texts": "canary"}"#, "Texts: expected a list or null");
    fails(r#"{"Texts": {"canary": 1}}"#, "Texts: expected a list or null");
    fails(r#"{"Texts": [["canary"]]}"#, "Texts[0]: expected a string");
    fails(r#"{"Items": [null, "canary"]}"#, "Items[1]: expected an object or null");
    fails(r#"{"Item": "canary"}"#, "Item: expected an object or null");
    fails(r#"{"Again": {"Items": [{"Key": "a"}, {"Key": {}}]}}"#, "Again.Items[1].Key: expected");
    for whole in ["[]", "null", "\"canary\"", "7", "true"] {
        fails(whole, "expected an object");
    }
}

#[test]
fn required_members_of_inputs_must_be_there() {
    fails(r#"{"Item": {}}"#, "Item.Key: missing");
    fails(r#"{"Item": {"Password": "canary"}}"#, "Item.Key: missing");
    fails(r#"{"Item": {"Key": null}}"#, "Item.Key: missing");
    assert_eq!(read(r#"{"Item": {"Key": 7}}"#).unwrap().item.unwrap().key, "7");
    assert_eq!(read(r#"{"Item": {"Key": ""}}"#).unwrap().item.unwrap().key, "");

    for (json, error) in [
        (r#"{"Number": null, "Item": {}}"#, Some("Number: missing")),
        (r#"{"Number": "", "Item": {}}"#, Some("Number: missing")),
        (r#"{"Number": 0, "Item": null}"#, Some("Item: missing")),
        (r#"{"Number": 0, "Item": {}, "Items": null}"#, None),
    ] {
        let read = serde_json::from_str::<Required>(json).err().map(|error| error.to_string());
        assert_eq!(read.as_deref().and_then(|text| text.split(" at ").next()), error, "{json}");
    }
}

#[test]
fn scalars_may_have_other_types() {
    let json = r#"{"Text": 12345, "Signed": "20", "Float": "1.5", "Flag": "TRUE",
        "Texts": [5, null, "b", true, 1.5], "Numbers": ["1", 2, "", null]}"#;
    let output = read(json).unwrap();
    assert_eq!(output.text.as_deref(), Some("12345"));
    assert_eq!((output.signed, output.float, output.flag), (Some(20), Some(1.5), Some(true)));
    assert_eq!(output.texts, ["5", "b", "true", "1.5"]);
    assert_eq!(output.numbers, [1, 2]);
    for empty in ["\"\"", "\" \"", "{}", "[]", "[null]"] {
        let output = read(&format!(r#"{{"Texts": {empty}, "Items": {empty}}}"#)).unwrap();
        assert!(output.texts.is_empty() && output.items.is_empty(), "{empty}");
    }
}

/// A file is in no JSON.
#[test]
fn inputs_with_other_files_are_not_equal() {
    #[derive(Clone, Default)]
    struct Upload {
        name: Option<String>,
        file: Vec<u8>,
    }
    crate::record!(Upload { 0 => name: "Name" }, file);

    let upload = Upload { name: Some("a".into()), file: vec![1] };
    assert_eq!(serde_json::to_string(&upload).unwrap(), r#"{"Name":"a"}"#);
    assert_eq!(upload, upload.clone());
    assert_ne!(upload, Upload { file: vec![2], ..upload.clone() });
}

#[test]
fn a_member_given_twice_has_the_last_value() {
    let output = read(r#"{"Text": "a", "Text": "b", "Texts": ["a"], "Texts": ["b"]}"#).unwrap();
    assert_eq!((output.text.as_deref(), output.texts), (Some("b"), vec!["b".into()]));
}

#[test]
fn nesting_is_bounded() {
    let nested = |levels| format!("{}1{}", r#"{"Again":"#.repeat(levels), "}".repeat(levels));
    assert!(read(&nested(500)).is_err());
    let value =
        (0..500).fold(serde_json::json!({}), |inner, _| serde_json::json!({"Again": inner}));
    let error = serde_json::from_value::<Output>(value).unwrap_err().to_string();
    assert!(error.ends_with("nested too deep"), "{error}");
}

/// Not every JSON comes from text.
#[test]
fn a_value_in_memory_is_read_too() {
    let value = serde_json::json!({"Text": 5, "Signed": "6", "Items": [null, {"Key": "a"}]});
    let output: Output = serde_json::from_value(value).unwrap();
    assert_eq!((output.text.as_deref(), output.signed), (Some("5"), Some(6)));
    assert_eq!(output.items.len(), 1);

    let json = r#"{"Text": 18446744073709551616, "Float": -9223372036854775809}"#;
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::from_value::<Output>(value).unwrap(), read(json).unwrap());
}

#[test]
fn text_for_people_has_what_is_there_and_no_secret() {
    let output =
        read(r#"{"Text": "t", "Items": [{"Key": "k", "Password": "canary", "Values": ["v"]}]}"#)
            .unwrap();
    assert_eq!(
        format!("{output:?}"),
        r#"Output { Text: "t", Texts: [], Numbers: [], Items: [Item { Key: "k", Password: [redacted], Values: ["v"] }] }"#
    );
}

fn items() -> impl Strategy<Value = Item> {
    let values = proptest::option::of(proptest::collection::vec(".*", 0..3));
    (".*", proptest::option::of(".*"), values).prop_map(|(key, password, values)| Item {
        key,
        password,
        values,
    })
}

fn outputs() -> impl Strategy<Value = Output> {
    let scalars = (
        proptest::option::of(".*"),
        any::<Option<i64>>(),
        any::<Option<u64>>(),
        proptest::option::of(proptest::num::f64::NORMAL),
        any::<Option<bool>>(),
    );
    let lists = (proptest::collection::vec(".*", 0..3), any::<Vec<i64>>());
    let structures = (proptest::option::of(items()), proptest::collection::vec(items(), 0..3));
    let flat = (scalars, lists, structures).prop_map(|(scalars, lists, structures)| {
        let (text, signed, unsigned, float, flag) = scalars;
        let ((texts, numbers), (item, items)) = (lists, structures);
        let again = None;
        Output { text, signed, unsigned, float, flag, texts, numbers, item, items, again }
    });
    flat.prop_recursive(3, 6, 1, |inner| {
        (inner.clone(), inner)
            .prop_map(|(outer, inner)| Output { again: Some(Box::new(inner)), ..outer })
    })
}

/// JSON with the names of the structures, in wrong places, too.
fn json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "(|[0-9]{1,20}|true|-?[0-9]{1,3}e[0-9]|.{0,5})".prop_map(Value::from),
    ];
    let name = "(Text|Signed|Unsigned|Float|Flag|Texts|Numbers|Items?|Again|Key|Values|[a-z]{1,3})";
    scalar.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map(name, inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(output in outputs()) {
        let json = serde_json::to_string(&output).unwrap();
        prop_assert_eq!(&read(&json).unwrap(), &output);
        let value = serde_json::to_value(&output).unwrap();
        prop_assert_eq!(serde_json::from_value::<Output>(value).unwrap(), output);
    }

    #[test]
    fn any_json_is_read_or_refused(value in json()) {
        let from_value = serde_json::from_value::<Output>(value.clone());
        let from_text = read(&value.to_string());
        prop_assert_eq!(from_value.is_ok(), from_text.is_ok());
        if let (Ok(one), Ok(other)) = (from_value, from_text) {
            prop_assert_eq!(one, other);
        }
    }
}
