//! What stands between path and parameters in the string to sign of v1.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-missing-question-mark",
    explanation: Bilingual {
        en: "The string to sign of v1 lacks `?` before the parameters, or has `&` there; write \
             method, host, `/?` and the pairs joined by `&`.",
        zh: "v1 签名原文字符串的参数之前缺少 `?`，或多了 `&`；应依次写请求方法、域名、`/?` 以及用 `&` 连接的参数。",
    },
    code: "text = method + host + \"/\" + other_mark + pairs  // text = method + host + \"/\" + \"?\" + pairs",
    v1: Some(|search| {
        for (mark, detail) in [
            ("", ("nothing before the parameters", "参数前什么都没有")),
            ("&", ("`&` before the parameters", "参数前是 `&`")),
            ("?&", ("`?&` before the parameters", "参数前是 `?&`")),
        ] {
            search.attempt(DiffersAt::StringToSign, detail, |signing| signing.mark = mark);
        }
    }),
    ..Cause::NEW
};
