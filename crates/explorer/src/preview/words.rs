//! The sentences of a preview, in English and Chinese.

use crate::api::{Language, StepId};

/// A text in both languages.
#[derive(Clone, Copy)]
pub(super) struct Words(&'static str, &'static str);

impl Words {
    pub(super) fn of(self, language: Language) -> String {
        language.of(self.0, self.1).to_owned()
    }
}

/// What a line of the request is.
pub(super) const METHOD_PATH: Words = Words("method, path", "方法、路径");
pub(super) const METHOD_PATH_QUERY: Words = Words("method, path, query", "方法、路径、查询串");
pub(super) const METHOD_PATH_PARAMETERS: Words =
    Words("method, path, parameters", "方法、路径、参数");
pub(super) const TARGET: Words = Words("target", "目标地址");
pub(super) const IN_STEP_3: Words = Words("in step 3", "用于第 3 步");
pub(super) const STEP_6: Words = Words("step 6", "第 6 步");
pub(super) const BODY: Words = Words("body", "正文");
pub(super) const PARAMETERS: Words = Words("parameters", "参数");

/// What there is to say about a line of the request.
pub(super) const ACTION_IS_NOT_SIGNED: Words = Words(
    "x-tc-action is sent and not signed: the official SDKs sign content-type and host only.",
    "x-tc-action 会发送但不参与签名：官方 SDK 只签名 content-type 和 host。",
);
pub(super) const TOKEN_IS_NOT_SIGNED: Words = Words(
    "x-tc-token is sent and not signed. It belongs to the key, and the service checks it.",
    "x-tc-token 会发送但不参与签名。它属于密钥，由服务端检查。",
);
pub(super) const HASH_OF_BODY: Words = Words(
    "Its hash is line 8 of step 1, so an edit of any member changes steps 1, 2, 3, 5 and 6.",
    "它的哈希是第 1 步的第 8 行，因此改动任何参数都会改变第 1、2、3、5、6 步。",
);

/// Where a line of a step is from.
pub(super) const METHOD: Words = Words("method", "方法");
pub(super) const PATH: Words = Words("path: always /", "路径：固定为 /");
pub(super) const EMPTY_QUERY: Words = Words("query: empty for POST", "查询串：POST 时为空");
pub(super) const QUERY: Words = Words("query, as sent", "查询串，与发送的一致");
pub(super) const HEADER_HOST: Words = Words("header host", "请求头 host");
pub(super) const HEADER_HOST_PORT: Words =
    Words("header host, with its port", "请求头 host，含端口");
pub(super) const HEADER_CONTENT_TYPE: Words = Words("header content-type", "请求头 content-type");
pub(super) const SIGNED_HEADER: Words = Words("signed header", "参与签名的请求头");
pub(super) const END_OF_HEADERS: Words = Words("ends the header block", "请求头部分结束");
pub(super) const HEADER_NAMES: Words = Words("names of the signed headers", "参与签名的请求头名称");
pub(super) const SHA256_OF_BODY: Words = Words("SHA-256 of the body", "正文的 SHA-256");
pub(super) const SHA256_OF_NOTHING: Words = Words("SHA-256 of the empty body", "空正文的 SHA-256");
pub(super) const HEX: Words = Words("64 hex digits, lower case", "64 位小写十六进制");
pub(super) const ALGORITHM: Words = Words("algorithm", "算法");
pub(super) const TIMESTAMP: Words = Words("header x-tc-timestamp", "请求头 x-tc-timestamp");
pub(super) const SCOPE: Words = Words("UTC date of it / service", "其 UTC 日期 / 产品");
pub(super) const STEP_1: Words = Words("step 1", "第 1 步");
pub(super) const STEP_2: Words = Words("step 2", "第 2 步");
pub(super) const STEP_3: Words = Words("step 3", "第 3 步");
pub(super) const SIGNATURE_SOURCE: Words =
    Words("HMAC(kSigning, step 3)", "HMAC(kSigning, 第 3 步)");
pub(super) const HMAC_SOURCE: Words = Words("HMAC(secret key, step 2)", "HMAC(密钥, 第 2 步)");
pub(super) const SIGNATURE_PARAMETER: Words = Words("parameter Signature", "参数 Signature");

