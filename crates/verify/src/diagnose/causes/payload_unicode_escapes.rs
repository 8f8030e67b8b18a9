//! Characters of JSON escaped where they were sent as they are, or the reverse.

use crate::diagnose::detail::Phrase;
use crate::diagnose::{
    cause::{Bilingual, Cause},
    json_escapes::{Escapes, Set},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "payload-unicode-escapes",
    explanation: Bilingual {
        en: "The JSON was hashed with escapes where characters were sent as they are, or the \
             reverse; serialize it once, and hash and send the same bytes.",
        zh: "计算哈希的 JSON 与发送的 JSON 字符转义不同（如 `\\uXXXX` 与原字符）；应只序列化一次，对同一份字节计算哈希并发送。",
    },
    code: "payload_hash = sha256_hex(body_with_other_escapes)  // payload_hash = sha256_hex(body)",
    tc3: Some(|search| {
        let is_json = search.json().is_some();
        let body: &[u8] = search.request.body();
        let Some(text) = std::str::from_utf8(body).ok().filter(|_| is_json) else {
            return;
        };
        for (detail, escapes) in VARIANTS {
            if search.is_found() {
                return;
            }
            if let Some(hash) = escapes.hash(text) {
                search.attempt_payload(detail, hash.into_bytes());
            }
        }
    }),
    ..Cause::NEW
};

const FOREIGN: Set = Set { foreign: true, ..Set::NONE };
const SLASH: Set = Set { slash: true, ..Set::NONE };
const MARKUP: Set = Set { markup: true, ..Set::NONE };

const VARIANTS: [(Phrase, Escapes); 9] = [
    (("`\\uXXXX` in lower case", "小写的 `\\uXXXX`"), escaped(FOREIGN)),
    (("`\\uXXXX` in upper case", "大写的 `\\uXXXX`"), upper_case(FOREIGN)),
    (("no `\\uXXXX`", "没有 `\\uXXXX`"), plain(FOREIGN)),
    (("`\\/` for `/`", "`/` 写作 `\\/`"), escaped(SLASH)),
    (("`/` not escaped", "`/` 未转义"), plain(SLASH)),
    (("`<`, `>`, `&` escaped", "`<`、`>`、`&` 已转义"), escaped(MARKUP)),
    (("`<`, `>`, `&` escaped in upper case", "`<`、`>`、`&` 转义为大写"), upper_case(MARKUP)),
    (("`<`, `>`, `&` not escaped", "`<`、`>`、`&` 未转义"), plain(MARKUP)),
    // PHP writes both unless told otherwise. The reverse is another layout.
    (("`\\uXXXX` and `\\/`", "`\\uXXXX` 和 `\\/`"), escaped(Set { slash: true, ..FOREIGN })),
];

const fn escaped(set: Set) -> Escapes {
    Escapes { escaped: set, ..Escapes::SENT }
}

const fn upper_case(set: Set) -> Escapes {
    Escapes { is_upper_case: true, ..escaped(set) }
}

const fn plain(set: Set) -> Escapes {
    Escapes { plain: set, ..Escapes::SENT }
}
