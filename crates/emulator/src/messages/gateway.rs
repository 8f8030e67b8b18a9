//! Messages of the checks that all actions have in common.

use tencentcloud_catalog::Action;
use tencentcloud_core::Timestamp;

use super::text::{Text, list, shown};
use crate::limiter::TooMany;

pub(crate) fn unsupported_method(method: &str) -> Text {
    let method = shown(method);
    Text::new(
        format!("不支持请求方法 {method}，请使用 `GET` 或 `POST`。"),
        format!("The request method {method} is not supported; use `GET` or `POST`."),
    )
}

/// The message has no size, since the server stops counting above the limit.
pub(crate) fn too_large(method: &str, limit: usize) -> Text {
    let method = shown(method);
    Text::new(
        format!("{method} 请求大小超过了上限 {limit} 字节。"),
        format!("The {method} request exceeds the limit: it has more than {limit} bytes."),
    )
}

/// For common parameters and for parameters of an action.
/// `more` is the number of missing ones that the names leave out.
pub(crate) fn missing<'a>(names: impl IntoIterator<Item = &'a str>, more: usize) -> Text {
    let names = list(names, more);
    let (parameters, are) =
        if names.count == 1 { ("parameter", "is") } else { ("parameters", "are") };
    Text::new(
        format!("请求缺少必填参数 {}。", names.zh),
        format!("The required {parameters} {} {are} missing.", names.en),
    )
}

pub(crate) fn repeated(name: &str) -> Text {
    let name = shown(name);
    Text::new(
        format!("参数 {name} 重复出现。"),
        format!("The parameter {name} occurs more than once."),
    )
}

/// For a name that contains another pair; `name` is the part before the first `=`.
pub(crate) fn two_in_one_name(name: &str) -> Text {
    let name = shown(name);
    Text::new(
        format!("以 {name} 开头的参数名含有 `=` 或 `&`。"),
        format!("The name of the parameter that begins with {name} contains `=` or `&`."),
    )
}

/// For parameters and headers.
pub(crate) fn not_utf8(name: &str) -> Text {
    let name = shown(name);
    Text::new(
        format!("{name} 的值不是合法的 UTF-8 文本。"),
        format!("The value of {name} is not valid UTF-8."),
    )
}

pub(crate) fn invalid_timestamp() -> Text {
    Text::new(
        "参数 `Timestamp` 的格式不正确，应为以秒为单位的十进制整数。",
        "The parameter `Timestamp` has a wrong format: expected Unix seconds as a decimal integer.",
    )
}

/// With the value if it is short: the request is not verified yet, and a long value
/// may be a key.
pub(crate) fn invalid_language(value: &str) -> Text {
    const LONGEST: usize = 12;
    let value = if value.len() > LONGEST { String::new() } else { format!(" {}", shown(value)) };
    Text::new(
        format!("参数 `Language` 的值{value} 不合法，应为 `zh-CN` 或 `en-US`。"),
        format!(
            "The value{value} of the parameter `Language` is not valid; use `zh-CN` or `en-US`."
        ),
    )
}

pub(crate) fn invalid_nonce() -> Text {
    Text::new(
        "参数 `Nonce` 的格式不正确，应为十进制整数。",
        "The parameter `Nonce` has a wrong format: expected a decimal integer.",
    )
}

/// For a POST with signature v1.
pub(crate) fn form_too_large(limit: usize) -> Text {
    Text::new(
        format!(
            "请求签名验证失败：HmacSHA1 或 HmacSHA256 签名的请求不得超过 {limit} 字节，请使用 `TC3-HMAC-SHA256` 签名。"
        ),
        format!(
            "The signature could not be validated: a request signed with HmacSHA1 or HmacSHA256 \
             must not exceed {limit} bytes. Use `TC3-HMAC-SHA256`."
        ),
    )
}

pub(crate) fn skipped() -> Text {
    Text::new(
        "请求头部 `Authorization` 不合法：该接口不支持 `SKIP`，必须使用 `TC3-HMAC-SHA256` 签名。",
        "The `Authorization` header is not valid: this action does not accept `SKIP`; sign the \
         request with `TC3-HMAC-SHA256`.",
    )
}

