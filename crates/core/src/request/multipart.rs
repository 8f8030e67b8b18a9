//! Encoding of an input as `multipart/form-data`, for actions that take files.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;
use serde_json::{Map, Value};

/// A multipart body and its boundary.
pub(super) struct Multipart {
    pub(super) boundary: String,
    pub(super) body: Vec<u8>,
}

/// Encodes each member and file as a part: scalars as strings, lists and objects as
/// JSON, files with a file name. The boundary is lower case, because the signed
/// content type is converted to lower case.
pub(super) fn encode(
    input: &Map<String, Value>,
    files: &[(String, Bytes)],
    random: u64,
) -> Multipart {
    let members: Vec<(&String, String)> =
        input.iter().filter_map(|(name, value)| Some((name, to_string(value)?))).collect();
    let boundary = boundary(random, &members, files);
    let mut body = Vec::new();
    for (name, content) in &members {
        let nested = matches!(input.get(*name), Some(Value::Array(_) | Value::Object(_)));
        let content_type = if nested { "\r\nContent-Type: application/json" } else { "" };
        let headers = format!("name=\"{}\"{content_type}", escape(name));
        push_part(&mut body, &boundary, &headers, content.as_bytes());
    }
    for (name, content) in files {
        let name = escape(name);
        push_part(&mut body, &boundary, &format!("name=\"{name}\"; filename=\"{name}\""), content);
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Multipart { boundary, body }
}

fn push_part(body: &mut Vec<u8>, boundary: &str, headers: &str, content: &[u8]) {
    let headers = format!("--{boundary}\r\nContent-Disposition: form-data; {headers}\r\n\r\n");
    body.extend_from_slice(headers.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n");
}

/// The content of a part; `None` for null, which is omitted.
fn to_string(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(value) => Some(value.clone()),
        other => Some(other.to_string()),
    }
}

/// Escapes a name for a quoted parameter, by the rules of HTML forms.
fn escape(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}

/// A boundary that occurs in no part; almost always the first candidate.
fn boundary(random: u64, members: &[(&String, String)], files: &[(String, Bytes)]) -> String {
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
    use serde_json::json;

    use super::*;

    #[test]
    fn parts_equal_those_of_the_official_sdks() {
        let input = json!({"Meta": {"a": [1, 2]}, "Name": "x", "None": null, "Size": 3});
        let files = [(String::from("Image"), Bytes::from_static(b"\0\x01"))];
        let Multipart { boundary, body } = encode(input.as_object().unwrap(), &files, 7);
        let expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"Meta\"\r\n\
             Content-Type: application/json\r\n\r\n{{\"a\":[1,2]}}\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"Name\"\r\n\r\nx\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"Size\"\r\n\r\n3\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"Image\"; filename=\"Image\"\r\n\r\n\0\x01\r\n\
             --{boundary}--\r\n"
        );
        assert_eq!(String::from_utf8(body).unwrap(), expected);
        assert_eq!(boundary, boundary.to_lowercase());
    }

    #[test]
    fn boundary_occurs_in_no_part_and_names_are_escaped() {
        let first = encode(&Map::new(), &[], 7).boundary;
        let input = json!({ "a\"\r\nX: y": first.clone() });
        let Multipart { boundary, body } = encode(input.as_object().unwrap(), &[], 7);
        assert_ne!(boundary, first);
        assert!(String::from_utf8(body).unwrap().contains("name=\"a%22%0D%0AX: y\"\r\n"));
    }
}
