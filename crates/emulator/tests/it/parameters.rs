//! Content types and empty values.

use serde_json::json;

use crate::caller::{draft, frozen, import_parameters};

#[test]
fn unsupported_content_types_are_refused() {
    let import = |content_type: &str| {
        let draft = draft("ImportImage", &import_parameters());
        draft.set(|draft| content_type.clone_into(&mut draft.content_type)).send(&frozen(|b| b))
    };
    import("application/json; charset=utf-8").success();
    for other in ["application/x-www-form-urlencoded", "application/octet-stream", "text/json"] {
        import(other).fails("UnsupportedProtocol", &["`Content-Type`", "application/json"]);
    }
}

#[test]
fn multipart_parts_are_parameters() {
    let send = |body: &str| {
        let draft = draft("ImportImage", &json!({})).set(|draft| {
            draft.content_type = "multipart/form-data; boundary=b".to_owned();
            draft.body = body.to_owned().into();
        });
        draft.send(&frozen(|builder| builder))
    };
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let import = import_parameters();
    let parts = import.as_object().unwrap().iter();
    let parts: String = parts.map(|(name, value)| part(name, value.as_str().unwrap())).collect();
    send(&format!("{parts}--b--\r\n")).success();
    send(&parts).fails("InvalidRequest", &["after part 2"]);
    let unknown = format!("{parts}{}--b--\r\n", part("Limit", "5"));
    send(&unknown).fails("UnknownParameter", &["`Limit`"]);
}

#[test]
fn null_counts_as_absent() {
    let parameters = json!({"Filters": null, "Limit": null});
    draft("DescribeImage", &parameters).send(&frozen(|b| b)).success();
}

#[test]
fn empty_body_has_no_parameters() {
    let draft = draft("DescribeImage", &json!({})).set(|draft| draft.body = bytes::Bytes::new());
    draft.send(&frozen(|b| b)).success();
}