/// The message of the service.
pub(crate) fn secret_id_not_found() -> Text {
    Text::new(
        "SecretId不存在，请输入正确的密钥。",
        "The SecretId is not found, please ensure that your SecretId is correct.",
    )
}

pub(crate) fn token_failure() -> Text {
    Text::new(
        "参数 `Token` 有误：与 SecretId 不匹配，或未按要求传入（长期密钥不应传，临时密钥必须传）。",
        "The parameter `Token` is wrong: it does not match the SecretId, is missing for a temporary \
         key, or is present for a long-term key.",
    )
}

pub(crate) fn signature_expired(timestamp: &str, now: Timestamp) -> Text {
    let timestamp = shown(timestamp);
    Text::new(
        format!("签名已过期：`Timestamp` {timestamp} 与服务器时间 {now} 相差超过五分钟。"),
        format!(
            "The signature has expired: `Timestamp` {timestamp} differs from the server's time \
             {now} by more than five minutes."
        ),
    )
}

/// The message of the service.
pub(crate) fn signature_failure() -> Text {
    Text::new(
        "请求签名验证失败，请检查您的签名计算是否正确。",
        "The provided credentials could not be validated. Please check your signature is correct.",
    )
}

pub(crate) fn refused_otherwise(why: &str) -> Text {
    Text::new(format!("鉴权失败：{why}。"), format!("Authentication failed: {why}."))
}

pub(crate) fn invalid_region(value: &str) -> Text {
    let value = shown(value);
    Text::new(
        format!("参数 `Region` 的值 {value} 不合法；如接口不需要，请不要传入该参数。"),
        format!(
            "The value {value} of the parameter `Region` is not a region; omit the parameter if \
             the action does not need it."
        ),
    )
}

pub(crate) fn region_not_offered(region: &str, action: &str) -> Text {
    let (region, action) = (shown(region), shown(action));
    Text::new(
        format!("接口 {action} 不支持地域 {region}（参数 `Region`）。"),
        format!(
            "The action {action} does not support the value {region} of the parameter `Region`."
        ),
    )
}

pub(crate) fn no_such_product(product: &str) -> Text {
    let product = shown(product);
    Text::new(
        format!("产品 {product} 不存在，或模拟器暂不支持。"),
        format!("The product {product} does not exist or is not supported here."),
    )
}

pub(crate) fn no_such_version(version: &str, service: &str) -> Text {
    let (version, service) = (shown(version), shown(service));
    Text::new(
        format!("参数 `Version` 指定的版本 {version} 不存在，或模拟器暂不支持（产品 {service}）。"),
        format!(
            "The value {version} of the parameter `Version` is not a version of the service {service}, \
             or is not supported here."
        ),
    )
}

/// An action of the catalog that the emulator does not model.
pub(crate) fn not_modeled(action: &Action) -> Text {
    let Action { product, version, name, .. } = action;
    Text::new(
        format!(
            "签名与公共参数均有效，但模拟器暂不支持接口 `{name}`（产品 {product}，版本 {version}）。启用示例（\
             `--stubs`）后将返回示例。"
        ),
        format!(
            "The signature and the common parameters are valid, but the emulator does not model \
             the action `{name}` of the service {product}, version {version}. With stubs \
             (`--stubs`) it responds with an example."
        ),
    )
}

pub(crate) fn invalid_action(action: &str, service: &str, version: &str) -> Text {
    let (action, service, version) = (shown(action), shown(service), shown(version));
    Text::new(
        format!("参数 `Action` 指定的接口 {action} 不存在（产品 {service}，版本 {version}）。"),
        format!(
            "The value {action} of the parameter `Action` is not an action of the service {service}, \
             version {version}."
        ),
    )
}

/// The message of the service.
pub(crate) fn too_many(calls: &TooMany) -> Text {
    let TooMany { observed, allowed } = calls;
    Text::new(
        format!("您当前每秒请求 `{observed}` 次，超过了每秒频率上限 `{allowed}`，请稍后重试。"),
        format!(
            "Your current request times equals to `{observed}` in a second, which exceeds the \
             frequency limit `{allowed}` for a second. Please reduce the frequency of calls."
        ),
    )
}
