//! Messages about an invalid `Authorization` header.

use tencentcloud_verify::AuthorizationFault as Fault;

use super::text::{Text, shown};

pub(crate) fn invalid_authorization(fault: &Fault) -> Text {
    let zh = match fault {
        Fault::Algorithm => "必须以 `TC3-HMAC-SHA256` 开头".to_owned(),
        Fault::MissingPart(part) => format!("缺少 {}", shown(part)),
        Fault::RepeatedPart(part) => format!("{} 重复出现", shown(part)),
        Fault::UnknownPart => {
            "含有 `Credential`、`SignedHeaders`、`Signature` 以外的部分".to_owned()
        }
        Fault::Credential => "`Credential` 的格式应为 `id/date/service/tc3_request`".to_owned(),
        Fault::Date => "`Credential` 中的 `Date` 格式应为 `YYYY-MM-DD`".to_owned(),
        Fault::ScopeEnd => "`Credential` 必须以 `tc3_request` 结尾".to_owned(),
        Fault::SignedHeaders => {
            "`SignedHeaders` 应为以 `;` 连接的小写头部名称，且不可重复".to_owned()
        }
        Fault::Unsigned(name) => format!("`SignedHeaders` 缺少 {}", shown(name)),
        Fault::Signature => "`Signature` 应为 64 位小写十六进制字符".to_owned(),
        Fault::AbsentHeader(name) => format!("请求缺少参与签名的头部 {}", shown(name)),
        Fault::RepeatedHeader(name) => format!("请求头部 {} 重复出现", shown(name)),
        Fault::Service { claimed, product } => {
            format!("`Credential` 中的 `Service` 为 {}，应为 {}", shown(claimed), shown(product))
        }
        Fault::Host => "请求头部 `Host` 应为 `host` 或 `host:port`".to_owned(),
        // Faults that later versions of the verifier add are in English only.
        other => other.to_string(),
    };
    Text::new(
        format!("请求头部 `Authorization` 不合法：{zh}。"),
        format!("The `Authorization` header is not valid: {fault}."),
    )
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::Language;

    use super::*;

    #[test]
    fn every_fault_has_a_chinese_message() {
        for fault in [
            Fault::Algorithm,
            Fault::MissingPart("Signature"),
            Fault::RepeatedPart("Signature"),
            Fault::UnknownPart,
            Fault::Credential,
            Fault::Date,
            Fault::ScopeEnd,
            Fault::SignedHeaders,
            Fault::Unsigned("host"),
            Fault::Signature,
            Fault::AbsentHeader("x-a".to_owned()),
            Fault::RepeatedHeader("x-a".to_owned()),
            Fault::Service { claimed: "cvm".to_owned(), product: "ecm".to_owned() },
            Fault::Host,
        ] {
            let zh = invalid_authorization(&fault).into_language(Language::ZhCn);
            assert!(!zh.contains(&fault.to_string()), "{zh}");
        }
    }
}
