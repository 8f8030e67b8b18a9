//! Bodies of other kinds.

use serde_json::json;

use crate::caller::{draft, frozen, import_parameters};

#[test]
fn content_types() {
    let import = |content_type: &str| {
        let draft = draft("ImportImage", &import_parameters());
        draft.set(|draft| content_type.clone_into(&mut draft.content_type)).send(&frozen(|b| b))
    };
    import("application/json; charset=utf-8").success();
    for other in
        ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json"]
    {
        import(other).fails("UnsupportedProtocol", &["`Content-Type`", "application/json"]);
    }
}

#[test]
fn null_is_as_good_as_absent() {
    let parameters = json!({"Filters": null, "Limit": null});
    draft("DescribeImage", &parameters).send(&frozen(|b| b)).success();
}

#[test]
fn no_body_is_no_parameters() {
    let draft = draft("DescribeImage", &json!({})).set(|draft| draft.body = bytes::Bytes::new());
    draft.send(&frozen(|b| b)).success();
}
