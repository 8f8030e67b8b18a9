//! What each cause is, in a few words.

use tencentcloud_core::Language;

use super::Cause;
use super::cause::Bilingual;

impl Cause {
    /// A title of a few words, without a full stop: `The date is local, not UTC`.
    ///
    /// ```
    /// use tencentcloud_core::Language;
    /// use tencentcloud_verify::Cause;
    ///
    /// let cause = Cause::all().find(|cause| cause.name() == "local-date").unwrap();
    /// assert_eq!(cause.title(Language::EnUs), "The date is local, not UTC");
    /// ```
    pub fn title(&self, language: Language) -> &'static str {
        let (en, zh) = match self.name {
            "expired" => ("The request is too old, or from the future", "请求时间与服务端相差过大"),
            "timestamp-in-milliseconds" => ("The timestamp is in milliseconds", "时间戳用了毫秒"),
            "local-date" => ("The date is local, not UTC", "日期用了本地时区，应为 UTC"),
            "header-timestamp-differs" => ("Two timestamps differ", "两处时间戳不一致"),
            "authorization-malformed" => ("The signature cannot be read", "签名信息无法读取"),
            "token" => ("The token does not belong to the key", "临时令牌与密钥不对应"),
            "key-has-whitespace" => ("The key has white space around it", "密钥前后有空白"),
            "key-has-quotes" => ("The key has quotes around it", "密钥带有引号"),
            "id-used-as-key" => ("The id was used as the key", "把 SecretId 当成了密钥"),
            "other-key" => ("The key belongs to another id", "密钥属于另一个 SecretId"),
            "missing-tc3-prefix" => ("The key chain lacks TC3", "派生密钥缺少 TC3 前缀"),
            "key-without-chain" => ("The key was not derived", "密钥没有经过派生"),
            "hex-key-chain" => ("A derived key was used as text", "派生密钥被当作十六进制文本"),
            "key-chain-order" => ("The key is derived in another order", "派生密钥的顺序不对"),
            "region-in-chain" => ("The region is in the key chain", "派生密钥中多了地域"),
            "scope-service" => ("The scope names another service", "凭证范围中的产品不对"),
            "scope-terminator" => {
                ("The scope does not end with tc3_request", "凭证范围没有以 tc3_request 结尾")
            }
            "method" | "v1-method" => ("Another method was signed", "签名用了另一个请求方法"),
            "path" | "v1-path" => ("Another path was signed", "签名用了另一个路径"),
            "query-encoding" => ("The query was encoded in another way", "查询串的编码方式不同"),
            "query-order" => ("The query was signed in another order", "查询串的顺序不同"),
            "query-missing" => ("Another query was signed", "签名用了另一个查询串"),
            "headers-unsorted" => ("The headers are in another order", "请求头的顺序不一致"),
            "headers-not-lowercased" => {
                ("A header value has capital letters", "请求头的值含有大写字母")
            }
            "header-names-not-lowercased" => {
                ("A header name has capital letters", "请求头的名称含有大写字母")
            }
            "headers-not-trimmed" => {
                ("A header value has white space around it", "请求头的值前后有空白")
            }
            "missing-blank-line" => {
                ("The empty line after the headers is missing", "请求头之后缺少空行")
            }
            "trailing-newline" => ("There is a line feed too many", "末尾多了一个换行"),
            "crlf" => ("The lines end with CR LF", "换行用了 CR LF"),
            "host-port" => ("The host was signed with a port", "签名的主机名带有端口"),
            "host-scheme" => ("The host was signed as a URL", "签名的主机名写成了 URL"),
            "host-other" | "v1-host" => ("Another host was signed", "签名用了另一个主机名"),
            "content-type-charset" => {
                ("The charset of the content type differs", "Content-Type 的 charset 不一致")
            }
            "content-type-other" => {
                ("Another content type was signed", "签名用了另一个 Content-Type")
            }
            "signed-headers-differ" => {
                ("SignedHeaders names other headers", "SignedHeaders 与实际签名的请求头不一致")
            }
            "payload-empty" => ("The body was not hashed", "没有对正文求哈希"),
            "payload-of-get" => ("A GET was signed with a body", "GET 请求按有正文签名"),
            "payload-reserialized" => {
                ("The body was re-serialized after signing", "签名后正文被重新序列化")
            }
            "payload-unicode-escapes" => {
                ("The body was escaped in another way", "正文的转义方式不同")
            }
            "payload-trailing-newline" => ("The body ends differently", "正文末尾的换行不一致"),
            "payload-unsigned" => {
                ("The body was signed as UNSIGNED-PAYLOAD", "正文按 UNSIGNED-PAYLOAD 签名")
            }
            "payload-hash-uppercase" => ("The hash has capital letters", "哈希含有大写字母"),
            "payload-not-hashed" => {
                ("The body was not hashed, but copied", "写入了正文而不是其哈希")
            }
            "algorithm-line" => ("The string to sign lacks the algorithm", "待签名字符串缺少算法"),
            "canonical-request-not-hashed" => {
                ("The canonical request was not hashed", "没有对规范请求串求哈希")
            }
            "sha1-for-sha256" => ("SHA-1 was used for SHA-256", "应用 SHA-256 而用了 SHA-1"),
            "signature-base64" => ("The signature is in Base64", "签名用了 Base64"),
            "signature-uppercase" => ("The signature has capital letters", "签名含有大写字母"),
            "signature-truncated" => ("The signature is cut off", "签名不完整"),
            "v1-for-v3" => ("The older scheme was used", "用了旧版签名方法"),
            "v1-values-encoded" => ("The values were encoded before signing", "签名之前值已被编码"),
            "v1-order" => ("The parameters are in another order", "参数的排序不同"),
            "v1-missing-question-mark" => ("The question mark is missing", "缺少问号"),
            "v1-algorithm" => ("Another algorithm was used", "用了另一个算法"),
            "v1-tc3-prefix" => ("The key has TC3 before it", "密钥前多了 TC3"),
            "v1-signature-not-encoded" => ("The signature was not encoded", "签名没有编码"),
            name => (name, name),
        };
        Bilingual { en, zh }.in_language(language)
    }

    /// The wrong and the right form of [`Cause::code`].
    pub fn fix(&self) -> (&'static str, &'static str) {
        self.code.split_once("  // ").unwrap_or((self.code, ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_a_title_in_both_languages() {
        for cause in Cause::all() {
            let (en, zh) = (cause.title(Language::EnUs), cause.title(Language::ZhCn));
            assert!(en != cause.name && en != zh, "{}", cause.name);
            assert!(en.len() <= 50 && !en.ends_with('.') && !zh.ends_with('。'), "{en} {zh}");
            let (wrong, right) = cause.fix();
            assert!(!wrong.is_empty() && !right.is_empty(), "{}", cause.name);
        }
    }
}
