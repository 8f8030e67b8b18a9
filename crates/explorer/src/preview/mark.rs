//! The place of a member in the text that is sent.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::value::RawValue;
use tencentcloud_core::form;

/// The value that a JSON pointer names, as a range of bytes of the text.
pub(super) fn in_json(text: &str, pointer: &str) -> Option<Range<usize>> {
    let mut value = text;
    for token in tokens(pointer)? {
        let inner: &RawValue = if value.trim_start().starts_with('[') {
            let items: Vec<&RawValue> = serde_json::from_str(value).ok()?;
            items.get(token.parse::<usize>().ok()?).copied()?
        } else {
            let members: BTreeMap<String, &RawValue> = serde_json::from_str(value).ok()?;
            members.get(&token).copied()?
        };
        value = inner.get();
    }
    // The value is a part of the text, so the distance is within it.
    let start = value.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    Some(start..start + value.len())
}

/// The pairs of a query or form that a member is sent as: `Filters.0.Name=…`.
pub(super) fn in_pairs(text: &str, pointer: &str) -> Option<Range<usize>> {
    let name = tokens(pointer)?.join(".");
    // As names are sent.
    let name = form::encode([(name.as_str(), "")]);
    let name = name.strip_suffix('=')?;
    let mut found: Option<Range<usize>> = None;
    let mut start = 0;
    for pair in text.split('&') {
        let end = start + pair.len();
        let rest = pair.strip_prefix(name).filter(|_| !name.is_empty());
        if rest.is_some_and(|rest| rest.starts_with(['=', '.'])) {
            found = Some(found.map_or(start, |found| found.start)..end);
        }
        start = end + 1;
    }
    found
}

/// A range of bytes in UTF-16 offsets.
pub(super) fn utf16(text: &str, range: Range<usize>) -> (usize, usize) {
    let offset = |at: usize| text.get(..at).map_or(0, |text| text.encode_utf16().count());
    (offset(range.start), offset(range.end))
}

/// The names of a JSON pointer; none of the empty one, which is the whole.
fn tokens(pointer: &str) -> Option<Vec<String>> {
    let names = pointer.strip_prefix('/')?.split('/');
    Some(names.map(|name| name.replace("~1", "/").replace("~0", "~")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_of_a_member_is_found_in_json() {
        let text = r#"{"边缘": "像", "Filters": [{"Name":"a", "V/a": ["x", 1.10]}], "Name": "b"}"#;
        for (pointer, expected) in [
            ("/Name", Some(r#""b""#)),
            ("/Filters/0/Name", Some(r#""a""#)),
            ("/Filters/0/V~1a/1", Some("1.10")),
            ("/Filters", Some(r#"[{"Name":"a", "V/a": ["x", 1.10]}]"#)),
            ("/边缘", Some(r#""像""#)),
            ("", None),
            ("/Filters/1", None),
            ("/Name/0", None),
        ] {
            let found = in_json(text, pointer).map(|found| &text[found]);
            assert_eq!(found, expected, "{pointer}");
        }
        assert_eq!(in_json("{", "/a"), None);
        assert_eq!(utf16("边😀a", 3..7), (1, 3));
    }

    #[test]
    fn pairs_of_a_member_are_found_in_a_query() {
        let text = "Filters.0.Name=a&Filters.0.Values.0=x&Filters.0.Values.1=y&FiltersX=1&Limit=5";
        for (pointer, expected) in [
            ("/Limit", Some("Limit=5")),
            ("/Filters/0/Values", Some("Filters.0.Values.0=x&Filters.0.Values.1=y")),
            ("/Filters", Some("Filters.0.Name=a&Filters.0.Values.0=x&Filters.0.Values.1=y")),
            ("/Lim", None),
            ("", None),
        ] {
            assert_eq!(in_pairs(text, pointer).map(|found| &text[found]), expected, "{pointer}");
        }
    }
}
