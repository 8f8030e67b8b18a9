use serde_json::json;

use super::*;

fn make(action: &str, base: &Value, line: &[&str]) -> Result<Value, String> {
    let arguments =
        crate::arguments::Arguments::split(line.iter().map(std::ffi::OsString::from)).unwrap();
    let ecm = tencentcloud_catalog::service("ecm").unwrap().latest();
    let base = base.as_object().cloned().unwrap();
    input(ecm, ecm.action(action).unwrap(), base, &arguments.parameters).map(Value::Object)
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
            "--ImageDescription (string), --SourceRegion (string) are required",
        ),
        ("ImportImage", &["--imageId"], "--ImageId (string), "),
        ("ImportImage", &["--ImageID", "a"], "did you mean --ImageId?"),
        ("ImportImage", &["--Zone", "a"], "it has ImageId, ImageDescription, SourceRegion"),
        ("ImportImage", &["--ImageId"], "--ImageId: string expected: the value is missing"),
        ("ImportImage", &["--ImageDescription", "two", "words"], "unexpected argument \"words\""),
        ("ImportImage", &["--ImageId", "a", "--ImageId", "b"], "given twice"),
        ("ImportImage", &["--ImageId.0", "a"], "has no members"),
        ("DescribeImage", &["--Limit", "many"], "\"many\" is not a valid integer"),
        ("DescribeImage", &["--Filters.x.Name", "a"], "numbered from 0"),
        ("DescribeImage", &["--Filters.99999999999.Name", "a"], "numbered from 0"),
        ("DescribeImage", &["--Filters.1.Name", "a"], "--Filters.0 is missing"),
        ("DescribeImage", &["--Filters.0.Nam", "a"], "did you mean Name?"),
        ("DescribeImage", &["--Filters", "{"], "not valid JSON"),
    ] {
        let error = make(action, &json!({}), line).unwrap_err();
        assert!(error.contains(message), "{line:?}: {error}");
    }
}
