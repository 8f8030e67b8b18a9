//! Parameters as parts of `multipart/form-data`.

use serde_json::value::RawValue;
use tencentcloud_catalog::{Action, Kind};
use tencentcloud_core::CommonCode;

use super::codes::Codes;
use super::scalar::{push, push_string};
use crate::failure::Failure;
use crate::messages;

pub(super) const MULTIPART: &str = "multipart/form-data";

/// The longest boundary that RFC 2046 allows, in bytes.
const LONGEST_BOUNDARY: usize = 70;

/// Reads each part as a member of a JSON object. A part with the content type
/// `application/json` is JSON, which clients use for lists and structures. Another part is
/// a string, converted as in a query. A file may be any bytes.
pub(super) fn read(
    content_type: &str,
    body: &[u8],
    action: &'static Action,
) -> Result<String, Failure> {
    // The message has the number of the parts before the malformed one.
    let malformed =
        |read| Failure::common(CommonCode::InvalidRequest, messages::malformed_multipart(read));
    let boundary = boundary(content_type).ok_or_else(|| malformed(0))?;
    let mut json = String::from("{");
    let mut rest = body.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary));
    for read in 0_usize.. {
        let after = rest.ok_or_else(|| malformed(read))?;
        if let Some(end) = after.strip_prefix(b"--") {
            let is_end = end.is_empty() || end == b"\r\n";
            json.push('}');
            return if is_end { Ok(json) } else { Err(malformed(read)) };
        }
        let (part, after) = part(after, boundary).ok_or_else(|| malformed(read))?;
        rest = Some(after);
        json.push_str(if read == 0 { "" } else { "," });
        push_string(part.name, &mut json);
        json.push(':');
        let kind = action.member(part.name).map(|member| member.kind);
        match (std::str::from_utf8(part.content), kind) {
            (Ok(content), _) if part.is_json => {
                let value: &RawValue =
                    serde_json::from_str(content).map_err(|_| malformed(read))?;
                json.push_str(value.get());
            }
            (Ok(content), kind) => push(content, kind, &mut json),
            (Err(_), Some(Kind::Binary)) => {
                push_string(&String::from_utf8_lossy(part.content), &mut json);
            }
            (Err(_), _) => {
                let text = messages::not_utf8(part.name);
                return Err(Failure::new(Codes::of(action).format(), text));
            }
        }
    }
    Ok(json)
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

    const TYPE: &str = "multipart/form-data; boundary=b";

    fn read(content_type: &str, body: &str) -> Result<Value, (&'static str, String)> {
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        super::read(content_type, body.as_bytes(), action)
            .map(|json| serde_json::from_str(&json).unwrap())
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
        assert_eq!(read(TYPE, &body), Ok(json!({"ImageId": "x\r\n--\r\n--a"})));
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
    }

    #[test]
    fn part_is_refused_when_not_utf8() {
        let body = [part("name=\"Limit\"", "5").as_bytes(), b"--b--"].concat();
        let body: Vec<u8> =
            body.iter().map(|&byte| if byte == b'5' { 0xff } else { byte }).collect();
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        let failure = super::read(TYPE, &body, action).unwrap_err();
        assert_eq!(failure.code, "InvalidParameter.InvalidDataFormat");
    }
}
