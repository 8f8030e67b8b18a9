//! JSON in another layout than sent.

use crate::diagnose::{
    cause::{Bilingual, Cause},
    json_layout::Layout,
    search::LARGEST_REWRITTEN,
    signing::Hash,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "payload-reserialized",
    explanation: Bilingual {
        en: "The JSON was hashed in another layout than it was sent in; serialize it once, and hash and send the same bytes.",
        zh: "计算哈希的 JSON 与发送的 JSON 写法不同（空格、缩进、键的顺序或字符转义）；应只序列化一次，对同一份字节计算哈希并发送。",
    },
    code: "payload_hash = sha256_hex(json(params)); send(json(params))  // body = json(params), once",
    tc3: Some(|search| {
        let Some(mut json) = search.json() else {
            return;
        };
        let body = search.request.body();
        for order in ["", ", sorted keys"] {
            // Sorted keys are the same text if they were sorted before.
            if !order.is_empty() && !json.sort() {
                return;
            }
            for (layout, name) in LAYOUTS {
                for (layout, characters) in [(layout, ""), (layout.ascii(), ", `\\uXXXX`")] {
                    let Some(text) = layout.write(&json, LARGEST_WRITTEN) else {
                        continue;
                    };
                    let is_same = text.as_bytes() == body;
                    if !is_same && !search.is_found() {
                        let hash = Hash::Sha256.hex(text.as_bytes());
                        search.attempt_payload(format!("{name}{order}{characters}"), hash.into_bytes());
                    }
                    // There is nothing to escape.
                    if text.bytes().all(|byte| byte < 0x7f) {
                        break;
                    }
                }
            }
        }
    }),
    ..Cause::NEW
};

/// Indentation makes a text larger than it was sent.
const LARGEST_WRITTEN: usize = 4 * LARGEST_REWRITTEN;

const LAYOUTS: [(Layout, &str); 5] = [
    (Layout::COMPACT, "compact"),
    (Layout::SPACED, "`, ` and `: `"),
    (Layout::indented("  "), "indented by 2"),
    (Layout::indented("    "), "indented by 4"),
    (Layout::indented("\t"), "indented by tabs"),
];
