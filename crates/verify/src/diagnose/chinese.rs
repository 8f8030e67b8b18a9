//! The errors of verification in Chinese; `Display` has them in English.

use crate::form::FormFault;
use crate::{AuthorizationFault, VerifyError};

pub(crate) fn of_error(error: &VerifyError) -> String {
    match error {
        VerifyError::MissingParameter(name) => format!("缺少参数 `{name}`"),
        VerifyError::InvalidParameter(name) => format!("参数 `{name}` 的格式无效"),
        VerifyError::RepeatedParameter(name) => format!("参数 `{name}` 重复出现"),
        VerifyError::ParameterName(name) => {
            format!("以 `{name}` 开头的参数名含有 `=` 或 `&`")
        }
        VerifyError::MalformedForm(fault) => format!("参数无法解码：{}", of_form(*fault)),
        VerifyError::InvalidAuthorization(fault) => {
            format!("请求头 `Authorization` 无效：{}", of_authorization(fault))
        }
        VerifyError::Skipped => "请求没有签名（`Authorization: SKIP`）".to_owned(),
        VerifyError::SecretIdNotFound => "SecretId 未知".to_owned(),
        VerifyError::TokenFailure => "临时令牌与 SecretId 不匹配".to_owned(),
        VerifyError::SignatureExpire { timestamp, now } => {
            format!("时间戳 {timestamp} 与服务端时间 {now} 相差过大")
        }
        VerifyError::SignatureFailure(_) => "签名不匹配".to_owned(),
    }
}

fn of_form(fault: FormFault) -> String {
    let pair = fault.pair();
    match fault {
        FormFault::NoValue(_) => format!("第 {pair} 对没有 `=`"),
        FormFault::Escape(_) => format!("第 {pair} 对的 `%` 后没有两位十六进制数字"),
        FormFault::NotUtf8(_) => format!("第 {pair} 对不是 UTF-8"),
    }
}

fn of_authorization(fault: &AuthorizationFault) -> String {
    match fault {
        AuthorizationFault::Algorithm => "没有以 `TC3-HMAC-SHA256` 开头".to_owned(),
        AuthorizationFault::MissingPart(part) => format!("缺少 `{part}`"),
        AuthorizationFault::RepeatedPart(part) => format!("`{part}` 重复出现"),
        AuthorizationFault::UnknownPart => {
            "含有 `Credential`、`SignedHeaders`、`Signature` 以外的部分".to_owned()
        }
        AuthorizationFault::Credential => {
            "`Credential` 的形式不是 `id/date/service/tc3_request`".to_owned()
        }
        AuthorizationFault::Date => "Credential 中的 `Date` 不是 `YYYY-MM-DD` 形式".to_owned(),
        AuthorizationFault::ScopeEnd => "`Credential` 没有以 `tc3_request` 结尾".to_owned(),
        AuthorizationFault::SignedHeaders => {
            "`SignedHeaders` 不是以 `;` 分隔、互不相同的小写名称列表".to_owned()
        }
        AuthorizationFault::Unsigned(name) => format!("`SignedHeaders` 中没有 `{name}`"),
        AuthorizationFault::Signature => "`Signature` 不是 64 位小写十六进制数字".to_owned(),
        AuthorizationFault::AbsentHeader(name) => {
            format!("请求中没有参与签名的请求头 `{name}`")
        }
        AuthorizationFault::RepeatedHeader(name) => {
            format!("请求中的请求头 `{name}` 重复出现")
        }
        AuthorizationFault::Host => "请求头 `Host` 不是可带端口的主机名".to_owned(),
        AuthorizationFault::Service { claimed, product } => {
            format!("Credential 中的 `Service` 是 `{claimed}`，应为 `{product}`")
        }
    }
}
