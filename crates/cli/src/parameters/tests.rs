use serde_json::{Value, json};
use tencentcloud_catalog::Kind;

use super::*;

fn make(action: &str, base: &Value, line: &[&str]) -> Result<Value, String> {
    let line: Vec<_> = line.iter().map(std::ffi::OsString::from).collect();
    let arguments = crate::arguments::Arguments::split(&line).unwrap();
    let ecm = tencentcloud_catalog::service("ecm").unwrap().default_version();
    let Ok(Json::Object(base)) = json::parse(&base.to_string()) else { panic!("{base}") };
    let input = input(ecm.action(action).unwrap(), base, &arguments.parameters)?;
    Ok(serde_json::from_str(&Json::Object(input).to_string()).unwrap())
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
    let ecm = tencentcloud_catalog::service("ecm").unwrap().default_version();
    let action = ecm.action("DescribeImage").unwrap();
    let sent = |base: &str, line: &[&str]| {
        let line: Vec<_> = line.iter().map(std::ffi::OsString::from).collect();
        let arguments = crate::arguments::Arguments::split(&line).unwrap();
        let Ok(Json::Object(base)) = json::parse(base) else { panic!("{base}") };
        Json::Object(input(action, base, &arguments.parameters).unwrap()).to_string()
    };
    let numbers = "[1e3,1.10,-0,-0.0,12345678901234567.89,18446744073709551616,1e400]";
    let base = format!(r#"{{"Limit":1.0,"Filters":{numbers}}}"#);
    assert_eq!(sent(&base, &[]), base);
    assert_eq!(sent(&base, &["--Offset", "5"]), base.replace("]}", r#"],"Offset":5}"#));
    assert_eq!(sent("{}", &["--Filters", numbers]), format!(r#"{{"Filters":{numbers}}}"#));
    for (argument, number) in [("-0", "-0"), ("18446744073709551615", "18446744073709551615")] {
        assert_eq!(sent("{}", &["--Limit", argument]), format!(r#"{{"Limit":{number}}}"#));
    }
    assert_eq!(sent("{}", &["--Limit", "+007"]), r#"{"Limit":7}"#);
    for (argument, number) in
        [("1.10", "1.10"), ("1e3", "1e3"), ("-0", "-0"), (".5", "0.5"), ("1e400", "1e400")]
    {
        let float = value::value(Kind::Float, &[argument.into()]);
        assert_eq!(float.unwrap().to_string(), number);
    }
}

#[test]
fn types_have_names_and_a_boolean_is_no_number() {
    let describe = tencentcloud_catalog::action("ecm", "2019-07-19", "DescribeImage").unwrap();
    let filters = describe.member("Filters").unwrap().kind;
    let Kind::List(filter) = filters else { panic!("{filters:?}") };
    for (kind, name) in [
        (Kind::Boolean, "boolean"),
        (*filter, "Filter as JSON"),
        (filters, "list of Filter as JSON"),
        (Kind::List(&Kind::Boolean), "list"),
    ] {
        assert_eq!(super::describe(kind), name);
    }
    let boolean = |argument: &str| value::value(Kind::Boolean, &[argument.into()]);
    assert_eq!(boolean("true").unwrap().to_string(), "true");
    assert_eq!(boolean("1").unwrap_err(), "\"1\" is not a valid boolean");
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
        ("ImportImage", &["--ImageDescription", "two", "words"], "one word too many; quote"),
        ("ImportImage", &["--ImageId", "a", "--ImageId", "b"], "given twice"),
        ("ImportImage", &["--ImageId.0", "a"], "has no members"),
        ("DescribeImage", &["--Limit", "many"], "\"many\" is not a valid integer"),
        ("DescribeImage", &["--Filters.x.Name", "a"], "numbered 0, 1, 2"),
        ("DescribeImage", &["--Filters.99999999999.Name", "a"], "numbered 0, 1, 2"),
        ("DescribeImage", &["--Filters.1.Name", "a"], "--Filters.0 is missing"),
        ("DescribeImage", &["--Filters.0.Nam", "a"], "did you mean Name?"),
        ("DescribeImage", &["--Filters", "{"], "unexpected end of JSON"),
        ("DescribeImage", &["--Limit", "-x"], "--Limit: integer expected: not a valid integer"),
        ("DescribeImage", &["--Filters.00.Name", "a"], "numbered 0, 1, 2"),
        ("DescribeImage", &["--Filters.+0.Name", "a"], "numbered 0, 1, 2"),
        ("ImportImage", &["--ImageId", "a", "--", "b"], "2 words too many; leave out --"),
        ("ImportImage", &["--ImageId", "a", "--emulatr"], "did you mean --emulator?"),
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
