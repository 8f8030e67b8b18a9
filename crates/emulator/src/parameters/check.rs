//! The check of members, types and required marks.

use serde_json::{Map, Value};
use tencentcloud_catalog::{Action, Kind, Member, Version};
use tencentcloud_core::CommonCode;

use super::codes::Codes;
use super::values::Parameters;
use crate::check_log::CheckLog;
use crate::failure::Failure;
use crate::{messages, suggestions};

/// Checks a body against the definition of the action, in this order: undefined
/// members, missing members, values of a wrong type.
///
/// A misspelled member is both undefined and missing; the first error is more
/// helpful. The order of the service is not documented.
pub(crate) fn check(
    body: Map<String, Value>,
    action: &'static Action,
    checks: &mut CheckLog,
) -> Result<Parameters, Failure> {
    let codes = Codes::of(action);
    let mut findings = Findings {
        version: tencentcloud_catalog::service(action.service)
            .and_then(|service| service.version(action.version)),
        unknown: None,
        missing: Vec::new(),
        mistyped: None,
    };
    findings.object("", &body, action.input);
    checks.check(
        "defined",
        findings.unknown.map_or(Ok(()), |(path, nearest)| {
            let text = messages::unknown(&path, nearest);
            Err(Failure::common(CommonCode::UnknownParameter, text))
        }),
    )?;
    let missing = findings.missing;
    checks.check(
        "missing",
        if missing.is_empty() {
            Ok(())
        } else {
            let text = messages::missing(missing.iter().map(|path| &**path));
            Err(Failure::new(codes.missing(), text))
        },
    )?;
    checks.check(
        "type",
        findings.mistyped.map_or(Ok(()), |(path, expected)| {
            Err(Failure::new(codes.format(), messages::wrong_type(&path, expected)))
        }),
    )?;
    Ok(Parameters::checked(body))
}

