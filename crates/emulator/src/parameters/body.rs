//! Reading the parameters of a request as JSON.

use serde_json::Error;
use tencentcloud_catalog::Action;
use tencentcloud_core::CommonCode;
use tencentcloud_verify::Scheme;

use super::checker::Checker;
use super::codes::Codes;
use super::path::Path;
use super::values::{Parameter, Parameters};
use super::{form, json, multipart, place};
use crate::api_request::ApiRequest;
use crate::check_log::CheckLog;
use crate::failure::Failure;
use crate::messages;

const JSON: &str = "application/json";

/// Reads and checks the parameters: the query or form of signature v1, the query
/// of a GET, and the JSON or multipart body of a POST.
pub(crate) fn read<'a>(
    request: &'a ApiRequest<'_>,
    action: &'static Action,
    checks: &mut CheckLog,
) -> Result<Parameters<'a>, Failure> {
    let mut checker = Checker::of(action);
    let members = members(request, &mut checker);
    let members = checks.check("body", members)?;
    checker.finish(checks)?;
    Ok(Parameters::checked(members))
}

/// The members of the input. Empty if the checker has found something wrong.
type Members<'a> = Vec<(&'static str, Parameter<'a>)>;

fn members<'a>(request: &'a ApiRequest<'_>, checker: &mut Checker) -> Result<Members<'a>, Failure> {
    let raw = request.raw;
    if request.scheme == Scheme::V1 {
        return form::of_v1(request.pairs.as_deref().unwrap_or_default(), checker);
    }
    if raw.method() == "GET" {
        return form::of_query(raw.query(), checker);
    }
    let content_type = raw
        .header("content-type")
        .map_err(|_| {
            let text = messages::not_utf8("Content-Type");
            Failure::common(CommonCode::UnsupportedProtocol, text)
        })?
        .unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(multipart::MULTIPART) {
        return multipart::read(content_type, raw.body(), checker);
    }
    if !essence.eq_ignore_ascii_case(JSON) {
        return Err(Failure::common(
            CommonCode::UnsupportedProtocol,
            messages::content_type(content_type, JSON),
        ));
    }
    of_json(raw.body(), checker)
}

fn of_json<'a>(body: &'a [u8], checker: &mut Checker) -> Result<Members<'a>, Failure> {
    let (action, codes) = (checker.action(), Codes::of(checker.action()));
    let text = std::str::from_utf8(body).map_err(|error| {
        let offset = error.valid_up_to();
        let path = place::after(body.get(..offset).unwrap_or_default()).path;
        Failure::new(codes.format(), messages::bytes_not_utf8(path.as_deref(), offset))
    })?;
    let value = text.trim_matches([' ', '\t', '\r', '\n']);
    if !value.is_empty() {
        json::check_syntax(text).map_err(|error| malformed(text, &error, codes))?;
    }
    match value.as_bytes().first() {
        // An empty body has no parameters.
        None => Ok(json::object("{}", Path::Root, action.input, checker)),
        Some(b'{') => Ok(json::object(value, Path::Root, action.input, checker)),
        Some(_) => Err(Failure::common(CommonCode::InvalidParameter, messages::not_an_object())),
    }
}

/// The failure for an error of the JSON parser: an invalid string if the error is
/// inside a string, else malformed JSON.
fn malformed(text: &str, error: &Error, codes: Codes) -> Failure {
    let (line, column) = (error.line(), error.column());
    // The parser has read up to here; the last byte is the invalid one.
    let read = text.as_bytes().get(..offset(text, line, column)).unwrap_or_default();
    let Some((last, before)) = read.split_last().filter(|_| error.is_syntax()) else {
        return not_json(line, column);
    };
    let place = place::after(before);
    if !place.is_in_string {
        return not_json(line, column);
    }
    let path = place.path.as_deref();
    let text = if last.is_ascii_control() {
        messages::bare_control_character(path, line, column)
    } else {
        messages::malformed_escape(path, line, column)
    };
    Failure::new(codes.format(), text)
}

