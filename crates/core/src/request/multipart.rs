//! Encoding of an input as `multipart/form-data`, for actions that take files.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use bytes::Bytes;
use serde_json::value::RawValue;

use super::RequestError;
use super::flatten::{check_distinct, members};
use crate::error::JsonError;

/// A multipart body and its boundary.
pub(super) struct Multipart {
    pub(super) boundary: String,
    pub(super) body: Vec<u8>,
}

/// Encodes each member and file as a part: scalars as strings, lists and objects as
/// JSON, files with a file name. Numbers keep their digits, and JSON its form. The
/// boundary is lower case, because the signed content type is converted to lower case.
pub(super) fn encode(
    input: &Bytes,
    files: &[(String, Bytes)],
    random: u64,
) -> Result<Multipart, RequestError> {
    let members = members(input)?;
    let names = members.iter().map(|(name, _)| name);
    check_distinct(names.chain(files.iter().map(|(name, _)| name)).map(String::as_str))?;
    // Null is omitted.
    let members: Vec<(String, Cow<'_, str>)> = members
        .into_iter()
        .filter(|(_, value)| value.get() != "null")
        .map(|(name, value)| Ok((name, content(value)?)))
        .collect::<Result<_, RequestError>>()?;
    let boundary = boundary(random, &members, files);
    let mut body = Vec::new();
    for (name, content) in &members {
        let nested = matches!(content, Cow::Borrowed(json) if json.starts_with(['[', '{']));
        let content_type = if nested { "\r\nContent-Type: application/json" } else { "" };
        let headers = format!("name=\"{}\"{content_type}", escape(name));
        push_part(&mut body, &boundary, &headers, content.as_bytes());
    }
    for (name, content) in files {
        let name = escape(name);
        push_part(&mut body, &boundary, &format!("name=\"{name}\"; filename=\"{name}\""), content);
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok(Multipart { boundary, body })
}

/// The content of a part: JSON as it is, or the value of a string.
fn content(value: &RawValue) -> Result<Cow<'_, str>, RequestError> {
    if !value.get().starts_with('"') {
        return Ok(Cow::Borrowed(value.get()));
    }
    let string: String = serde_json::from_str(value.get())
        .map_err(|error| RequestError::NotAnObject(JsonError::without_value(&error)))?;
    Ok(Cow::Owned(string))
}

fn push_part(body: &mut Vec<u8>, boundary: &str, headers: &str, content: &[u8]) {
    let headers = format!("--{boundary}\r\nContent-Disposition: form-data; {headers}\r\n\r\n");
    body.extend_from_slice(headers.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n");
}

/// Escapes a name for a quoted parameter, by the rules of HTML forms.
fn escape(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}

/// A boundary that occurs in no part; almost always the first candidate.
fn boundary(random: u64, members: &[(String, Cow<'_, str>)], files: &[(String, Bytes)]) -> String {
    let mut seed = random;
    loop {
        // The finalizer of MurmurHash3: candidates of adjacent seeds differ in all bits.
        let mut mixed = seed ^ (seed >> 33);
        mixed = mixed.wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^= mixed >> 33;
        let boundary = format!("{seed:016x}{mixed:016x}");
        let occurs_in =
            |content: &[u8]| content.windows(boundary.len()).any(|w| w == boundary.as_bytes());
        if !members.iter().any(|(_, content)| occurs_in(content.as_bytes()))
            && !files.iter().any(|(_, content)| occurs_in(content))
        {
            return boundary;
        }
        seed = seed.wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(input: &str, files: &[(String, Bytes)]) -> Multipart {
        super::encode(&Bytes::copy_from_slice(input.as_bytes()), files, 7).unwrap()
    }

    #[test]
    fn parts_equal_those_of_the_official_sdks() {
        let input =
            r#"{"Meta":{"a":[1,2.50]},"Name":"x","None":null,"Size":1.10,"Text":"[\u0031]"}"#;
        let files = [(String::from("Image"), Bytes::from_static(b"\0\x01"))];
        let Multipart { boundary, body } = encode(input, &files);
        let expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"Meta\"\r\n\
             Content-Type: application/json\r\n\r\n{{\"a\":[1,2.50]}}\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"Name\"\r\n\r\nx\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"Size\"\r\n\r\n1.10\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"Text\"\r\n\r\n[1]\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"Image\"; filename=\"Image\"\r\n\r\n\0\x01\r\n\
             --{boundary}--\r\n"
        );
        assert_eq!(String::from_utf8(body).unwrap(), expected);
        assert_eq!(boundary, boundary.to_lowercase());
    }

    #[test]
    fn boundary_occurs_in_no_part_and_names_are_escaped() {
        let first = encode("{}", &[]).boundary;
        let Multipart { boundary, body } = encode(&format!(r#"{{"a\"\r\nX: y": "{first}"}}"#), &[]);
        assert_ne!(boundary, first);
        assert!(String::from_utf8(body).unwrap().contains("name=\"a%22%0D%0AX: y\"\r\n"));
    }

    #[test]
    fn name_of_two_parts_is_an_error() {
        let files = [(String::from("A"), Bytes::new())];
        for (input, files) in [(r#"{"A": 1}"#, &files[..]), (r#"{"A": 1, "A": 2}"#, &[])] {
            let error = super::encode(&Bytes::from_static(input.as_bytes()), files, 7);
            assert!(matches!(error, Err(RequestError::Duplicate(name)) if name == "A"), "{input}");
        }
    }
}
