//! An HTTP request as a call.

use std::fmt::Write;

use tencentcloud_catalog::{
    Action, Body, Finding, FindingKind, Json, UnflattenError, check_json, unflatten,
};
use tencentcloud_core::sign::ALGORITHM;
use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{Language, Method, SignatureMethod};

use super::{PastedCall, PastedError, PastedForm, names};
use crate::captured::Captured;
use crate::host::Host;
use crate::{AuthorizationHeader, RawRequest, Scheme, form};

/// Common parameters of signature v1, which are no members of the input.
const COMMON: [&str; 11] = [
    "Action",
    "Language",
    "Nonce",
    "Region",
    "RequestClient",
    "SecretId",
    "Signature",
    "SignatureMethod",
    "Timestamp",
    "Token",
    "Version",
];

type Pairs = Vec<(String, String)>;

pub(super) fn read(captured: &Captured) -> Result<PastedCall, PastedError> {
    let request = &captured.request;
    let is_v1 = Scheme::of(request) == Scheme::V1;
    let form = request.form().filter(|_| is_v1).unwrap_or_default();
    let pairs = form::decode(form).map_err(PastedError::Pairs)?;
    let facts = Facts { request, pairs: is_v1.then_some(&pairs) };

    let name = facts.value("Action", "X-TC-Action")?;
    let name = name.ok_or(PastedError::Missing(if is_v1 { "Action" } else { "X-TC-Action" }))?;
    let version = facts.value("Version", "X-TC-Version")?;
    let version =
        version.ok_or(PastedError::Missing(if is_v1 { "Version" } else { "X-TC-Version" }))?;
    let authorization = facts.header("Authorization")?;
    let scope = authorization.and_then(|header| AuthorizationHeader::parse(header).ok());
    let host = facts.header("Host")?;
    let label = host.map(|host| Host::new(host).first_label().to_ascii_lowercase());
    let services = [scope.map(|scope| scope.service), label.as_deref()];
    let action = names::action_of_request(services, version, name)?;

    let language = facts.value("Language", "X-TC-Language")?;
    let is_signed = match facts.pairs {
        Some(pairs) => pairs.iter().any(|(name, _)| name == "Signature"),
        None => authorization.is_some_and(|header| header.trim_start().starts_with(ALGORITHM)),
    };
    Ok(PastedCall {
        action,
        input: input(&facts, action)?,
        region: facts.value("Region", "X-TC-Region")?.map(str::to_owned),
        language: language.and_then(self::language),
        method: if request.method() == "GET" { Method::Get } else { Method::Post },
        signature: facts.pairs.map_or(SignatureMethod::Tc3, signature),
        host: host.map(str::to_owned),
        is_signed,
        form: PastedForm::Captured(captured.form),
    })
}

/// A request, and the pairs of its query or form if it has signature v1.
struct Facts<'a> {
    request: &'a RawRequest,
    pairs: Option<&'a Pairs>,
}

impl<'a> Facts<'a> {
    /// A common parameter by its name in signature v1 and its header; an empty one is absent.
    fn value(&self, name: &str, header: &'static str) -> Result<Option<&'a str>, PastedError> {
        let value = match self.pairs {
            Some(pairs) => pairs.iter().find(|(known, _)| known == name).map(|(_, value)| &**value),
            None => self.header(header)?,
        };
        Ok(value.filter(|value| !value.is_empty()))
    }

    fn header(&self, name: &'static str) -> Result<Option<&'a str>, PastedError> {
        self.request.header(name).map_err(|_| PastedError::Header(name))
    }
}

pub(super) fn language(word: &str) -> Option<Language> {
    [Language::ZhCn, Language::EnUs].into_iter().find(|language| language.as_str() == word)
}

fn signature(pairs: &Pairs) -> SignatureMethod {
    let sha256 = Algorithm::HmacSha256;
    let is_sha256 =
        pairs.iter().any(|(name, value)| name == "SignatureMethod" && value == sha256.as_str());
    SignatureMethod::V1(if is_sha256 { sha256 } else { Algorithm::HmacSha1 })
}

/// The input as the JSON that a POST would have.
fn input(facts: &Facts<'_>, action: &Action) -> Result<String, PastedError> {
    if let Some(pairs) = facts.pairs {
        // A name that the action requires is a parameter of it, too.
        let is_common = |name: &str| {
            COMMON.contains(&name) && action.member(name).is_none_or(|member| !member.required)
        };
        return of_pairs(action, pairs.iter().filter(|(name, _)| !is_common(name)));
    }
    let request = facts.request;
    if request.method() == "GET" {
        let pairs = form::decode(request.query().as_bytes()).map_err(PastedError::Pairs)?;
        return of_pairs(action, pairs.iter());
    }
    if action.body == Body::Octets {
        return of_headers(facts.request, action);
    }
    let content_type = facts.header("Content-Type")?.unwrap_or_default();
    if content_type.trim_start().to_ascii_lowercase().starts_with("multipart/form-data") {
        return Err(PastedError::ContentType("multipart/form-data"));
    }
    // Any other type is a mistake of the client, or curl's own for -d.
    match request.body().trim_ascii() {
        [] => Ok("{}".to_owned()),
        _ => object("the body", request.body()),
    }
}

fn of_pairs<'a>(
    action: &Action,
    pairs: impl Iterator<Item = &'a (String, String)>,
) -> Result<String, PastedError> {
    unflatten(action, pairs.map(|(name, value)| (&**name, &**value)))
        .map_err(|error: UnflattenError| PastedError::Names(error))
}

/// The headers `X-PRODUCT-MEMBER`, which an action has whose body is a stream of octets.
fn of_headers(request: &RawRequest, action: &Action) -> Result<String, PastedError> {
    let mut json = String::new();
    for member in action.input {
        let name = format!("X-{}-{}", action.product, member.name);
        let value = request.header(&name).map_err(|_| PastedError::Header(member.name))?;
        if let Some(value) = value {
            let comma = if json.is_empty() { "" } else { "," };
            let value = Json::of_text(value, Some(member.kind));
            let _ = write!(json, "{comma}\"{}\":{value}", member.name);
        }
    }
    Ok(format!("{{{json}}}"))
}

/// The text of a JSON object, as it is written.
pub(super) fn object(place: &'static str, text: &[u8]) -> Result<String, PastedError> {
    let text = std::str::from_utf8(text).map_err(|_| PastedError::NotUtf8(place))?;
    // Members that are given twice are for the check of the input.
    let is_none = |found: &Finding| {
        matches!(found.kind, FindingKind::NotJson { .. } | FindingKind::NotAnObject { .. })
    };
    match check_json(text).into_iter().find(is_none) {
        Some(finding) => Err(PastedError::Json(place, finding)),
        None => Ok(text.to_owned()),
    }
}