fn not_json(line: usize, column: usize) -> Failure {
    Failure::common(CommonCode::InvalidParameter, messages::malformed_json(line, column))
}

/// The number of bytes up to a line and column.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    lines.map(str::len).sum::<usize>() + column
}

#[cfg(test)]
mod tests {
    use tencentcloud_catalog::action;
    use tencentcloud_core::Language;

    use super::*;

    fn code(body: &[u8]) -> &'static str {
        refused(body).0
    }

    #[test]
    fn body_is_refused_when_not_an_object() {
        assert_eq!(code(b"{\"ImageId\": "), "InvalidParameter");
        assert_eq!(code(b"[]"), "InvalidParameter");
        assert_eq!(code(b"{} {}"), "InvalidParameter");
        let deep = "[".repeat(100_000);
        assert_eq!(code(deep.as_bytes()), "InvalidParameter");
    }

    fn refused(body: &[u8]) -> (&'static str, String) {
        let action = action("ecm", "2019-07-19", "ImportImage").unwrap();
        let failure = of_json(body, &mut Checker::of(action)).unwrap_err();
        (failure.code, failure.text.into_language(Language::EnUs))
    }

    #[test]
    fn invalid_string_is_named() {
        for (body, named) in [
            (&b"{\"ImageId\": \"\xff\"}"[..], "`ImageId` is not valid UTF-8"),
            (b"{\"\xff\": 1}", "The body is not valid UTF-8: error at offset 2 "),
            (
                b"{\"SourceRegion\": \"\",\n\"ImageId\": \"a\x01\"}",
                "`ImageId` has an unescaped control",
            ),
            (b"{\"ImageId\": \"a\nb\"}", "`ImageId` has an unescaped control"),
            (b"{\"ImageId\": \"a\tb\"}", "`ImageId` has an unescaped control"),
            (b"{\"A\": [{\"B\": \"\x00\"}]}", "`A.0.B` has an unescaped control"),
            (b"{\"Image\x01Id\": \"a\"}", "The body has an unescaped control"),
            (br#"{"ImageId": "\ud800"}"#, "`ImageId` has an invalid escape"),
            (br#"{"ImageId": "\udc00 and more"}"#, "`ImageId` has an invalid escape"),
            (br#"{"ImageId": "\ud800\u0041"}"#, "`ImageId` has an invalid escape"),
            (br#"{"ImageId": "\q", "SourceRegion": ""}"#, "`ImageId` has an invalid escape"),
        ] {
            let (code, text) = refused(body);
            let shown = String::from_utf8_lossy(body);
            assert_eq!(code, "InvalidParameter.InvalidDataFormat", "{shown} {text}");
            assert!(text.contains(named), "{shown} {text}");
        }
    }

    #[test]
    fn malformed_json_is_reported_with_its_place() {
        for body in [
            r#"{"ImageId": "a"#,
            r#"{"ImageId": "a" "b"}"#,
            r#"{"ImageId": a"b"}"#,
            "{\"ImageId\": \u{1}\"b\"}",
            r#"{"ImageId": "\ud800"#,
        ] {
            let (code, text) = refused(body.as_bytes());
            assert_eq!(code, "InvalidParameter", "{body} {text}");
            assert!(text.contains("line 1, column"), "{text}");
        }
    }

    #[test]
    fn empty_body_has_no_parameters() {
        for body in ["", " \r\n\t", "{}", " { }\n"] {
            let mut checker = Checker::of(action("ecm", "2019-07-19", "DescribeImage").unwrap());
            assert!(of_json(body.as_bytes(), &mut checker).unwrap().is_empty(), "{body:?}");
            assert!(checker.is_clean());
            let mut checker = Checker::of(action("ecm", "2019-07-19", "ImportImage").unwrap());
            of_json(body.as_bytes(), &mut checker).unwrap();
            assert!(!checker.is_clean(), "required members are missing in {body:?}");
        }
    }
}
