//! Meaning and advice of error codes in Chinese: by the code, else by its family.

use tencentcloud_core::{Class, ErrorCode};

/// Code or family, its meaning, and what to do.
const CODES: &[(&str, &str, &str)] = &[
    ("ActionOffline", "接口已下线。", "改用产品文档给出的替代接口。"),
    (
        "AuthFailure.InvalidSecretId",
        "SecretId 不是云 API 密钥。",
        "使用在“访问管理 > API 密钥”中创建的密钥。",
    ),
    (
        "AuthFailure.SecretIdNotFound",
        "SecretId 不存在、已删除或已禁用。",
        "检查密钥是否完整，状态是否为启用。",
    ),
    (
        "AuthFailure.SignatureExpire",
        "签名已过期：请求时间与服务端相差超过五分钟。",
        "校准本机时钟后重新签名。",
    ),
    ("AuthFailure.SignatureFailure", "签名与请求不符。", "按“诊断”页逐步比较签名过程。"),
    (
        "AuthFailure.TokenFailure",
        "临时令牌无效。",
        "重新获取临时密钥；SecretId、SecretKey 与 Token 须为同一组。",
    ),
    (
        "AuthFailure.UnauthorizedOperation",
        "访问策略拒绝了该请求。",
        "申请允许对该资源执行此接口的策略。",
    ),
    ("AuthFailure", "鉴权失败。", "检查 SecretId 与 SecretKey 是否对应。"),
    ("DryRunOperation", "请求本会成功：这是一次试运行。", "去掉试运行参数后再发送即可执行。"),
    ("FailedOperation", "操作失败。", "阅读错误信息；仅当原因是暂时的才重试。"),
    (
        "InternalError",
        "服务端内部错误。",
        "重试前先确认请求是否已执行；若持续出现，请提供 RequestId 反馈。",
    ),
    ("InvalidAction", "该产品的此版本没有这个接口。", "检查接口名称与版本。"),
    ("InvalidParameter", "参数的格式或类型不正确。", "修正错误信息指出的参数。"),
    ("InvalidParameterValue", "参数取值不允许。", "修正错误信息指出的参数。"),
    ("InvalidRequest", "multipart 正文格式不正确。", "检查 boundary 与各部分。"),
    ("IpInBlacklist", "调用方 IP 在黑名单中。", "更换 IP，或申请移出黑名单。"),
    ("IpNotInWhitelist", "调用方 IP 不在白名单中。", "把 IP 加入密钥的白名单。"),
    ("LimitExceeded", "配额已用完。", "释放资源或申请更高配额；等待无济于事。"),
    ("MissingParameter", "缺少必填参数。", "补充错误信息指出的参数。"),
    ("NoSuchProduct", "产品不存在。", "检查域名中的产品名。"),
    ("NoSuchVersion", "产品没有这个版本。", "检查版本日期，例如 2019-07-19。"),
    ("RequestLimitExceeded", "请求频率超过限制。", "降低频率，稍后重试。"),
    ("RequestSizeLimitExceeded", "请求过大。", "POST 请求不超过 10 MB，GET 请求不超过 32 KB。"),
    ("ResourceInUse", "资源正被占用。", "等待其释放，或先解除占用。"),
    ("ResourceInsufficient", "资源不足。", "释放资源，更换地域或可用区，或稍后重试。"),
    ("ResourceNotFound", "资源不存在。", "检查资源 ID 与地域。"),
    ("ResourceUnavailable", "资源不可用。", "等待资源状态允许此操作。"),
    ("ResponseSizeLimitExceeded", "响应过大。", "减少每次返回的数量。"),
    ("ServiceUnavailable", "服务暂不可用。", "稍后重试。"),
    ("UnauthorizedOperation", "没有执行此操作的权限。", "申请允许此操作的策略。"),
    ("UnknownParameter", "有未知的参数。", "去掉接口没有的参数，或检查其拼写与版本。"),
    ("UnsupportedOperation", "不支持此操作。", "检查资源与账号是否支持该操作。"),
    ("UnsupportedProtocol", "不支持该协议或方法。", "使用 HTTPS，以 GET 或 POST 发送。"),
    ("UnsupportedRegion", "不支持该地域。", "改用接口支持的地域。"),
];

/// Code of an import of an image, and what to do.
const IMPORT: &[(&str, &str)] = &[
    ("FailedOperation.InternalOperationFailure", "重试前先用 DescribeImage 确认导入是否已成功。"),
    ("InvalidParameter.InvalidDataFormat", "按错误信息要求的类型填写参数。"),
    (
        "InvalidParameterValue.ImageDuplicate",
        "使用已导入的镜像（DescribeImage 可查），或先将其删除。",
    ),
    (
        "InvalidParameterValue.ImageNameDuplicate",
        "用 ModifyImageAttribute 给同名的 ECM 镜像改名，或在 CVM 中修改源镜像的名称。",
    ),
    (
        "InvalidParameterValue.InvalidImageID",
        "ImageId 填写源地域中属于自己的、可用的 CVM 镜像（不是 ECM 镜像）。",
    ),
    ("InvalidParameterValue.ParameterValueTooLarge", "缩短错误信息指出的值。"),
    (
        "InvalidParameterValue.UnsupportedRegion",
        "SourceRegion 填写镜像所在的 CVM 地域，例如 ap-chengdu，而不是 ECM 地域。",
    ),
    ("MissingParameter.MissingImageParameter", "填写 ImageId、ImageDescription 和 SourceRegion。"),
    (
        "ResourceInsufficient.InvaildPrivateImageNum",
        "用 DeleteImage 删除不用的镜像，或申请更高配额。",
    ),
    (
        "UnauthorizedOperation.ForbiddenOperation",
        "申请允许 ecm:ImportImage 的策略，并为账号开通 ECM。",
    ),
];

pub(super) fn meaning(code: &ErrorCode) -> Option<&'static str> {
    find(code).map(|(_, meaning, _)| *meaning)
}

pub(super) fn advice(is_import: bool, code: &ErrorCode) -> &'static str {
    let of_import = IMPORT.iter().find(|(known, _)| is_import && *code == *known);
    let of_code = || find(code).map(|(_, _, advice)| *advice);
    of_import
        .map(|(_, advice)| *advice)
        .or_else(of_code)
        .unwrap_or("修正错误信息指出的参数或状态。")
}

fn find(code: &ErrorCode) -> Option<&'static (&'static str, &'static str, &'static str)> {
    let of = |name: &str| CODES.iter().find(|(known, ..)| *known == name);
    of(code.as_str()).or_else(|| match code.class() {
        Class::Throttled => of("RequestLimitExceeded"),
        _ => of(code.family()),
    })
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::CommonCode;
    use tencentcloud_ecm::ImportImageCode;

    use super::*;

    #[test]
    fn every_common_code_has_a_meaning_in_chinese() {
        for code in CommonCode::ALL {
            assert!(meaning(&ErrorCode::new(code.as_str())).is_some(), "{}", code.as_str());
        }
        for (code, meaning, advice) in CODES {
            assert!(meaning.ends_with('。') && advice.ends_with('。'), "{code}");
        }
    }

    #[test]
    fn codes_of_an_import_are_those_of_the_action() {
        for (code, advice) in IMPORT {
            let known = ImportImageCode::from(ErrorCode::new(*code));
            assert!(!matches!(known, ImportImageCode::Other(_)), "{code}");
            assert!(advice.ends_with('。'), "{code}");
        }
    }
}
