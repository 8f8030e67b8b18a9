//! An input as `multipart/form-data`, for actions that take files.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;
use serde_json::{Map, Value};

/// A body and the boundary between its parts.
pub(super) struct Multipart {
    pub(super) boundary: String,
    pub(super) body: Vec<u8>,
}

/// Texts and numbers as they are, lists and structures as JSON, files with a
/// file name. The boundary is lower case, as all that is signed becomes.
pub(super) fn encode(
    input: &Map<String, Value>,
    files: &[(String, Bytes)],
    random: u64,
) -> Multipart {
    let texts: Vec<(&String, String)> =
        input.iter().filter_map(|(name, value)| Some((name, text(value)?))).collect();
    let boundary = boundary(random, &texts, files);
    let mut body = Vec::new();
    for (name, content) in &texts {
        let nested = matches!(input.get(*name), Some(Value::Array(_) | Value::Object(_)));
        let kind = if nested { "\r\nContent-Type: application/json" } else { "" };
        part(
            &mut body,
            &boundary,
            &format!("name=\"{}\"{kind}", escaped(name)),
            content.as_bytes(),
        );
    }
    for (name, content) in files {
        let name = escaped(name);
        part(&mut body, &boundary, &format!("name=\"{name}\"; filename=\"{name}\""), content);
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Multipart { boundary, body }
}

fn part(body: &mut Vec<u8>, boundary: &str, head: &str, content: &[u8]) {
    let head = format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n");
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// A name within quotes and within a line, by the rule of HTML forms.
fn escaped(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}

/// A boundary that no part contains; by chance the first that is tried.
fn boundary(random: u64, texts: &[(&String, String)], files: &[(String, Bytes)]) -> String {
    let mut seed = random;
    loop {
        // The finaliser of MurmurHash3, so that neighbours do not look alike.
        let mut mixed = seed ^ (seed >> 33);
        mixed = mixed.wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^= mixed >> 33;
        let boundary = format!("{seed:016x}{mixed:016x}");
        let within =
            |content: &[u8]| content.windows(boundary.len()).any(|w| w == boundary.as_bytes());
        if !texts.iter().any(|(_, text)| within(text.as_bytes()))
            && !files.iter().any(|(_, content)| within(content))
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
    fn parts_are_as_the_official_clients_write_them() {
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
    fn a_boundary_that_occurs_is_not_used_and_names_cannot_break_out() {
        let first = encode(&Map::new(), &[], 7).boundary;
        let input = json!({ "a\"\r\nX: y": first.clone() });
        let Multipart { boundary, body } = encode(input.as_object().unwrap(), &[], 7);
        assert_ne!(boundary, first);
        assert!(String::from_utf8(body).unwrap().contains("name=\"a%22%0D%0AX: y\"\r\n"));
    }
}
