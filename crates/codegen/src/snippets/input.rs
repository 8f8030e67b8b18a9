//! The input of a call as JSON, whatever the form of its body.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_catalog::{Kind, check_json};
use tencentcloud_core::BodyKind;

use super::json::{self, Json, Members, quoted};
use super::{Call, Unsupported};

/// The input as text that gives this request again: files are members in Base64, and the
/// headers of an octet stream are members.
pub(super) fn text<'a>(call: &Call<'a>) -> Result<Cow<'a, str>, Unsupported> {
    match call.request.body_kind() {
        BodyKind::Json => body_text(call).map(Cow::Borrowed),
        BodyKind::Multipart => with_files(call).map(Cow::Owned),
        BodyKind::Octets => Ok(Cow::Owned(headers(call))),
        _ => Err(Unsupported::NOT_JSON),
    }
}

/// The members of the input. Fails if two clients could read it differently: a member given
/// twice, a number that a 64-bit one cannot hold.
pub(super) fn members(text: &str) -> Result<Members, Unsupported> {
    if check_json(text).iter().any(tencentcloud_catalog::Finding::is_error) {
        return Err(Unsupported::NOT_JSON);
    }
    match json::parse(text) {
        Ok(Json::Object(members)) => Ok(members),
        _ => Err(Unsupported::NOT_JSON),
    }
}

fn body_text<'a>(call: &Call<'a>) -> Result<&'a str, Unsupported> {
    std::str::from_utf8(call.request.body()).map_err(|_| Unsupported::NOT_JSON)
}

fn with_files(call: &Call<'_>) -> Result<String, Unsupported> {
    let files = call.request.files();
    let action = call.action();
    for (name, _) in files {
        let member = action.and_then(|action| action.member(name));
        if member.is_none_or(|member| member.kind != Kind::Binary) {
            return Err(Unsupported::FILES);
        }
    }
    let files = files
        .iter()
        .map(|(name, content)| format!("{}:\"{}\"", quoted(name), STANDARD.encode(content)));
    let mut text = members(body_text(call)?)?
        .iter()
        .map(|(name, value)| format!("{}:{value}", quoted(name)))
        .chain(files)
        .collect::<Vec<_>>()
        .join(",");
    text.insert(0, '{');
    text.push('}');
    Ok(text)
}

/// A header whose member is a number or a boolean is one here, so that the check of the
/// input passes.
fn headers(call: &Call<'_>) -> String {
    let action = call.action();
    let value = |name: &str, text: &str| {
        let kind = action.and_then(|action| action.member(name)).map(|member| member.kind);
        let is_scalar = matches!(json::parse(text), Ok(Json::Number(_) | Json::Boolean(_)));
        match kind {
            Some(Kind::Integer | Kind::Unsigned | Kind::Float | Kind::Boolean)
                if is_scalar && check_json(&format!("{{\"a\":{text}}}")).is_empty() =>
            {
                text.to_owned()
            }
            _ => quoted(text),
        }
    };
    let parameters = call.request.header_parameters().unwrap_or_default();
    let members = parameters
        .iter()
        .map(|(name, text)| format!("{}:{}", quoted(name), value(name, text)))
        .collect::<Vec<_>>();
    format!("{{{}}}", members.join(","))
}
