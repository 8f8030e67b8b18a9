//! The check of members, types and required marks.

use std::borrow::Cow;

use serde_json::Number;
use tencentcloud_catalog::{Action, Kind, Member};
use tencentcloud_core::CommonCode;

use super::codes::Codes;
use super::path::Path;
use super::values::Parameter;
use crate::check_log::CheckLog;
use crate::failure::Failure;
use crate::messages::{self, SHOWN};
use crate::suggestions;

/// Collects what is wrong while the parameters are read: the first undefined
/// member, the first repeated one, the missing ones, and the first value of a
/// wrong type.
///
/// Values are kept only while nothing is wrong, and only the first of the missing
/// members, so that a refused request needs no memory beyond its body.
pub(super) struct Checker {
    action: &'static Action,
    unknown: Option<(String, Option<&'static str>)>,
    repeated: Option<String>,
    missing: Vec<String>,
    /// The missing members that are not in the list.
    more_missing: usize,
    mistyped: Option<(String, &'static str)>,
}

impl Checker {
    pub(super) fn of(action: &'static Action) -> Self {
        Self {
            action,
            unknown: None,
            repeated: None,
            missing: Vec::new(),
            more_missing: 0,
            mistyped: None,
        }
    }

    pub(super) fn action(&self) -> &'static Action {
        self.action
    }

    /// Whether nothing is wrong so far.
    pub(super) fn is_clean(&self) -> bool {
        self.unknown.is_none()
            && self.repeated.is_none()
            && self.missing.is_empty()
            && self.mistyped.is_none()
    }

    /// Records that a value does not have its type.
    pub(super) fn mistyped(&mut self, path: &Path<'_>, kind: Kind) {
        self.mistyped.get_or_insert_with(|| (path.to_string(), name(kind)));
    }

    /// A value in a query, form or part, where every value is a string.
    pub(super) fn scalar<'a>(
        &mut self,
        path: &Path<'_>,
        value: Cow<'a, str>,
        kind: Kind,
    ) -> Option<Parameter<'a>> {
        let parameter = match (kind, &*value) {
            (Kind::String, _) => Some(Parameter::String(value)),
            (Kind::Integer | Kind::Unsigned, digits) => integer(digits).map(Parameter::Number),
            (Kind::Float, number) => float(number).map(Parameter::Number),
            // The Python SDK writes `True`, the others `true`.
            (Kind::Boolean, "true" | "True") => Some(Parameter::Boolean(true)),
            (Kind::Boolean, "false" | "False") => Some(Parameter::Boolean(false)),
            _ => None,
        };
        if parameter.is_none() {
            self.mistyped(path, kind);
        }
        parameter
    }

    /// The result, in this order: undefined and repeated members, missing members,
    /// values of a wrong type.
    ///
    /// A misspelled member is both undefined and missing; the first error is more
    /// helpful. The order of the service is not documented.
    pub(super) fn finish(self, checks: &mut CheckLog) -> Result<(), Failure> {
        let codes = Codes::of(self.action);
        let undefined = self.unknown.map(|(path, nearest)| {
            Failure::common(CommonCode::UnknownParameter, messages::unknown(&path, nearest))
        });
        let repeated = self
            .repeated
            .map(|path| Failure::common(CommonCode::InvalidParameter, messages::repeated(&path)));
        let missing = (!self.missing.is_empty()).then(|| {
            let names = self.missing.iter().map(|path| &**path);
            Failure::new(codes.missing(), messages::missing(names, self.more_missing))
        });
        let mistyped = self.mistyped.map(|(path, expected)| {
            Failure::new(codes.format(), messages::wrong_type(&path, expected))
        });
        checks.check("defined", undefined.or(repeated).map_or(Ok(()), Err))?;
        checks.check("missing", missing.map_or(Ok(()), Err))?;
        checks.check("type", mistyped.map_or(Ok(()), Err))
    }
}

/// The members of one object while it is read.
pub(super) struct Object<'p, 'a> {
    path: Path<'p>,
    members: &'static [Member],
    seen: Vec<&'static str>,
    present: Vec<&'static str>,
    values: Vec<(&'static str, Parameter<'a>)>,
}

impl<'p, 'a> Object<'p, 'a> {
    pub(super) fn new(path: Path<'p>, members: &'static [Member]) -> Self {
        Self { path, members, seen: Vec::new(), present: Vec::new(), values: Vec::new() }
    }

