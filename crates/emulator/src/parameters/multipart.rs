//! Parameters as parts of `multipart/form-data`.

use std::collections::BTreeSet;

use tencentcloud_core::CommonCode;

use super::checker::{Checker, Object};
use super::codes::Codes;
use super::json;
use super::path::Path;
use super::values::Parameter;
use crate::failure::Failure;
use crate::messages;

pub(super) const MULTIPART: &str = "multipart/form-data";

/// The longest boundary that RFC 2046 allows, in bytes.
const LONGEST_BOUNDARY: usize = 70;

/// Reads each part as a member. A part with the content type `application/json`
/// is JSON, which clients use for lists and structures. Another part is a string,
/// converted as in a query.
pub(super) fn read<'a>(
    content_type: &str,
    body: &'a [u8],
    checker: &mut Checker,
) -> Result<Vec<(&'static str, Parameter<'a>)>, Failure> {
    // The message has the number of the parts before the malformed one.
    let malformed =
        |read| Failure::common(CommonCode::InvalidRequest, messages::malformed_multipart(read));
    let boundary = boundary(content_type).ok_or_else(|| malformed(0))?;
    let action = checker.action();
    let (mut object, mut seen) = (Object::new(Path::Root, action.input), BTreeSet::new());
    let mut rest = body.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary));
    for read in 0_usize.. {
        let after = rest.ok_or_else(|| malformed(read))?;
        if let Some(end) = after.strip_prefix(b"--") {
            let is_end = end.is_empty() || end == b"\r\n";
            return if is_end { Ok(object.finish(checker)) } else { Err(malformed(read)) };
        }
        let (part, after) = part(after, boundary).ok_or_else(|| malformed(read))?;
        rest = Some(after);
        if !seen.insert(part.name) {
            let text = messages::repeated(part.name);
            return Err(Failure::common(CommonCode::InvalidParameter, text));
        }
        let content = std::str::from_utf8(part.content)
            .map_err(|_| Failure::new(Codes::of(action).format(), messages::not_utf8(part.name)))?;
        let content = if part.is_json {
            json::check_syntax(content).map_err(|_| malformed(read))?;
            content.trim()
        } else {
            content
        };
        let Some(member) = object.member(part.name, checker) else {
            continue;
        };
        if part.is_json {
            json::add(&mut object, member, content, checker);
        } else {
            let path = Path::Member(&Path::Root, part.name);
            let value = checker.scalar(&path, content.into(), member.kind);
            object.add(member, value, content.is_empty(), checker);
        }
    }
    Ok(object.finish(checker))
}

fn boundary(content_type: &str) -> Option<&[u8]> {
    let mut parameters = content_type.split(';').skip(1).filter_map(|part| part.split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"))?;
    let value = value.trim();
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    (1..=LONGEST_BOUNDARY).contains(&value.len()).then_some(value.as_bytes())
}

struct Part<'a> {
    name: &'a str,
    is_json: bool,
    content: &'a [u8],
}

/// The part after a boundary, and the bytes after the next boundary.
fn part<'a>(after: &'a [u8], boundary: &[u8]) -> Option<(Part<'a>, &'a [u8])> {
    let (head, rest) = split(after.strip_prefix(b"\r\n")?, b"\r\n\r\n")?;
    let (content, rest) = split(rest, &[b"\r\n--", boundary].concat())?;
    let (mut name, mut is_json) = (None, false);
    for line in std::str::from_utf8(head).ok()?.split("\r\n") {
        let (header, value) = line.split_once(':')?;
        if header.eq_ignore_ascii_case("content-disposition") {
            let mut parameters = value.split(';').map(str::trim);
            if parameters.next() != Some("form-data") {
                return None;
            }
            name = parameters
                .find_map(|parameter| parameter.strip_prefix("name=\"")?.strip_suffix('"'));
        } else if header.eq_ignore_ascii_case("content-type") {
            is_json = value.trim().eq_ignore_ascii_case("application/json");
        }
    }
    Some((Part { name: name?, is_json, content }, rest))
}

