//! Parameters of an action whose body is a stream of octets: each is a header.

use tencentcloud_catalog::Action;

use super::codes::Codes;
use super::scalar::{push, push_string};
use crate::api_request::ApiRequest;
use crate::failure::Failure;
use crate::messages;

pub(super) const OCTETS: &str = "application/octet-stream";

/// The JSON of the headers `X-PRODUCT-MEMBER`.
pub(super) fn read(request: &ApiRequest<'_>, action: &'static Action) -> Result<String, Failure> {
    let mut json = String::from("{");
    for member in action.input {
        let name = format!("X-{}-{}", action.product, member.name);
        let value = request
            .raw
            .header(&name)
            .map_err(|_| Failure::new(Codes::of(action).format(), messages::not_utf8(&name)))?;
        if let Some(value) = value {
            json.push_str(if json.len() > 1 { "," } else { "" });
            push_string(member.name, &mut json);
            json.push(':');
            push(value, Some(member.kind), &mut json);
        }
    }
    json.push('}');
    Ok(json)
}
