//! What of a call is kept in the history: nothing that is a secret.

use bytes::Bytes;
use tencentcloud_core::record;
use tencentcloud_hyper::http1_head;

use crate::mask::{DOTS, Mask};

/// The lines of a request as it was sent, without secrets. Bytes that are not UTF-8 are
/// replaced.
pub(super) fn lines(mask: &Mask, request: &http::Request<Bytes>) -> Vec<String> {
    let head = http1_head(request).unwrap_or_default();
    let head = mask.hide(&String::from_utf8_lossy(&head));
    let mut lines: Vec<_> = head.split("\r\n").map(str::to_owned).collect();
    // The head ends with an empty line, of which one is left before the body.
    lines.pop();
    let body = mask.hide(&String::from_utf8_lossy(request.body()));
    if !body.is_empty() {
        lines.extend(body.split('\n').map(str::to_owned));
    }
    lines
}

/// A JSON text whose members that are keys, tokens or passwords by their name have dots for
/// values: what an action returns may be the keys of an account.
pub(super) fn without_keys(json: &str) -> String {
    let (mut shown, mut rest) = (String::with_capacity(json.len()), json);
    while let Some((before, after)) = rest.split_once('"') {
        let (name, end) = string(after);
        let colon = end.trim_start().strip_prefix(':').map(str::trim_start);
        shown.extend([before, "\"", name, "\""]);
        rest = end;
        if let Some(value) = colon.and_then(|value| value.strip_prefix('"'))
            && record::names_secret(name)
        {
            let (_, end) = string(value);
            shown.extend([":\"", DOTS, "\""]);
            rest = end;
        }
    }
    shown.push_str(rest);
    shown
}

/// The content of a string that has begun, and the text after its end.
fn string(text: &str) -> (&str, &str) {
    let mut is_escaped = false;
    let end = text.find(|character| {
        let is_end = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_end
    });
    let end = end.unwrap_or(text.len());
    let (content, rest) = text.split_at(end);
    (content, rest.strip_prefix('"').unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_a_response_are_dots() {
        let json = r#"{"Credentials": {"Token": "canary-1", "TmpSecretKey" : "canary\"-2","A":"Token"},"Password":null,"NextToken":"n"}"#;
        let shown = without_keys(json);
        assert!(!shown.contains("canary"), "{shown}");
        assert!(shown.contains(r#""A":"Token"},"Password":null,"NextToken":"n"}"#), "{shown}");
        assert!(serde_json::from_str::<serde_json::Value>(&shown).is_ok(), "{shown}");
        assert_eq!(without_keys("{\"a"), "{\"a\"");
    }

    #[test]
    fn request_of_the_emulator_is_shown_whole() {
        let mut mask = Mask::new(None);
        let request = http::Request::post("http://127.0.0.1:1/")
            .header("host", "127.0.0.1:1")
            .header("authorization", "TC3-HMAC-SHA256 Credential=x, Signature=0123abcd")
            .body(Bytes::from("{}"))
            .unwrap();
        mask.add_signatures(&request);
        let lines = lines(&mask, &request);
        assert_eq!(lines[0], "POST / HTTP/1.1");
        assert!(lines.iter().any(|line| line.ends_with("Signature=0123abcd")), "{lines:?}");
        assert_eq!(lines[lines.len() - 2..], ["", "{}"]);
    }
}
