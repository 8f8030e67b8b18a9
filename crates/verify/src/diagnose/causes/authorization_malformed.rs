//! An `Authorization` header, a timestamp or v1 parameters that cannot be read. Read, not
//! computed.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    AuthorizationFault, RawRequest, Scheme, VerifyError,
    diagnose::cause::{Bilingual, Cause, Stage},
    form,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "authorization-malformed",
    explanation: Bilingual {
        en: "The Authorization header, X-TC-Timestamp or the parameters of signature v1 cannot be \
             read; write each part once and in its documented form.",
        zh: "无法解析 Authorization 请求头、X-TC-Timestamp 或 v1 签名参数；请按文档格式书写，每一部分只写一次。",
    },
    code: "send(a part that is missing, repeated or in another form)  // send(\"Authorization: TC3-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…\", \"X-TC-Timestamp: …\"), or by v1 \"…&SecretId=…&Timestamp=…&Nonce=…&Signature=…\"",
    at: &[Stage::Authorization],
    ..Cause::NEW
};

/// What is wrong, with the part as it stands where that can be no secret.
pub(in crate::diagnose) fn detail(error: &VerifyError, request: &RawRequest) -> String {
    let problem = match (error, Scheme::of(request)) {
        (VerifyError::MissingParameter(name), Scheme::Tc3) => {
            format!("the header `X-TC-{name}` is missing")
        }
        (VerifyError::InvalidParameter(name), Scheme::Tc3) => {
            format!("the header `X-TC-{name}` has an invalid format")
        }
        _ => error.to_string(),
    };
    match found(error, request) {
        Some(found) => format!("{problem}: it {found}"),
        None => problem,
    }
}

fn found(error: &VerifyError, request: &RawRequest) -> Option<String> {
    let header = |name| request.header(name).ok().flatten();
    match error {
        VerifyError::InvalidParameter("Timestamp") => {
            let v1 = parameter(request, "Timestamp");
            let value = header("x-tc-timestamp").map(str::to_owned).or(v1)?;
            time(&value)
        }
        VerifyError::InvalidAuthorization(AuthorizationFault::Date) => {
            time(header("authorization")?.split('/').nth(1)?)
        }
        VerifyError::InvalidAuthorization(AuthorizationFault::Signature) => {
            let (_, rest) = header("authorization")?.split_once("Signature=")?;
            let signature = rest.split(',').next()?.trim();
            Some(format!("has {} characters", signature.chars().count()))
        }
        _ => None,
    }
}

/// The text, if it is a short one of digits and signs. Anything else may be a secret.
fn time(text: &str) -> Option<String> {
    let is_of_time = |byte: u8| byte.is_ascii_digit() || b"-+:./TZ ".contains(&byte);
    let is_shown = text.len() <= 32 && text.bytes().all(is_of_time);
    is_shown.then(|| format!("is `{text}`"))
}

/// What is wrong with a signature of v1 that is compared, and cannot be one.
pub(in crate::diagnose) fn v1_signature(request: &RawRequest) -> Option<String> {
    if Scheme::of(request) != Scheme::V1 {
        return None;
    }
    // A space may be a `+` that was not encoded.
    match STANDARD.decode(parameter(request, "Signature")?.replace(' ', "+")) {
        Ok(bytes) if [20, 32].contains(&bytes.len()) => None,
        Ok(bytes) => Some(format!(
            "the parameter `Signature` has {} bytes instead of the 20 of HmacSHA1 or the 32 of \
             HmacSHA256",
            bytes.len()
        )),
        Err(_) => Some("the parameter `Signature` is not Base64".to_owned()),
    }
}

/// The first parameter of v1 with this name.
fn parameter(request: &RawRequest, wanted: &str) -> Option<String> {
    let parameters = form::decode(request.form()?).ok()?;
    parameters.into_iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
}
