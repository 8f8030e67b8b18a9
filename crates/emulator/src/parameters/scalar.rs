//! Values of forms, parts and headers, which are all text.

use tencentcloud_catalog::{Json, Kind};

/// Appends a text as the value that it is.
pub(super) fn push(text: &str, kind: Option<Kind>, json: &mut String) {
    json.push_str(&Json::of_text(text, kind).to_string());
}

pub(super) fn push_string(text: &str, json: &mut String) {
    push(text, None, json);
}
