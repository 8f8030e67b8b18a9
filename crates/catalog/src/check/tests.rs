use serde_json::json;

use super::*;
use crate::Kind;

fn action(service: &str, version: &str, name: &str) -> &'static Action {
    crate::action(service, version, name).unwrap()
}

fn describe_image() -> &'static Action {
    action("ecm", "2019-07-19", "DescribeImage")
}

fn sentences(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

fn input(text: &str) -> Vec<String> {
    sentences(&check_input_text(describe_image(), text))
}

fn assert_input(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(input(text), *expected, "{text}");
    }
}

#[test]
fn valid_input_passes() {
    assert_input(&[
        ("{}", &[]),
        (r#"{"Limit": 5, "Offset": null, "Filters": null}"#, &[]),
        (r#"{"Filters": []}"#, &[]),
        (r#" {"Filters": [{"Name": "a\"b\u8fb9", "Values": [""]}]} "#, &[]),
    ]);
}

#[test]
fn unknown_member_is_found_with_the_nearest_name() {
    assert_input(&[
        (r#"{"limit": 5}"#, &["unknown member limit; did you mean Limit?"]),
        (r#"{"DryRun": {"Limit": 5, "Limit": 6}}"#, &["unknown member DryRun"]),
        (
            r#"{"Filters": [{}, {"Nam": "x", "Values": []}]}"#,
            &[
                "Filters.0.Values (a list of strings) is missing",
                "Filters.0.Name (a string) is missing",
                "unknown member Filters.1.Nam; did you mean Name?",
            ],
        ),
        (r#"{"\u001b[2J": null}"#, &["unknown member \\u{1b}[2J"]),
    ]);
}

#[test]
fn missing_members_are_found() {
    let import = action("ecm", "2019-07-19", "ImportImage");
    let found = check_input_text(import, r#"{"ImageId": null, "SourceRegion": ""}"#);
    assert_eq!(
        sentences(&found),
        ["ImageId (a string) is missing", "ImageDescription (a string) is missing"]
    );
    assert_eq!(found[0].kind, FindingKind::Missing { expected: Kind::String });
}

#[test]
fn wrong_types_are_found() {
    assert_input(&[
        (r#"{"Limit": "5"}"#, &["Limit must be an integer, not a string"]),
        (r#"{"Limit": 5.0}"#, &["Limit must be an integer, not a decimal number"]),
        (r#"{"Limit": 1e3}"#, &["Limit must be an integer, not a decimal number"]),
        (r#"{"Limit": true}"#, &["Limit must be an integer, not a boolean"]),
        (r#"{"Limit": -0, "Offset": -9223372036854775808}"#, &[]),
        (
            r#"{"Limit": 18446744073709551616}"#,
            &["Limit must be an integer, not a number out of range"],
        ),
        (
            r#"{"Filters": [{"Name": 7, "Values": ["x", null]}]}"#,
            &[
                "Filters.0.Name must be a string, not an integer",
                "Filters.0.Values.1 must be a string, not null",
            ],
        ),
        (r#"{"Filters": [null]}"#, &["Filters.0 must be an object (Filter), not null"]),
    ]);
    let run = action("cvm", "2017-03-12", "RunInstances");
    let found = check_input_text(run, r#"{"DryRun": 1, "Placement": {"Zone": "a"}}"#);
    assert_eq!(found[0].to_string(), "DryRun must be a boolean, not an integer");
    assert_eq!(found[0].kind, FindingKind::WrongType { expected: Kind::Boolean, found: "integer" });
}

#[test]
fn wrong_nesting_is_found_and_nothing_below_it() {
    assert_input(&[
        (r#"{"Limit": [5]}"#, &["Limit must be an integer, not a list"]),
        (r#"{"Limit": {"A": 1, "A": 2}}"#, &["Limit must be an integer, not an object"]),
        (r#"{"Filters": {}}"#, &["Filters must be a list of objects (Filter), not an object"]),
        (r#"{"Filters": ["x"]}"#, &["Filters.0 must be an object (Filter), not a string"]),
        (r#"{"Filters": [[]]}"#, &["Filters.0 must be an object (Filter), not a list"]),
        (
            r#"{"Filters": [{"Name": "image-id", "Values": "canary"}]}"#,
            &["Filters.0.Values must be a list of strings, not a string"],
        ),
    ]);
    let found = check_input_text(describe_image(), r#"{"Filters": 1}"#);
    assert!(matches!(found[0].kind, FindingKind::WrongNesting { found: "integer", .. }));
}

#[test]
fn member_given_twice_and_name_with_a_dot_are_found() {
    assert_input(&[
        (r#"{"Limit": 1, "Limit": "x"}"#, &["Limit is given twice"]),
        (r#"{"Limit": null, "L\u0069mit": 1}"#, &["Limit is given twice"]),
        (
            r#"{"Filters": [{"Name": "a", "Name": "b", "Values": []}]}"#,
            &["Filters.0.Name is given twice"],
        ),
        (
            r#"{"Filters.0.Name": "x"}"#,
            &["Filters.0.Name is a name with a dot; nest objects and lists instead"],
        ),
    ]);
}

#[test]
fn deprecated_member_is_a_warning() {
    let create = action("dsgc", "2019-07-23", "CreateDSPACosMetaResources");
    let text = r#"{"ResourceRegion": "x", "Buckets": null, "DspaId": "x", "CosBucketItems": []}"#;
    let found = check_input_text(create, text);
    assert_eq!(sentences(&found), ["ResourceRegion is deprecated"]);
    assert!(!found[0].is_error());
}

#[test]
fn text_that_is_no_json_object_is_found() {
    let deep = |depth: usize| format!("{{\"A\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    for (text, sentence) in [
        ("", "unexpected end of JSON (line 1, column 0)"),
        ("{\"Limit\":", "unexpected end of JSON (line 1, column 9)"),
        ("{\"Limit\": canary}", "not valid JSON (line 1, column 11)"),
        ("{\"Limit\":\n 1.}", "not valid JSON (line 2, column 4)"),
        ("{\"Limit\":\n \"\\ud800\"}", "not valid JSON (line 2, column 10)"),
        ("{\"\\ud800\": 1}", "not valid JSON (line 1, column 10)"),
        ("{} {}", "not valid JSON (line 1, column 4)"),
        ("\u{feff}{}", "a byte order mark begins the text; remove it (line 1, column 1)"),
        (&deep(127), "the JSON is nested more than 127 levels deep (line 1, column 133)"),
        ("[1]", "the JSON must be an object, not a list"),
        ("null", "the JSON must be an object, not null"),
    ] {
        let found = read_input(text).unwrap_err();
        assert_eq!(sentences(&found), [sentence], "{text}");
        assert!(found[0].is_error());
        assert_eq!(check_output_text(describe_image(), text).last(), found.last());
        assert_eq!(check_input_text(describe_image(), text).last(), found.last());
    }
    assert!(read_input(&deep(126)).is_ok());
    read_input(&deep(100_000)).unwrap_err();
}

#[test]
fn input_is_read_into_a_map_that_holds_it() {
    let text = r#"{"B": [1, -1, 18446744073709551615, 1.5, null, "\ud83d\ude00"], "A": {}}"#;
    let map = json!({"A": {}, "B": [1, -1, u64::MAX, 1.5, null, "😀"]});
    assert_eq!(read_input(text).map(Value::from), Ok(map));
    let text = r#"{"A": {"$serde_json::private::RawValue": "{\"B\": 1, \"B\": 2}"}}"#;
    let map = read_input(text).unwrap();
    let hidden = &map["A"];
    assert_eq!(hidden["$serde_json::private::RawValue"], "{\"B\": 1, \"B\": 2}");
    for (text, sentence) in [
        (r#"{"A":{"B":[1,{"C":"x","D":2,"C":3}]}}"#, "A.B.1.C is given twice"),
        (r#"{"A":"\"A\":{","B":{"A":[]},"B":1}"#, "B is given twice"),
        (r#"{"A":[{"a.b":1}]}"#, "A.0.a.b is a name with a dot; nest objects and lists instead"),
        (r#"{"A":[18446744073709551616]}"#, "A.0 does not fit a 64-bit number"),
        (r#"{"A":-9223372036854775809}"#, "A does not fit a 64-bit number"),
        (r#"{"A":1e400}"#, "A does not fit a 64-bit number"),
    ] {
        assert_eq!(sentences(&read_input(text).unwrap_err()), [sentence], "{text}");
    }
}

#[test]
fn numbers_are_checked_as_they_are_written() {
    let map = json!({"Limit": 20.0}).as_object().unwrap().clone();
    assert_eq!(
        sentences(&check_input(describe_image(), &map)),
        ["Limit must be an integer, not a decimal number"]
    );
    let text = r#"{"Limit": 00}"#;
    assert_eq!(input(text), ["not valid JSON (line 1, column 12)"]);
}

#[test]
fn output_is_as_lenient_as_its_reader() {
    let output = |text: &str| sentences(&check_output_text(describe_image(), text));
    for text in [
        r#"{"TotalCount": "9007199254740993", "ImageSet": "", "RequestId": "x"}"#,
        r#"{"TotalCount": 20.0, "ImageSet": {}}"#,
        r#"{"TotalCount": true, "ImageSet": null}"#,
        r#"{"TotalCount": "", "ImageSet": [null, {"ImageId": 5, "ImageName": 1.10}]}"#,
    ] {
        assert_eq!(output(text), [""; 0], "{text}");
    }
    for (text, sentence) in [
        (r#"{"TotalCount": 1.5}"#, "TotalCount must be an integer, not a decimal number"),
        (r#"{"TotalCount": "canary"}"#, "TotalCount must be an integer, not a string"),
        (r#"{"ImageSet": {"A": 1}}"#, "ImageSet must be a list of objects (Image), not an object"),
        (r#"{"ImageSet": [""]}"#, "ImageSet.0 must be an object (Image), not a string"),
        (r#"{"ImageSet": [{"ImageId": []}]}"#, "ImageSet.0.ImageId must be a string, not a list"),
        (r#"{"RequestId": {}}"#, "RequestId must be a string, not an object"),
        (r#"{"TotalCount": 1, "TotalCount": 1}"#, "TotalCount is given twice"),
    ] {
        assert_eq!(output(text), [sentence], "{text}");
    }
    let found = check_output_text(describe_image(), r#"{"New": {"a.b": 1, "a.b": 2}}"#);
    assert_eq!(sentences(&found), ["undeclared member New"]);
    assert!(!found[0].is_error());
}

/// A finding for each of millions of values would take a hundred times their memory.
#[test]
fn findings_are_bounded() {
    let items = 200_000;
    let text = format!("{{\"Filters\": [{}{{}}]}}", "{},".repeat(items - 1));
    let found = check_input_text(describe_image(), &text);
    assert_eq!(found.len(), MAX_FINDINGS + 1);
    let more = 2 * items - MAX_FINDINGS;
    assert_eq!(found[MAX_FINDINGS].kind, FindingKind::More { errors: more, warnings: 0 });
    assert!(found[MAX_FINDINGS].is_error());
    assert_eq!(
        found[MAX_FINDINGS].to_string(),
        format!("further errors: {more}; further warnings: 0")
    );

    let names: Vec<_> = (0..items).map(|index| format!("\"x{index}\":0")).collect();
    let text = format!("{{{},\"TotalCount\":\"x\"}}", names.join(","));
    let found = check_output_text(describe_image(), &text);
    assert_eq!(found.len(), MAX_FINDINGS + 2, "warnings do not hide errors");
    assert_eq!(found.iter().filter(|finding| finding.is_error()).count(), 1);

    let long = format!("{{\"{}\": 1}}", "x".repeat(1_000_000));
    assert!(check_input_text(describe_image(), &long)[0].path.len() < 100);
}
