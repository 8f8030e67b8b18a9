//! A character set in the content type, unlike sent.

use crate::diagnose::cause::{Bilingual, Cause};

pub(crate) static CAUSE: Cause = Cause {
    name: "content-type-charset",
    explanation: Bilingual {
        en: "The content type was signed with or without a charset, unlike it was sent; sign the \
             value of the header that is sent, since libraries add a charset.",
        zh: "签名中的 Content-Type 与发送的在 charset 部分不一致；HTTP 库可能会自动添加 charset，应使用实际发送的值。",
    },
    code: "canonical_type = media_type + other_charset  // canonical_type = headers[\"Content-Type\"]",
    tc3: Some(|search| {
        for charset in
            ["", "; charset=utf-8", ";charset=utf-8", "; charset=UTF-8", ";charset=UTF-8"]
        {
            search.attempt_value("content-type", |sent| {
                let signed = format!("{}{charset}", without_charset(sent));
                (signed != sent).then_some(signed)
            });
        }
    }),
    ..Cause::NEW
};

fn without_charset(content_type: &str) -> String {
    let is_charset = |part: &&str| part.trim_start().to_ascii_lowercase().starts_with("charset=");
    let parts: Vec<_> = content_type.split(';').filter(|part| !is_charset(part)).collect();
    parts.join(";")
}
