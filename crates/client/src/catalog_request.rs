//! Requests of actions that are known from the catalog.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tencentcloud_catalog::{Action, Body, Kind};
use tencentcloud_core::{Effect, Request, RequestError};

/// The request of an action of the catalog, with a JSON object as input: service, version,
/// effect, rate limit, host, form of the body and whether it is signed are those of the
/// action. `call_of` of a client uses it.
///
/// Of an action that takes files, members of the type [`Kind::Binary`] hold their content
/// in Base64, and are sent as files. Of an action that takes an octet stream, members are
/// sent as headers; set its body with [`Request::octet_body`].
///
/// The input is a literal or owned: of a `&str` that is no literal, pass a `String`.
///
/// # Errors
///
/// Only for files and octet streams: an input that is not a JSON object, or has a member
/// that cannot be sent as a file or header.
///
/// ```
/// use tencentcloud_client::{Effect, catalog, request_of};
///
/// let action = catalog::action("ecm", "2019-07-19", "DescribeImage").ok_or("unknown")?;
/// let request = request_of(action, r#"{"Limit": 5}"#)?;
/// assert_eq!((request.effect(), request.documented_rate()), (Effect::Read, Some(20)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn request_of(action: &Action, input: impl Into<Bytes>) -> Result<Request, RequestError> {
    let json = Request::new(action.product, action.version, action.name, input);
    let mut request = match action.body {
        Body::Json => json,
        Body::Multipart => with_files(action, &json)?,
        Body::Octets => json.with_members_as_headers()?,
        _ => return Err(RequestError::Unsupported("unknown form of the body")),
    };
    request = request.with_effect(effect(action)).rate(action.rate);
    if let Some(labels) = action.host {
        request = request.host_labels(labels);
    }
    if action.declares_error() {
        request = request.declare_error();
    }
    Ok(if action.signed { request } else { request.unsigned() })
}

/// Only what changes nothing and costs nothing is repeated without need.
fn effect(action: &Action) -> Effect {
    match action {
        _ if action.class.is_idempotent() => Effect::Read,
        _ if action.client_token => Effect::Token("ClientToken"),
        _ => Effect::Write,
    }
}

fn with_files(action: &Action, json: &Request) -> Result<Request, RequestError> {
    let (mut members, mut files) = (Vec::new(), Vec::new());
    for (name, value) in json.members()? {
        let is_file = action.member(&name).is_some_and(|member| member.kind == Kind::Binary);
        if !is_file {
            members.push(format!("{}:{value}", serde_json::Value::from(name)));
        } else if value != "null" {
            let content = serde_json::from_str::<String>(value).ok();
            let content = content.and_then(|content| STANDARD.decode(content).ok());
            match content {
                Some(content) => files.push((name, content.into())),
                None => {
                    return Err(wrong(name, "the content of a file must be a string in Base64"));
                }
            }
        }
    }
    let input = format!("{{{}}}", members.join(","));
    Ok(Request::multipart(action.product, action.version, action.name, input, files))
}

fn wrong(name: String, reason: &str) -> RequestError {
    RequestError::Member { name, reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use tencentcloud_catalog::{action, services};

    use super::*;

    fn of(service: &str, version: &str, name: &str, input: &str) -> Result<Request, RequestError> {
        request_of(action(service, version, name).unwrap(), input.to_owned())
    }

    #[test]
    fn facts_of_the_catalog_are_those_of_the_request() {
        let describe = of("autoscaling", "2018-04-19", "DescribeAutoScalingGroups", "{}").unwrap();
        assert_eq!((describe.service(), describe.effect()), ("as", Effect::Read));
        assert!(describe.is_signed() && !describe.declares_error());

        let role = of("sts", "2018-08-13", "AssumeRoleWithSAML", "{}").unwrap();
        assert!(!role.is_signed());
        let result = of("lkeap", "2024-05-22", "GetSplitDocumentResult", "{}").unwrap();
        assert!(result.declares_error());
        let parse = of("es", "2025-01-01", "ParseDocument", "{}").unwrap();
        assert_eq!(parse.first_host_labels(), Some("es.ai"));
        assert_eq!((parse.service(), parse.effect()), ("es", Effect::Write));
        let run = of("cvm", "2017-03-12", "RunInstances", r#"{"ClientToken": "t"}"#).unwrap();
        assert_eq!(run.effect(), Effect::Token("ClientToken"));
        assert!(run.is_idempotent());
    }

    #[test]
    fn binary_members_become_files() {
        let input = r#"{"FileURL": "u", "File": "aGk=", "\u0041": [1.10]}"#;
        let upload = |input| of("cii", "2021-04-08", "UploadMedicalFile", input);
        let request = upload(input).unwrap();
        assert_eq!(request.files(), [("File".into(), Bytes::from("hi"))]);
        assert_eq!(request.body(), r#"{"FileURL":"u","A":[1.10]}"#);
        assert!(upload(r#"{"File": null}"#).unwrap().files().is_empty());
        for input in [r#"{"File": "canary!"}"#, r#"{"File": 5}"#] {
            let error = upload(input).unwrap_err().to_string();
            assert!(error.contains("File") && !error.contains("canary"), "{error}");
        }
        assert!(upload("[]").is_err());
    }

    #[test]
    fn members_of_an_octet_stream_become_headers() {
        let upload = |input| of("cls", "2020-10-16", "UploadLog", input);
        let request = upload(r#"{"TopicId": "t-\u0031", "N": 1.10, "HashKey": null}"#).unwrap();
        let parameters = [("TopicId".into(), "t-1".into()), ("N".into(), "1.10".into())];
        assert_eq!(request.header_parameters(), Some(&parameters[..]));
        assert!(upload(r#"{"TopicId": ["t"]}"#).is_err());
        assert!(upload(r#"{"TopicId": "t", "TopicId": "u"}"#).is_err());
    }

    #[test]
    fn every_action_has_a_request() {
        let versions = services().flat_map(tencentcloud_catalog::Service::versions);
        for action in versions.flat_map(|version| version.actions) {
            let request = request_of(action, "{}").unwrap();
            let origin = tencentcloud_core::Endpoint::nearest().origin_for(&request);
            assert!(origin.is_ok(), "{} {}", action.service, action.name);
        }
    }
}
