//! The input of a call as JSON, whatever the form of its body.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
pub(super) use tencentcloud_catalog::Json;
use tencentcloud_catalog::{Finding, Kind, check_json};
use tencentcloud_core::BodyKind;

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

/// The members of an object, in order.
pub(super) type Members = Vec<(String, Json)>;

/// The members of the input. Fails if two clients could read it differently: a member given
/// twice, a number that a 64-bit one cannot hold.
pub(super) fn members(text: &str) -> Result<Members, Unsupported> {
    if check_json(text).iter().any(Finding::is_error) {
        return Err(Unsupported::NOT_JSON);
    }
    match Json::parse(text) {
        Ok(Json::Object(members)) => Ok(members),
        _ => Err(Unsupported::NOT_JSON),
    }
}

/// The body of a request as text, without files.
pub(super) fn body_text<'a>(call: &Call<'a>) -> Result<&'a str, Unsupported> {
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
    let files = files.iter().map(|(name, content)| (name.clone(), STANDARD.encode(content)));
    let mut members = members(body_text(call)?)?;
    members.extend(files.map(|(name, content)| (name, Json::String(content))));
    Ok(Json::Object(members).to_string())
}

/// A header whose member is a number or a boolean is one here, so that the check of the
/// input passes.
fn headers(call: &Call<'_>) -> String {
    let action = call.action();
    let parameters = call.request.header_parameters().unwrap_or_default().iter();
    let members = parameters.map(|(name, text)| {
        let kind = action.and_then(|action| action.member(name)).map(|member| member.kind);
        (name.clone(), Json::of_text(text, kind))
    });
    Json::Object(members.collect()).to_string()
}