    pub(super) fn path(&self) -> Path<'p> {
        self.path
    }

    /// The definition of a member that occurs for the first time.
    pub(super) fn member(&mut self, name: &str, checker: &mut Checker) -> Option<&'static Member> {
        let path = Path::Member(&self.path, name);
        let Some(member) = self.members.iter().find(|member| member.name == name) else {
            let names = self.members.iter().map(|member| member.name);
            checker.unknown.get_or_insert_with(|| (path.to_string(), suggestions::of(name, names)));
            return None;
        };
        if self.seen.contains(&member.name) {
            checker.repeated.get_or_insert_with(|| path.to_string());
            return None;
        }
        self.seen.push(member.name);
        Some(member)
    }

    /// Adds the value of a member. An empty string or list counts as absent if the
    /// member is required.
    pub(super) fn add(
        &mut self,
        member: &'static Member,
        value: Option<Parameter<'a>>,
        is_empty: bool,
        checker: &Checker,
    ) {
        if !is_empty {
            self.present.push(member.name);
        }
        if let Some(value) = value.filter(|_| checker.is_clean()) {
            self.values.push((member.name, value));
        }
    }

    /// The values, after the check of the required members.
    pub(super) fn finish(mut self, checker: &mut Checker) -> Vec<(&'static str, Parameter<'a>)> {
        for member in self.members.iter().filter(|member| member.required) {
            if self.present.contains(&member.name) {
                continue;
            }
            if checker.missing.len() < SHOWN {
                checker.missing.push(Path::Member(&self.path, member.name).to_string());
            } else {
                checker.more_missing += 1;
            }
        }
        if !checker.is_clean() {
            return Vec::new();
        }
        self.values.shrink_to_fit();
        self.values
    }
}

/// An integer of at most 64 bits. `-0` is one, too.
pub(super) fn integer(digits: &str) -> Option<Number> {
    let signed = digits.parse::<i64>().map(Number::from);
    signed.or_else(|_| digits.parse::<u64>().map(Number::from)).ok()
}

