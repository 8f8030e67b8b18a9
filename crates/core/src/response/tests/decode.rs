//! Outputs that do not fit their type.

use super::*;

#[test]
fn an_output_that_does_not_fit_is_a_decode_error_with_its_attempts() {
    #[derive(Debug, Deserialize)]
    struct Output {
        #[serde(rename = "Count")]
        _count: u32,
    }
    let decodable = |body| ApiResponse {
        raw: raw(body),
        request_id: String::new(),
        attempts: 2,
        secrets: RequestSecrets::default(),
    };
    let response = decodable(r#"{"Response": {"RequestId": "r-1", "Count": "many"}}"#);
    let error = response.decode::<Output>(&request()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Decode(_), .. }), "{error}");
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.attempts(), 2);
    assert!(error.to_string().contains("the output: Count: expected u32"), "{error}");
    assert!(decodable("[]").decode::<Output>(&request()).is_err());
}

#[test]
fn json_of_any_depth_is_an_error_of_a_type_of_any_depth() {
    for depth in [200, 100_000] {
        let list = "[".repeat(depth) + &"]".repeat(depth);
        let response = ApiResponse {
            raw: raw(&alloc::format!(r#"{{"Response": {{"A": {list}}}}}"#)),
            request_id: String::new(),
            attempts: 1,
            secrets: RequestSecrets::default(),
        };
        let error = response.decode::<serde_json::Value>(&request()).unwrap_err().to_string();
        assert!(error.len() < 1_000 && error.contains("recursion"), "{error}");
    }
}

#[test]
fn a_decode_error_names_the_path_and_never_the_value() {
    struct Image {
        size: Option<i64>,
        name: Option<String>,
        ports: Vec<u64>,
    }
    crate::record!(Image { 0 => size: "Size", 1 => name: "Name", 2 => ports: "Ports" });

    struct Output {
        image_set: Vec<Image>,
        first: Option<Image>,
    }
    crate::record!(Output { 0 => image_set: "ImageSet", 1 => first: "First" });

    let decode = |content: &str| {
        let body = alloc::format!(r#"{{"Response": {content}}}"#);
        let response = ApiResponse {
            raw: raw(&body),
            request_id: String::new(),
            attempts: 1,
            secrets: RequestSecrets::default(),
        };
        response.decode::<Output>(&request()).map_err(|error| error.to_string())
    };
    for (content, said) in [
        (
            r#"{"ImageSet": [{}, null, {"Size": "canary"}]}"#,
            "ImageSet[2].Size: expected an integer",
        ),
        (
            r#"{"ImageSet": [{"Raw": {"a": 1}, "Size": 20.5}]}"#,
            "ImageSet[0].Size: a number with a fraction",
        ),
        (r#"{"ImageSet": [{"Size": 1e30}]}"#, "ImageSet[0].Size: out of range"),
        (r#"{"First": {"Size": 1, "Name": ["canary"]}}"#, "First.Name: expected a string"),
        (r#"{"First": {"Ports": [1, "2", {}]}}"#, "First.Ports[2]: expected an integer"),
        (r#"{"ImageSet": "canary"}"#, "ImageSet: expected a list or null"),
        (r#"{"ImageSet": {"canary": 1}}"#, "ImageSet: expected a list or null"),
        (r#"[["canary"]]"#, "the output: expected an object"),
    ] {
        let error = decode(content).unwrap_err();
        assert!(error.contains(said) && !error.contains("canary"), "{content}: {error}");
    }
    assert!(decode(r#"{"ImageSet": "", "First": null, "New": {"a": [1.5]}}"#).is_ok());
}

/// A type of a user, with what serde derives.
#[test]
fn a_decode_error_of_a_derived_type_names_the_path_too() {
    #[derive(Debug, Deserialize)]
    struct Output {
        #[serde(rename = "Tags")]
        _tags: alloc::collections::BTreeMap<String, Vec<i64>>,
    }
    let response = ApiResponse {
        raw: raw(r#"{"Response": {"Tags": {"a": [1], "b": [1, "canary"]}}}"#),
        request_id: String::new(),
        attempts: 1,
        secrets: RequestSecrets::default(),
    };
    let error = response.decode::<Output>(&request()).unwrap_err().to_string();
    assert!(error.contains("Tags.b[1]: expected i64") && !error.contains("canary"), "{error}");
}