/// The bytes before and after the first separator.
fn split<'a>(bytes: &'a [u8], by: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(by.len()).position(|window| window == by)?;
    Some((bytes.get(..at)?, bytes.get(at + by.len()..)?))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tencentcloud_catalog::action;
    use tencentcloud_core::Language;

    use super::super::values::Parameters;
    use super::*;
    use crate::check_log::CheckLog;

    const TYPE: &str = "multipart/form-data; boundary=b";

    fn read(content_type: &str, body: &str) -> Result<Value, (&'static str, String)> {
        let mut checker = Checker::of(action("ecm", "2019-07-19", "DescribeImage").unwrap());
        super::read(content_type, body.as_bytes(), &mut checker)
            .and_then(|members| {
                checker.finish(&mut CheckLog::default())?;
                Ok(Parameters::checked(members).to_json().into())
            })
            .map_err(|failure| (failure.code, failure.text.into_language(Language::EnUs)))
    }

    fn part(head: &str, content: &str) -> String {
        format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    }

    #[test]
    fn parts_become_members() {
        let body = [
            part(
                "name=\"Filters\"\r\nContent-Type: application/json",
                " [{\"Name\": \"a\", \"Values\": [\"b\"]}]\r\n",
            ),
            part("name=\"Limit\"", "5"),
            part("name=\"Offset\"; filename=\"Offset\"", "7"),
            "--b--\r\n".to_owned(),
        ]
        .concat();
        let members = json!({
            "Filters": [{"Name": "a", "Values": ["b"]}],
            "Limit": 5,
            "Offset": 7,
        });
        for content_type in [
            TYPE,
            "multipart/form-data; charset=utf-8; Boundary=\"b\"",
            "multipart/form-data;boundary=b",
        ] {
            assert_eq!(read(content_type, &body), Ok(members.clone()), "{content_type}");
        }
        assert_eq!(read(TYPE, "--b--"), Ok(json!({})));
    }

    /// Only a whole boundary ends a part.
    #[test]
    fn part_may_contain_most_of_a_boundary() {
        let body = part("name=\"ImageId\"", "x\r\n--\r\n--a") + "--b--";
        let action = action("ecm", "2019-07-19", "ImportImage").unwrap();
        let mut checker = Checker::of(action);
        let members = super::read(TYPE, body.as_bytes(), &mut checker);
        assert!(members.is_ok() && !checker.is_clean(), "the other members are missing");
        let body = part("name=\"ImageDescription\"", "x") + &body;
        let body = part("name=\"SourceRegion\"", "x") + &body;
        let mut checker = Checker::of(action);
        let members = super::read(TYPE, body.as_bytes(), &mut checker).unwrap();
        let members = Parameters::checked(members);
        assert_eq!(members.string("ImageId"), Some("x\r\n--\r\n--a"));
    }

    #[test]
    fn malformed_part_is_reported_with_its_place() {
        let limit = part("name=\"Limit\"", "5");
        for (body, place) in [
            (String::new(), "at its beginning"),
            ("--c--".to_owned(), "at its beginning"),
            (limit.clone(), "at its beginning"),
            (format!("{limit}--b"), "after part 1"),
            (format!("{limit}--b--x"), "after part 1"),
            (format!("{limit}--b\r\n\r\n\r\n--b--"), "after part 1"),
            (part("nome=\"Limit\"", "5") + "--b--", "at its beginning"),
            (part("name=Limit", "5") + "--b--", "at its beginning"),
            (part("name=\"Limit\"\r\nContent-Type: application/json", "[") + "--b--", "beginning"),
        ] {
            let (code, text) = read(TYPE, &body).unwrap_err();
            assert_eq!(code, "InvalidRequest", "{body}");
            assert!(text.contains(place), "{body} {text}");
        }
        let long = format!("multipart/form-data; boundary={}", "b".repeat(71));
        for content_type in ["multipart/form-data", "multipart/form-data; boundary=", &long] {
            assert_eq!(read(content_type, "--b--").unwrap_err().0, "InvalidRequest");
        }
        let twice = format!("{limit}{limit}--b--");
        assert_eq!(read(TYPE, &twice).unwrap_err().0, "InvalidParameter");
    }

    #[test]
    fn part_is_refused_when_not_utf8() {
        let body = [part("name=\"Limit\"", "5").as_bytes(), b"--b--"].concat();
        let body: Vec<u8> =
            body.iter().map(|&byte| if byte == b'5' { 0xff } else { byte }).collect();
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        let failure = super::read(TYPE, &body, &mut Checker::of(action)).unwrap_err();
        assert_eq!(failure.code, "InvalidParameter.InvalidDataFormat");
    }
}