/// The findings in a body: the first undefined member, all missing members, and
/// the first value of a wrong type.
struct Findings {
    version: Option<&'static Version>,
    unknown: Option<(String, Option<&'static str>)>,
    missing: Vec<String>,
    mistyped: Option<(String, &'static str)>,
}

impl Findings {
    fn object(&mut self, path: &str, object: &Map<String, Value>, members: &'static [Member]) {
        for (name, value) in object {
            let path = join(path, name);
            if let Some(member) = members.iter().find(|member| member.name == name) {
                if !value.is_null() {
                    self.value(&path, value, member.kind);
                }
            } else {
                self.unknown.get_or_insert_with(|| {
                    let names = members.iter().map(|member| member.name);
                    (path, suggestions::of(name, names))
                });
            }
        }
        for member in members.iter().filter(|member| member.required) {
            if object.get(member.name).is_none_or(|value| is_absent(value, member.kind)) {
                self.missing.push(join(path, member.name));
            }
        }
    }

    fn value(&mut self, path: &str, value: &Value, kind: Kind) {
        match (kind, value) {
            (Kind::String, Value::String(_))
            | (Kind::Boolean, Value::Bool(_))
            | (Kind::Float, Value::Number(_)) => {}
            (Kind::Integer, Value::Number(number)) if !number.is_f64() => {}
            (Kind::Structure(name), Value::Object(object)) => {
                let known = self.version.and_then(|version| version.structure(name));
                self.object(path, object, known.map_or(&[], |known| known.members));
            }
            (Kind::List(element), Value::Array(items)) => {
                for (at, item) in items.iter().enumerate() {
                    self.value(&join(path, &at.to_string()), item, *element);
                }
            }
            _ => {
                self.mistyped.get_or_insert_with(|| (path.to_owned(), name(kind)));
            }
        }
    }
}

/// Whether a required value counts as absent: null, an empty string or an empty
/// list. An empty value of another type has a wrong type instead.
fn is_absent(value: &Value, kind: Kind) -> bool {
    match (kind, value) {
        (_, Value::Null) => true,
        (Kind::String, Value::String(string)) => string.is_empty(),
        (Kind::List(_), Value::Array(items)) => items.is_empty(),
        _ => false,
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "string",
        Kind::Integer => "integer",
        Kind::Float => "float",
        Kind::Boolean => "boolean",
        Kind::List(_) => "list",
        _ => "object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tencentcloud_catalog::action;
    use tencentcloud_core::Language;

    use super::*;

    fn refused(name: &str, body: Value) -> (&'static str, String) {
        let action = action("ecm", "2019-07-19", name).unwrap();
        let Value::Object(body) = body else { panic!() };
        let failure = check(body, action, &mut CheckLog::default()).unwrap_err();
        (failure.code, failure.text.into_language(Language::EnUs))
    }

    #[test]
    fn all_missing_members_are_listed() {
        let (code, text) = refused("ImportImage", json!({"ImageId": null, "SourceRegion": ""}));
        assert_eq!(code, "MissingParameter.MissingImageParameter");
        for name in ["`ImageId`", "`ImageDescription`", "`SourceRegion`"] {
            assert!(text.contains(name), "{text}");
        }
        let (code, text) = refused("DescribeImage", json!({"Filters": [{"Values": ["x"]}]}));
        assert_eq!(code, "MissingParameter.MissingImageParameter");
        assert!(text.contains("`Filters.0.Name`"), "{text}");
        let (code, text) = refused("DeleteImage", json!({"ImageIDSet": []}));
        assert_eq!(code, "MissingParameter");
        assert!(text.contains("`ImageIDSet`"), "{text}");
    }

    /// A complete import with one member changed.
    fn import(name: &str, value: Value) -> Value {
        let mut body = json!({"ImageId": "x", "ImageDescription": "x", "SourceRegion": "x"});
        body[name] = value;
        body
    }

    #[test]
    fn wrong_type_is_reported_with_its_path() {
        for (name, body, path, expected) in [
            ("ImportImage", import("ImageId", json!([])), "`ImageId`", "string"),
            ("ImportImage", import("ImageDescription", json!({})), "`ImageDescription`", "string"),
            ("ImportImage", import("SourceRegion", json!([])), "`SourceRegion`", "string"),
            ("DeleteImage", json!({"ImageIDSet": ""}), "`ImageIDSet`", "list"),
            ("DescribeImage", json!({"Limit": "20"}), "`Limit`", "integer"),
            ("DescribeImage", json!({"Limit": 1.5}), "`Limit`", "integer"),
            ("DescribeImage", json!({"Filters": {}}), "`Filters`", "list"),
            ("DescribeImage", json!({"Filters": ["x"]}), "`Filters.0`", "object"),
            (
                "DescribeImage",
                json!({"Filters": [{"Name": "image-id", "Values": "x"}]}),
                "`Filters.0.Values`",
                "list",
            ),
            (
                "DescribeImage",
                json!({"Filters": [{"Name": "image-id", "Values": ["x", 1]}]}),
                "`Filters.0.Values.1`",
                "string",
            ),
        ] {
            let (code, text) = refused(name, body);
            assert_eq!(code, "InvalidParameter.InvalidDataFormat");
            assert!(text.contains(path) && text.contains(expected), "{text}");
        }
        let (code, _) =
            refused("ModifyImageAttribute", json!({"ImageId": "img-pmqg1cw9", "ImageName": 5}));
        assert_eq!(code, "InvalidParameter");
    }

    #[test]
    fn undefined_member_is_reported_before_other_errors() {
        let (code, text) = refused("ImportImage", json!({"ImageID": 7}));
        assert_eq!(code, "UnknownParameter");
        assert!(text.contains("`ImageID`") && text.contains("mean `ImageId`"), "{text}");
        let (code, text) = refused(
            "DescribeImage",
            json!({"Filters": [{"Name": "image-id", "Values": ["x"], "Op": "or"}]}),
        );
        assert_eq!(code, "UnknownParameter");
        assert!(text.contains("`Filters.0.Op`"), "{text}");
    }

    #[test]
    fn valid_body_passes_and_null_is_absent() {
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        let Value::Object(body) = json!({
            "Filters": [{"Name": "image-type", "Values": ["A", "B"]}],
            "Limit": 5,
            "Offset": null,
        }) else {
            panic!()
        };
        let parameters = check(body, action, &mut CheckLog::default()).unwrap();
        assert_eq!(parameters.integer("Limit"), Some(&5.into()));
        assert_eq!(parameters.integer("Offset"), None);
        let filters = parameters.filters();
        assert_eq!(filters.len(), 1);
        assert_eq!((filters[0].name, &*filters[0].path), ("image-type", "Filters.0"));
        assert_eq!(filters[0].values, ["A", "B"]);
    }
}
