//! Why a request cannot be signed or sent.

use tencentcloud_core::sign::SignError;
use tencentcloud_core::{EndpointError, RequestError};

use super::phrases::chinese;
use super::sentence;
use crate::api::Language;

pub(crate) fn request_problem(language: Language, error: &RequestError) -> String {
    let zh = match error {
        RequestError::Header { name, reason } => {
            format!("请求头 {name} 无效：{}。", chinese(reason))
        }
        RequestError::Body(_) | RequestError::NotAnObject(_) => "输入须为 JSON 对象。".into(),
        RequestError::Member { name, reason } => {
            format!("输入参数 {name} 的值无效：{}。", chinese(reason))
        }
        RequestError::Name(name) => {
            format!("签名方法 v1 不能携带输入参数 {name:?}，请用签名方法 v3。")
        }
        RequestError::Duplicate(name) => format!("输入中有两个参数都以 {name:?} 发送。"),
        RequestError::TooLarge { size, limit } => {
            format!("请求过大：{size} 字节，超过 {limit} 字节的上限。")
        }
        RequestError::Unsupported(what) => format!("{}。", chinese(what)),
        RequestError::Sign(error) => of_sign(error),
        RequestError::EmulatorKeys(origin) => {
            format!("拒绝把模拟器密钥发送到 {origin}：这些密钥不得用于腾讯云。")
        }
        RequestError::PlainHttp(origin) => {
            // The name of a function of the library helps nobody here.
            return language.of(
                format!("Refusing to send credentials to {origin} over plain HTTP; use https://."),
                format!("拒绝以明文 HTTP 向 {origin} 发送密钥，请用 https://。"),
            );
        }
        error => format!("无法生成请求：{error}。"),
    };
    language.of(sentence(&error.to_string()), zh)
}

fn of_sign(error: &SignError) -> String {
    match error {
        SignError::LineBreak => "参与签名的部分含有换行。".into(),
        SignError::Scope => "SecretId 或产品名不能用于凭证范围。".into(),
        SignError::HeaderName => "参与签名的请求头名称无效或重复。".into(),
        error => format!("无法签名：{error}。"),
    }
}

pub(crate) fn endpoint_problem(language: Language, error: &EndpointError) -> String {
    let text = error.to_string();
    // `invalid endpoint "x": the host is missing`; the value is redacted there.
    let problem = error.problem();
    let subject = text.strip_suffix(problem).and_then(|rest| rest.split_once('"'));
    let value = subject.map_or("", |(_, value)| value.trim_end_matches("\": "));
    let zh = format!("地址 \"{value}\" 无效：{}。", chinese(problem));
    language.of(sentence(&text), zh)
}