/// Why a text is hidden.
pub(super) const HIDDEN: Words = Words(
    "Hidden: keys of an account stay in the tc3 process",
    "已隐藏：账号密钥只保留在 tc3 进程中",
);

pub(super) fn title(step: StepId) -> Words {
    match step {
        StepId::CanonicalRequest => Words("Canonical request", "规范请求串"),
        StepId::Hash => Words("SHA-256 of step 1", "第 1 步的 SHA-256"),
        StepId::StringToSign => Words("String to sign", "待签名字符串"),
        StepId::KeyChain => Words("Key chain", "派生密钥"),
        StepId::Signature => Words("Signature", "签名"),
        StepId::Authorization => Words("Authorization", "Authorization"),
        StepId::Parameters => Words("Parameters, sorted", "排序后的参数"),
        StepId::SourceText => Words("Source text", "签名原文字符串"),
        StepId::Hmac => Words("HMAC", "HMAC"),
        StepId::Base64 => Words("Base64", "Base64"),
        StepId::Encoded => Words("Percent-encoded", "百分号编码"),
    }
}

/// Why a step is made; the service is named in one of them.
pub(super) fn why(language: Language, step: StepId, service: &str) -> String {
    let (english, chinese) = match step {
        StepId::CanonicalRequest => (
            "The request in a fixed layout, so that client and server hash the same bytes: \
             six parts joined by line feeds.",
            "把请求写成固定格式，使两端对相同字节求哈希：六部分，以换行连接。",
        ),
        StepId::Hash => (
            "Keeps the string to sign short, however large the body.",
            "无论正文多大，待签名字符串都很短。",
        ),
        StepId::StringToSign => {
            return language.of(
                format!(
                    "Binds the hash to one second and one service: accepted for five minutes, \
                     by {service} only."
                ),
                format!("把哈希绑定到某一秒和某个产品：五分钟内有效，仅限 {service}。"),
            );
        }
        StepId::KeyChain => (
            "Each key is derived from the one before, as bytes. A leaked kSigning is worth \
             nothing tomorrow.",
            "每个密钥由前一个以字节派生；泄露的 kSigning 次日即失效。",
        ),
        StepId::Signature | StepId::Hmac => {
            ("Only a holder of the secret key can compute it.", "只有持有密钥者才能算出。")
        }
        StepId::Authorization => (
            "Sent with the request; names what the server needs to repeat steps 1 to 5.",
            "随请求发送，写明服务端重算第 1–5 步所需的信息。",
        ),
        StepId::Parameters => (
            "All parameters but Signature, common ones too, sorted by the bytes of their names; \
             values as they are before any encoding.",
            "除 Signature 外的全部参数，含公共参数，按名称的字节序排列；取编码前的值。",
        ),
        StepId::SourceText => (
            "Method, host, path and parameters in one line, so that client and server sign the \
             same bytes.",
            "方法、主机、路径和参数连成一行，使两端签名相同的字节。",
        ),
        StepId::Base64 => (
            "The bytes of the HMAC as text: the value of the parameter Signature.",
            "把 HMAC 的字节写成文本，即参数 Signature 的值。",
        ),
        StepId::Encoded => (
            "+, / and = mean something else in a query or form, so they are encoded when they \
             are sent.",
            "+、/、= 在查询串和表单中另有含义，发送时须编码。",
        ),
    };
    language.of(english, chinese).to_owned()
}

/// `142 bytes, no ↵ at the end`
pub(super) fn size(language: Language, text: &str) -> String {
    let bytes = text.len();
    if text.ends_with('\n') {
        return language.of(format!("{bytes} bytes"), format!("{bytes} 字节"));
    }
    language.of(format!("{bytes} bytes, no ↵ at the end"), format!("{bytes} 字节，末尾无 ↵"))
}

/// `142 bytes · 8 lines`
pub(super) fn extent(language: Language, text: &str) -> String {
    let (bytes, lines) = (text.len(), text.split('\n').count());
    language.of(format!("{bytes} bytes · {lines} lines"), format!("{bytes} 字节 · {lines} 行"))
}

/// `12 parameters`
pub(super) fn count(language: Language, parameters: usize) -> String {
    language.of(format!("{parameters} parameters"), format!("{parameters} 个参数"))
}