pub(super) fn float(number: &str) -> Option<Number> {
    number.parse().ok().and_then(Number::from_f64)
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "string",
        Kind::Integer | Kind::Unsigned => "integer",
        Kind::Float => "float",
        Kind::Boolean => "boolean",
        Kind::List(_) => "list",
        _ => "object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tencentcloud_catalog::action;
    use tencentcloud_core::Language;

    use super::super::json;
    use super::super::values::Parameters;
    use super::*;

    fn check<'a>(body: &'a str, action: &'static Action) -> Result<Parameters<'a>, Failure> {
        let mut checker = Checker::of(action);
        let members = json::object(body, Path::Root, action.input, &mut checker);
        checker.finish(&mut CheckLog::default()).map(|()| Parameters::checked(members))
    }

    fn describe(body: &str) -> Result<Parameters<'_>, (&'static str, String)> {
        check(body, action("ecm", "2019-07-19", "DescribeImage").unwrap())
            .map_err(|failure| (failure.code, failure.text.into_language(Language::EnUs)))
    }

    /// The type of an item of `Filters`.
    fn filters() -> Kind {
        let describe = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        match describe.member("Filters").unwrap().kind {
            Kind::List(element) => *element,
            other => other,
        }
    }

    #[test]
    fn every_type_has_a_name_in_both_languages() {
        for (kind, english, chinese) in [
            (Kind::String, "string", "字符串"),
            (Kind::Integer, "integer", "整数"),
            (Kind::Float, "float", "数值"),
            (Kind::Boolean, "boolean", "布尔值"),
            (Kind::List(&Kind::String), "list", "数组"),
            (filters(), "object", "对象"),
        ] {
            let text = |language| messages::wrong_type("Name", name(kind)).into_language(language);
            assert!(text(Language::EnUs).contains(&format!("expected {english}")), "{english}");
            assert!(text(Language::ZhCn).contains(&format!("应为{chinese}")), "{english}");
        }
    }

    #[test]
    fn values_are_kept_only_while_nothing_is_wrong() {
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        let body = format!("{{\"Filters\": [{}{{}}]}}", "{},".repeat(99_999));
        let mut checker = Checker::of(action);
        let members = json::object(&body, Path::Root, action.input, &mut checker);
        assert!(members.is_empty());
        assert_eq!((checker.missing.len(), checker.more_missing), (SHOWN, 199_990));
        let failure = checker.finish(&mut CheckLog::default()).unwrap_err();
        let text = failure.text.into_language(Language::EnUs);
        assert!(text.contains("`Filters.4.Name`, and 199990 more are missing"), "{text}");
    }

    #[test]
    fn numbers_are_integers_by_their_form() {
        for (number, kept) in [
            ("5", Some("5")),
            ("-0", Some("0")),
            ("-9223372036854775808", Some("-9223372036854775808")),
            ("18446744073709551615", Some("18446744073709551615")),
            ("18446744073709551616", None),
            ("-0.0", None),
            ("1e3", None),
            ("5.0", None),
        ] {
            let body = format!("{{\"Limit\": {number}}}");
            let parameters = describe(&body);
            let limit = parameters.as_ref().ok().and_then(|parameters| parameters.integer("Limit"));
            assert_eq!(limit.map(ToString::to_string).as_deref(), kept, "{number}");
        }
    }

    #[test]
    fn member_is_refused_when_repeated() {
        for (body, path) in [
            (r#"{"Limit": 1, "Limit": 1}"#, "`Limit` occurs"),
            (r#"{"Limit": 1, "L\u0069mit": null}"#, "`Limit` occurs"),
            (r#"{"Filters": [{"Name": "a", "Name": "b"}]}"#, "`Filters.0.Name` occurs"),
        ] {
            let (code, text) = describe(body).unwrap_err();
            assert_eq!(code, "InvalidParameter");
            assert!(text.contains(path), "{text}");
        }
    }

    #[test]
    fn strings_lose_their_escapes() {
        let body = r#" {"Filters" : [ {"Name":"a\"b\u8fb9", "Values": [ "c" ] } ] }"#;
        let parameters = describe(body).unwrap();
        let filter = parameters.filters().next().unwrap();
        assert_eq!((filter.name, &*filter.values), ("a\"b边", &["c"][..]));
    }

    fn refused(name: &str, body: &Value) -> (&'static str, String) {
        let action = action("ecm", "2019-07-19", name).unwrap();
        let failure = check(&body.to_string(), action).unwrap_err();
        (failure.code, failure.text.into_language(Language::EnUs))
    }

    #[test]
    fn all_missing_members_are_listed() {
        let (code, text) = refused("ImportImage", &json!({"ImageId": null, "SourceRegion": ""}));
        assert_eq!(code, "MissingParameter.MissingImageParameter");
        for name in ["`ImageId`", "`ImageDescription`", "`SourceRegion`"] {
            assert!(text.contains(name), "{text}");
        }
        let (code, text) = refused("DescribeImage", &json!({"Filters": [{"Values": ["x"]}]}));
        assert_eq!(code, "MissingParameter.MissingImageParameter");
        assert!(text.contains("`Filters.0.Name`"), "{text}");
        let (code, text) = refused("DeleteImage", &json!({"ImageIDSet": []}));
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
            let (code, text) = refused(name, &body);
            assert_eq!(code, "InvalidParameter.InvalidDataFormat");
            assert!(text.contains(path) && text.contains(expected), "{text}");
        }
        let (code, _) =
            refused("ModifyImageAttribute", &json!({"ImageId": "img-pmqg1cw9", "ImageName": 5}));
        assert_eq!(code, "InvalidParameter");
    }

    #[test]
    fn undefined_member_is_reported_before_other_errors() {
        let (code, text) = refused("ImportImage", &json!({"ImageID": 7}));
        assert_eq!(code, "UnknownParameter");
        assert!(text.contains("`ImageID`") && text.contains("mean `ImageId`"), "{text}");
        let (code, text) = refused(
            "DescribeImage",
            &json!({"Filters": [{"Name": "image-id", "Values": ["x"], "Op": "or"}]}),
        );
        assert_eq!(code, "UnknownParameter");
        assert!(text.contains("`Filters.0.Op`"), "{text}");
    }

    #[test]
    fn valid_body_passes_and_null_is_absent() {
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        let body = json!({
            "Filters": [{"Name": "image-type", "Values": ["A", "B"]}],
            "Limit": 5,
            "Offset": null,
        });
        let body = body.to_string();
        let parameters = check(&body, action).unwrap();
        assert_eq!(parameters.integer("Limit"), Some(&5.into()));
        assert_eq!(parameters.integer("Offset"), None);
        let filters: Vec<_> = parameters.filters().collect();
        assert_eq!(filters.len(), 1);
        assert_eq!((filters[0].name, &*filters[0].path), ("image-type", "Filters.0"));
        assert_eq!(filters[0].values, ["A", "B"]);
    }
}
