//! Characters of JSON escaped where they were sent as they are, or the reverse.

use crate::diagnose::{
    cause::{Bilingual, Cause},
    json_escapes::Escapes,
    signing::Hash,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "payload-unicode-escapes",
    explanation: Bilingual {
        en: "The JSON was hashed with escapes where characters were sent as they are, or the reverse; serialize it once, and hash and send the same bytes.",
        zh: "计算哈希的 JSON 与发送的 JSON 字符转义不同（如 `\\uXXXX` 与原字符）；应只序列化一次，对同一份字节计算哈希并发送。",
    },
    code: "payload_hash = sha256_hex(json(params, ascii = true))  // sha256_hex(body), as sent",
    tc3: Some(|search| {
        let body = search.request.body();
        if search.json().is_none() {
            return;
        }
        let Ok(text) = std::str::from_utf8(body) else {
            return;
        };
        for (detail, escapes) in VARIANTS {
            if search.is_found() {
                return;
            }
            if let Some(text) = escapes.rewrite(text) {
                let hash = Hash::Sha256.hex(text.as_bytes());
                search.attempt_payload(detail, hash.into_bytes());
            }
        }
    }),
    ..Cause::NEW
};

const SENT: Escapes = Escapes { escaped: |_| false, plain: |_| false, is_upper_case: false };

const VARIANTS: [(&str, Escapes); 9] = [
    ("`\\uXXXX` in lower case", Escapes { escaped: is_foreign, ..SENT }),
    ("`\\uXXXX` in upper case", Escapes { escaped: is_foreign, is_upper_case: true, ..SENT }),
    ("no `\\uXXXX`", Escapes { plain: is_foreign, ..SENT }),
    ("`\\/` for `/`", Escapes { escaped: is_slash, ..SENT }),
    ("`/` not escaped", Escapes { plain: is_slash, ..SENT }),
    ("`<`, `>`, `&` escaped", Escapes { escaped: is_markup, ..SENT }),
    ("`<`, `>`, `&` escaped in upper case", Escapes { escaped: is_markup, is_upper_case: true, ..SENT }),
    ("`<`, `>`, `&` not escaped", Escapes { plain: is_markup, ..SENT }),
    // PHP writes both unless told otherwise. The reverse is another layout.
    ("`\\uXXXX` and `\\/`", Escapes { escaped: |c| is_foreign(c) || is_slash(c), ..SENT }),
];

fn is_foreign(c: char) -> bool {
    !c.is_ascii()
}

fn is_slash(c: char) -> bool {
    c == '/'
}

fn is_markup(c: char) -> bool {
    ['<', '>', '&'].contains(&c)
}
