//! An `Authorization` header, a timestamp or v1 parameters that cannot be read. Read, not
//! computed.

use crate::diagnose::cause::{Bilingual, Cause, Stage};

pub(crate) static CAUSE: Cause = Cause {
    name: "authorization-malformed",
    explanation: Bilingual {
        en: "The Authorization header, X-TC-Timestamp or the parameters of signature v1 cannot be \
             read; write each part once and in its documented form.",
        zh: "无法解析 Authorization 请求头、X-TC-Timestamp 或 v1 签名参数；请按文档格式书写，每一部分只写一次。",
    },
    code: "headers[\"Authorization\"] = \"TC3-HMAC-SHA256 \" + id + signature  // Credential=…, SignedHeaders=…, Signature=…",
    at: &[Stage::Authorization],
    ..Cause::NEW
};
