use std::ffi::OsString;

use serde_json::{Value, json};

use super::*;
use crate::{Action, Kind, action, check_input_text};

fn ecm(name: &str) -> &'static Action {
    action("ecm", "2019-07-19", name).unwrap()
}

/// The input with the parameters of a line that has no option.
fn read(name: &str, base: &str, line: &[&str]) -> Result<Json, ParameterError> {
    let line: Vec<_> = line.iter().map(OsString::from).collect();
    let parameters = Words::split(&line, |_| false).unwrap().parameters;
    let Ok(Json::Object(base)) = Json::parse(base) else { panic!("{base}") };
    input_of_parameters(ecm(name).input, base, &parameters, &mut no_file)
}

fn no_file(_: &str) -> Result<String, String> {
    Err("no files here".into())
}

fn value_of(kind: Kind, word: &str) -> String {
    value::value(Some(kind), &[word.into()], &mut no_file).unwrap().to_string()
}

fn make(name: &str, base: &Value, line: &[&str]) -> Result<Value, String> {
    let action = ecm(name);
    let input = read(name, &base.to_string(), line).map_err(|error| error.to_string())?.to_string();
    let findings: Vec<_> = check_input_text(action, &input);
    if findings.is_empty() {
        return Ok(serde_json::from_str(&input).unwrap());
    }
    Err(findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

#[test]
fn values_have_the_types_of_the_catalog() {
    assert_eq!(
        make("DescribeImage", &json!({}), &["--Limit", "5", "--Offset", "-1"]).unwrap(),
        json!({"Limit": 5, "Offset": -1})
    );
    assert_eq!(
        make("DeleteImage", &json!({}), &["--ImageIDSet", "a", "b"]).unwrap(),
        json!({"ImageIDSet": ["a", "b"]})
    );
    // A string of digits stays a string.
    assert_eq!(
        make("DeleteImage", &json!({}), &["--ImageIDSet", "5"]).unwrap(),
        json!({"ImageIDSet": ["5"]})
    );
    assert_eq!(
        make("DeleteImage", &json!({}), &["--ImageIDSet", r#"["a", "b"]"#]).unwrap(),
        json!({"ImageIDSet": ["a", "b"]})
    );
}

#[test]
fn numbers_are_sent_as_they_were_written() {
    let sent = |base: &str, line: &[&str]| read("DescribeImage", base, line).unwrap().to_string();
    let numbers = "[1e3,1.10,-0,-0.0,12345678901234567.89,18446744073709551616,1e400]";
    let base = format!(r#"{{"Limit":1.0,"Filters":{numbers}}}"#);
    assert_eq!(sent(&base, &[]), base);
    assert_eq!(sent(&base, &["--Offset", "5"]), base.replace("]}", r#"],"Offset":5}"#));
    assert_eq!(sent("{}", &["--Filters", numbers]), format!(r#"{{"Filters":{numbers}}}"#));
    for (argument, number) in [("-0", "-0"), ("5.0", "5.0"), ("many", "\"many\"")] {
        assert_eq!(sent("{}", &["--Limit", argument]), format!(r#"{{"Limit":{number}}}"#));
    }
    assert_eq!(sent("{}", &["--Limit", "+007"]), r#"{"Limit":7}"#);
    for (argument, number) in [
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        ("-0", "-0"),
        (".5", "0.5"),
        ("1e400", "1e400"),
        ("inf", "\"inf\""),
    ] {
        assert_eq!(value_of(Kind::Float, argument), number);
    }
}

#[test]
fn a_boolean_is_no_number() {
    assert_eq!(value_of(Kind::Boolean, "true"), "true");
    assert_eq!(value_of(Kind::Boolean, "1"), "\"1\"");
}

#[test]
fn nested_names_create_structures_and_lists() {
    let line = [
        "--Filters.1.Name",
        "image-id",
        "--Filters.1.Values.0",
        "x",
        "--Filters.1.Values.1",
        "y",
        "--Filters.0.Name",
        "image-type",
        "--Filters.0.Values",
        "a",
        "b",
    ];
    assert_eq!(
        make("DescribeImage", &json!({"Limit": 3}), &line).unwrap(),
        json!({"Limit": 3, "Filters": [
            {"Name": "image-type", "Values": ["a", "b"]},
            {"Name": "image-id", "Values": ["x", "y"]},
        ]})
    );
    let whole = ["--Filters", r#"{"Name": "image-id", "Values": ["x"]}"#];
    assert_eq!(
        make("DescribeImage", &json!({}), &whole).unwrap(),
        json!({"Filters": [{"Name": "image-id", "Values": ["x"]}]})
    );
}

#[test]
fn errors_name_the_parameter_and_the_problem() {
    for (action, line, message) in [
        (
            "ImportImage",
            &["--ImageId", "a"][..],
            "ImageDescription (a string) is missing\nSourceRegion (a string) is missing",
        ),
        ("ImportImage", &["--imageId"], "ImageId (a string) is missing"),
        ("ImportImage", &["--ImageID", "a"], "unknown member ImageID; did you mean ImageId?"),
        ("ImportImage", &["--Zone", "a"], "unknown member Zone\n"),
        ("ImportImage", &["--ImageId"], "--ImageId: the value is missing"),
        ("ImportImage", &["--ImageDescription", "two", "words"], "one word too many; quote"),
        ("ImportImage", &["--ImageId", "a", "--ImageId", "b"], "given twice"),
        ("ImportImage", &["--ImageId.0", "a"], "ImageId must be a string, not a list"),
        ("ImportImage", &["--ImageId.A.0", "a"], "ImageId must be a string, not an object"),
        ("DescribeImage", &["--Limit", "many"], "Limit must be an integer, not a string"),
        ("DescribeImage", &["--Limit", "5.0"], "Limit must be an integer, not a decimal number"),
        (
            "DescribeImage",
            &["--Limit", "18446744073709551615"],
            "Limit must be an integer, not a number out of range",
        ),
        ("DescribeImage", &["--Filters.x.Name", "a"], "numbered 0, 1, 2"),
        ("DescribeImage", &["--Filters.99999999999.Name", "a"], "numbered 0, 1, 2"),
        (
            "DescribeImage",
            &["--Filters.1.Name", "a"],
            "Filters.0 must be an object (Filter), not null",
        ),
        ("DescribeImage", &["--Filters.0.Nam", "a"], "Filters.0.Nam; did you mean Name?"),
        ("DescribeImage", &["--Filters", "{"], "--Filters: unexpected end of JSON"),
        (
            "DescribeImage",
            &["--Filters", "x"],
            "Filters.0 must be an object (Filter), not a string",
        ),
        ("DescribeImage", &["--Limit", "-x"], "Limit must be an integer, not a string"),
        ("DescribeImage", &["--Filters.00.Name", "a"], "numbered 0, 1, 2"),
        ("DescribeImage", &["--Filters.+0.Name", "a"], "numbered 0, 1, 2"),
        ("ImportImage", &["--ImageId", "a", "--", "b"], "2 words too many; quote"),
        ("DescribeImage", &["--Filters", r#"{"Name":"a","Name":"b"}"#], "Name is given twice"),
        ("DescribeImage", &["--Filters", r#"[{"a.b":1}]"#], "Filters.0.a.b is a name with a dot"),
    ] {
        let error = make(action, &json!({}), line).unwrap_err();
        assert!(error.contains(message), "{line:?}: {error}");
    }
}

#[test]
fn parameters_that_contain_each_other_are_refused() {
    for (one, other) in [
        (["--Filters.0.Values.0", "a"], ["--Filters.0.Values", "b"]),
        (["--Filters.0.Name", "image-type"], ["--Filters", r#"[{"Name":"image-id"}]"#]),
        (["--Filters.0", r#"{"Name":"image-id"}"#], ["--Filters.0.Name", "image-type"]),
    ] {
        for line in [[one, other].concat(), [other, one].concat()] {
            let error = make("DescribeImage", &json!({}), &line).unwrap_err();
            assert!(error.contains("overlap"), "{line:?}: {error}");
        }
    }
}

#[test]
fn name_with_a_dot_in_json_is_refused_with_its_path() {
    for (base, path) in [
        (json!({"Filters.0.Name": "image-type"}), "Filters.0.Name is"),
        (json!({"Filters": [{"Values.0": "a"}]}), "Filters.0.Values.0 is"),
    ] {
        let error = make("DescribeImage", &base, &[]).unwrap_err();
        assert!(error.starts_with(path) && error.contains("nest"), "{error}");
    }
}

#[test]
fn text_that_begins_with_a_dash_is_a_value() {
    let pem = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
    let line = ["--ImageId", "-a", "--ImageDescription", pem, "--SourceRegion", "--r"];
    assert_eq!(
        make("ImportImage", &json!({}), &line).unwrap(),
        json!({"ImageId": "-a", "ImageDescription": pem, "SourceRegion": "--r"})
    );
    assert_eq!(
        make("DeleteImage", &json!({}), &["--ImageIDSet", "-a", "b", "--c"]).unwrap(),
        json!({"ImageIDSet": ["-a", "b", "--c"]})
    );
}

#[test]
fn required_members_may_be_empty_but_not_null() {
    let empty = json!({"ImageId": "", "ImageDescription": "", "SourceRegion": ""});
    assert_eq!(make("ImportImage", &empty, &[]).unwrap(), empty);
    assert!(make("DeleteImage", &json!({}), &["--ImageIDSet", "[]"]).is_ok());
    let error = make("DeleteImage", &json!({"ImageIDSet": null}), &[]).unwrap_err();
    assert_eq!(error, "ImageIDSet (a list of strings) is missing");
}

#[test]
fn unknown_parameter_is_json_if_it_can_be() {
    let line =
        ["--A", "5", "--B", "x", "--C", "1", "y", "--D.1.E", r#"{"F":1.10}"#, "--G", "\"5\""];
    assert_eq!(
        read("DescribeImage", "{}", &line).unwrap().to_string(),
        r#"{"A":5,"B":"x","C":[1,"y"],"D":[null,{"E":{"F":1.10}}],"G":"5"}"#
    );
}

#[test]
fn file_of_a_binary_parameter_is_read() {
    let mut file = |name: &str| match name {
        "picture" => Ok("AP8=".into()),
        _ => Err("No such file".into()),
    };
    let mut value = |word: &str| value::value(Some(Kind::Binary), &[word.into()], &mut file);
    assert_eq!(value("@picture"), Ok(Json::String("AP8=".into())));
    assert_eq!(value("AP8="), Ok(Json::String("AP8=".into())));
    assert_eq!(value("@other"), Err(ParameterFault::File("No such file".into())));
}

#[test]
fn words_that_begin_with_a_dash_are_values_after_a_name() {
    let pem = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
    let line = ["--Key", pem, "--List", "-a", "--b", "-", "--", "--emulator", "x", "--A=v", "w"];
    let line = line.map(OsString::from);
    let words = Words::split(&line, |word| word == "--emulator").unwrap();
    assert_eq!(words.options, ["--emulator", "x", "w"]);
    let list = Parameter::new("List", ["-a", "--b", "-", "--"]);
    let equals = Parameter::new("A", ["v"]);
    assert_eq!(words.parameters, [Parameter::new("Key", [pem]), list, equals]);
    let dashes = ["ecm", "--", "x"].map(OsString::from);
    assert_eq!(Words::split(&dashes, |_| false), Err(WordsError::Dashes));
}
