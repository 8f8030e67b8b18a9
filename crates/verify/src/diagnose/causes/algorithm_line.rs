//! The first line of the string to sign.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "algorithm-line",
    explanation: Bilingual {
        en: "The string to sign does not begin with the line `TC3-HMAC-SHA256`; write it there as \
             in the Authorization header.",
        zh: "待签名字符串的第一行不是 `TC3-HMAC-SHA256`；应与 Authorization 请求头中的写法一致。",
    },
    code: "text = [other_line_or_none, timestamp, scope, hash]  // text = [\"TC3-HMAC-SHA256\", timestamp, scope, hash]",
    tc3: Some(|search| {
        search.attempt(DiffersAt::StringToSign, ("left out", "没有写"), |signing| {
            signing.text.algorithm = None;
        });
        for line in
            ["AWS4-HMAC-SHA256", "HMAC-SHA256", "HmacSHA256", "TC3-HMAC-SHA1", "tc3-hmac-sha256"]
        {
            let detail = (format!("it begins with `{line}`"), format!("以 `{line}` 开头"));
            search.attempt(DiffersAt::StringToSign, detail, |signing| {
                signing.text.algorithm = Some(line);
            });
        }
    }),
    ..Cause::NEW
};
