//! What the catalog's check finds, with the codes and messages of the service.

use tencentcloud_catalog::{Action, Finding, FindingKind, Kind};
use tencentcloud_core::CommonCode;

use super::codes::Codes;
use super::values::Parameters;
use crate::check_log::CheckLog;
use crate::failure::Failure;
use crate::messages::{self, SHOWN};

/// Reads the parameters of a JSON text that has these findings. Fails for the first of
/// these in this order: undefined and repeated members, missing members, values of a wrong
/// type.
///
/// A misspelled member is both undefined and missing; the first error is more helpful. The
/// order of the service is not documented. A required member of a modeled action is also
/// missing if it is empty.
pub(super) fn read(
    json: &str,
    findings: &[Finding],
    action: &'static Action,
    is_modeled: bool,
    checks: &mut CheckLog,
) -> Result<Parameters, Failure> {
    let codes = Codes::of(action);
    let first = |failure: &dyn Fn(&Finding) -> Option<Failure>| {
        findings.iter().find_map(failure).map_or(Ok(()), Err)
    };
    let undefined = first(&|Finding { path, kind, .. }| {
        match kind {
            FindingKind::UnknownMember { nearest } => Some((path, *nearest)),
            FindingKind::DottedName => Some((path, None)),
            _ => None,
        }
        .map(|(path, nearest)| {
            Failure::common(CommonCode::UnknownParameter, messages::unknown(path, nearest))
        })
    });
    let repeated = first(&|Finding { path, kind, .. }| {
        matches!(kind, FindingKind::GivenTwice)
            .then(|| Failure::common(CommonCode::InvalidParameter, messages::repeated(path)))
    });
    checks.check("defined", undefined.and(repeated))?;

    let parameters = Parameters::of(json);
    let empty = action
        .input
        .iter()
        .filter(|member| is_modeled && member.required && parameters.is_empty(member));
    checks.check("missing", missing(findings, empty.map(|member| member.name), codes))?;

    let mistyped = first(&|Finding { path, kind, .. }| match *kind {
        FindingKind::WrongType { expected, .. } | FindingKind::WrongNesting { expected, .. } => {
            Some(Failure::new(codes.format(), messages::wrong_type(path, name(expected))))
        }
        _ => None,
    });
    checks.check("type", mistyped)?;
    Ok(parameters)
}

fn missing<'a>(
    findings: &'a [Finding],
    empty: impl Iterator<Item = &'a str>,
    codes: Codes,
) -> Result<(), Failure> {
    let is_missing = |finding: &&Finding| matches!(finding.kind, FindingKind::Missing { .. });
    let names = findings.iter().filter(is_missing).map(|finding| &*finding.path).chain(empty);
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        return Ok(());
    }
    // Those that the check has only counted. If it lists no other error, they are missing
    // as well.
    let is_other = |finding: &Finding| finding.is_error() && !is_missing(&finding);
    let more = match findings.split_last() {
        Some((Finding { kind: FindingKind::More { errors, .. }, .. }, listed))
            if !listed.iter().any(is_other) =>
        {
            *errors
        }
        _ => 0,
    };
    let shown = names.len().min(SHOWN);
    let text = messages::missing(names.iter().copied().take(shown), more + names.len() - shown);
    Err(Failure::new(codes.missing(), text))
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::String | Kind::Binary => "string",
        Kind::Integer => "integer",
        Kind::Unsigned => "unsigned integer",
        Kind::Float => "float",
        Kind::Boolean => "boolean",
        Kind::List(_) => "list",
        _ => "object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tencentcloud_catalog::{action, check_input_text};
    use tencentcloud_core::Language;

    use super::*;

    fn check(body: &str, action: &'static Action) -> Result<Parameters, Failure> {
        let findings = check_input_text(action, body);
        read(body, &findings, action, true, &mut CheckLog::default())
    }

    fn describe(body: &str) -> Result<Parameters, (&'static str, String)> {
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
            (Kind::Unsigned, "unsigned integer", "非负整数"),
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
    fn missing_members_beyond_those_listed_are_counted() {
        let missing = |more: &str| {
            let body = format!("{{\"Filters\": [{}{{}}]{more}}}", "{},".repeat(99_999));
            let (code, text) = describe(&body).unwrap_err();
            assert_eq!(code, "MissingParameter.MissingImageParameter");
            text
        };
        let text = missing("");
        assert!(text.contains("`Filters.4.Name`, and 199990 more are missing"), "{text}");
    }

    #[test]
    fn numbers_are_integers_by_their_form() {
        for (number, kept) in [
            ("5", Some("5")),
            ("-0", Some("0")),
            ("-9223372036854775808", Some("-9223372036854775808")),
            ("9223372036854775807", Some("9223372036854775807")),
            ("9223372036854775808", None),
            ("-0.0", None),
            ("1e3", None),
            ("5.0", None),
        ] {
            let body = format!("{{\"Limit\": {number}}}");
            let parameters = describe(&body);
            let limit = parameters.as_ref().ok().and_then(|parameters| parameters.integer("Limit"));
            assert_eq!(limit.map(|limit| limit.to_string()).as_deref(), kept, "{number}");
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
        let filters = parameters.filters();
        assert_eq!(&*filters[0].name, "a\"b边");
        assert!(filters[0].is("c"));
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
        assert_eq!(parameters.integer("Limit"), Some(5));
        assert_eq!(parameters.integer("Offset"), None);
        let filters = parameters.filters();
        assert_eq!((filters.len(), &*filters[0].name), (1, "image-type"));
        assert!(filters[0].is("A") && filters[0].is("B") && !filters[0].is("C"));
    }
}
