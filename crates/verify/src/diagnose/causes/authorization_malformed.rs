//! An `Authorization` header, a timestamp or v1 parameters that cannot be read. Read, not
//! computed.

use crate::diagnose::chinese;
use crate::diagnose::detail::Detail;
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
pub(in crate::diagnose) fn detail(error: &VerifyError, request: &RawRequest) -> Detail<'static> {
    let (en, zh) = match (error, Scheme::of(request)) {
        (VerifyError::MissingParameter(name), Scheme::Tc3) => {
            let header = format!("`X-TC-{name}`");
            (format!("the header {header} is missing"), format!("缺少请求头 {header}"))
        }
        (VerifyError::InvalidParameter(name), Scheme::Tc3) => {
            let header = format!("`X-TC-{name}`");
            (
                format!("the header {header} has an invalid format"),
                format!("请求头 {header} 的格式无效"),
            )
        }
        _ => (error.to_string(), chinese::of_error(error)),
    };
    match found(error, request) {
        Some(found) => (format!("{en}: it {}", found.0), format!("{zh}：它{}", found.1)).into(),
        None => (en, zh).into(),
    }
}

fn found(error: &VerifyError, request: &RawRequest) -> Option<(String, String)> {
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
            let count = signature.chars().count();
            Some((format!("has {count} characters"), format!("有 {count} 个字符")))
        }
        _ => None,
    }
}

/// The text, if it is a short one of digits and signs. Anything else may be a secret.
fn time(text: &str) -> Option<(String, String)> {
    let is_of_time = |byte: u8| byte.is_ascii_digit() || b"-+:./TZ ".contains(&byte);
    let is_shown = text.len() <= 32 && text.bytes().all(is_of_time);
    is_shown.then(|| (format!("is `{text}`"), format!("为 `{text}`")))
}

/// What is wrong with a signature of v1 that is compared, and cannot be one.
pub(in crate::diagnose) fn v1_signature(request: &RawRequest) -> Option<Detail<'static>> {
    if Scheme::of(request) != Scheme::V1 {
        return None;
    }
    // A space may be a `+` that was not encoded.
    match STANDARD.decode(parameter(request, "Signature")?.replace(' ', "+")) {
        Ok(bytes) if [20, 32].contains(&bytes.len()) => None,
        Ok(bytes) => {
            let count = bytes.len();
            let en = format!(
                "the parameter `Signature` has {count} bytes instead of the 20 of HmacSHA1 or the \
                 32 of HmacSHA256"
            );
            let zh = format!(
                "参数 `Signature` 有 {count} 字节，HmacSHA1 应为 20 字节，HmacSHA256 应为 32 字节"
            );
            Some((en, zh).into())
        }
        Err(_) => {
            Some(("the parameter `Signature` is not Base64", "参数 `Signature` 不是 Base64").into())
        }
    }
}

/// The first parameter of v1 with this name.
fn parameter(request: &RawRequest, wanted: &str) -> Option<String> {
    let parameters = form::decode(request.form()?).ok()?;
    parameters.into_iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
}
