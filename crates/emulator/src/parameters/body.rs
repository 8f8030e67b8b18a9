//! Reading the parameters of a request as JSON.

use std::borrow::Cow;

use serde::de::IgnoredAny;
use tencentcloud_catalog::{Action, Body, Finding, FindingKind, check_input_text};
use tencentcloud_core::CommonCode;
use tencentcloud_verify::Scheme;

use super::codes::Codes;
use super::octets::OCTETS;
use super::values::Parameters;
use super::{findings, form, multipart, octets, place};
use crate::api_request::ApiRequest;
use crate::check_log::CheckLog;
use crate::failure::Failure;
use crate::messages;

const JSON: &str = "application/json";

/// Reads and checks the parameters: the query or form of signature v1, the query
/// of a GET, and the JSON or multipart body or the headers of a POST.
pub(crate) fn read(
    request: &ApiRequest<'_>,
    action: &'static Action,
    is_modeled: bool,
    checks: &mut CheckLog,
) -> Result<Parameters, Failure> {
    let checked = json(request, action).and_then(|json| {
        let findings = check_input_text(action, &json);
        refuse_other_than_objects(&findings, &json, action)?;
        Ok((json, findings))
    });
    let (json, findings) = checks.check("body", checked)?;
    findings::read(&json, &findings, action, is_modeled, checks)
}

/// The parameters as the JSON that a POST would have. It may be malformed only if it is
/// one.
pub(super) fn json<'a>(
    request: &'a ApiRequest<'_>,
    action: &'static Action,
) -> Result<Cow<'a, str>, Failure> {
    let raw = request.raw;
    if request.scheme == Scheme::V1 {
        let pairs = request.pairs.as_deref().unwrap_or_default();
        return form::of_v1(pairs, action).map(Cow::Owned);
    }
    if raw.method() == "GET" {
        return form::of_query(raw.query(), action).map(Cow::Owned);
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
        return multipart::read(content_type, raw.body(), action).map(Cow::Owned);
    }
    if essence.eq_ignore_ascii_case(OCTETS) && action.body == Body::Octets {
        return octets::read(request, action).map(Cow::Owned);
    }
    if !essence.eq_ignore_ascii_case(JSON) {
        return Err(Failure::common(
            CommonCode::UnsupportedProtocol,
            messages::content_type(content_type, JSON),
        ));
    }
    of_body(raw.body(), action).map(Cow::Borrowed)
}

fn of_body<'a>(body: &'a [u8], action: &'static Action) -> Result<&'a str, Failure> {
    let text = std::str::from_utf8(body).map_err(|error| {
        let offset = error.valid_up_to();
        let path = place::after(body.get(..offset).unwrap_or_default()).path;
        let text = messages::bytes_not_utf8(path.as_deref(), offset);
        Failure::new(Codes::of(action).format(), text)
    })?;
    // An empty body has no parameters.
    Ok(if text.trim_matches([' ', '\t', '\r', '\n']).is_empty() { "{}" } else { text })
}

fn refuse_other_than_objects(
    findings: &[Finding],
    json: &str,
    action: &'static Action,
) -> Result<(), Failure> {
    let failure = findings.iter().find_map(|finding| match finding.kind {
        FindingKind::NotAnObject { .. } => {
            Some(Failure::common(CommonCode::InvalidParameter, messages::not_an_object()))
        }
        FindingKind::NotJson { line, column, .. } => Some(malformed(json, line, column, action)),
        _ => None,
    });
    failure.map_or(Ok(()), Err)
}

/// The failure for a text that is not JSON: an invalid string if the fault is inside a
/// string, else malformed JSON. The check stopped at this place.
fn malformed(text: &str, line: usize, column: usize, action: &'static Action) -> Failure {
    let read = text.get(..offset(text, line, column)).unwrap_or(text);
    // The parser stops before a control character, and after the letter of an escape. The
    // check itself has found half of a surrogate pair, and stops in the token after it.
    let (before, is_control) = match serde_json::from_str::<IgnoredAny>(text) {
        Err(error) if error.is_eof() => return not_json(line, column),
        Err(_) => {
            let next = text.as_bytes().get(read.len());
            let is_control = next.is_some_and(u8::is_ascii_control);
            (read.get(..read.len().saturating_sub(usize::from(!is_control))), is_control)
        }
        Ok(_) => (read.rsplit_once('"').map(|(before, _)| before), false),
    };
    let place = place::after(before.unwrap_or_default().as_bytes());
    if !place.is_in_string {
        return not_json(line, column);
    }
    let path = place.path.as_deref();
    let text = if is_control {
        messages::bare_control_character(path, line, column + 1)
    } else {
        messages::malformed_escape(path, line, column)
    };
    Failure::new(Codes::of(action).format(), text)
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
        let failure = of_body(body, action)
            .and_then(|json| {
                refuse_other_than_objects(&check_input_text(action, json), json, action)
            })
            .unwrap_err();
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
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        for body in ["", " \r\n\t", "{}", " { }\n"] {
            let json = of_body(body.as_bytes(), action).unwrap();
            assert!(Parameters::of(json).to_json().is_empty(), "{body:?}");
            assert_eq!(check_input_text(action, json), []);
        }
    }
}
