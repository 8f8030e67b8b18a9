//! Why a form cannot send a call.

use std::fmt;

/// A form cannot send this call exactly. `Display` is the sentence in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsupported {
    english: &'static str,
    chinese: &'static str,
}

impl Unsupported {
    pub(super) const fn new(english: &'static str, chinese: &'static str) -> Self {
        Self { english, chinese }
    }

    /// The reason, a sentence in English without a full stop.
    pub const fn english(self) -> &'static str {
        self.english
    }

    /// The reason, a sentence in Chinese without a full stop.
    pub const fn chinese(self) -> &'static str {
        self.chinese
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.english)
    }
}

impl std::error::Error for Unsupported {}

/// Reasons of several forms.
impl Unsupported {
    pub(super) const NOT_SIGNED: Self =
        Self::new("There is no key to sign the request with", "没有可用于签名的密钥");
    pub(super) const NOT_A_HOST: Self = Self::new(
        "The service or the endpoint does not form a host name",
        "产品名或接入地址不能组成主机名",
    );
    pub(super) const NOT_JSON: Self = Self::new(
        "The input is not a JSON object whose members each have one name and a value that fits",
        "输入不是合法的 JSON 对象：参数重复、名称带点或数值超出范围",
    );
    pub(super) const OPTIONS: Self = Self::new(
        "This form cannot set a header, a signed header, a trace id, a client name or an \
         unsigned payload",
        "此形式无法设置请求头、参与签名的请求头、TraceId、客户端名称或不签名的正文",
    );
    pub(super) const UNSIGNED: Self =
        Self::new("This form cannot send an unsigned request", "此形式无法发送不签名的请求");
    pub(super) const FILES: Self = Self::new(
        "This form cannot send files of an action that the catalog does not know",
        "对目录中没有的接口，此形式无法发送文件",
    );
}
