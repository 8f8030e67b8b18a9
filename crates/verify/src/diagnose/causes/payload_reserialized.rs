//! JSON in another layout than sent.

use crate::diagnose::detail::Phrase;
use crate::{
    diagnose::{
        cause::{Bilingual, Cause},
        json::Json,
        json_layout::{Layout, Template},
        search::{LARGEST_REWRITTEN, Search},
    },
    signing::Hash,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "payload-reserialized",
    explanation: Bilingual {
        en: "The JSON was hashed in another layout than it was sent in; serialize it once, and \
             hash and send the same bytes.",
        zh: "计算哈希的 JSON 与发送的 JSON 写法不同（空格、缩进、键的顺序或字符转义）；应只序列化一次，对同一份字节计算哈希并发送。",
    },
    code: "payload_hash = sha256_hex(json(params)); send(json(params))  // body = json(params); payload_hash = sha256_hex(body); send(body)",
    tc3: Some(|search| {
        let Some(json) = search.json() else {
            return;
        };
        attempt(search, &json, ("", ""));
        if !json.is_sorted() && !search.is_found() {
            let mut json = Json::clone(&json);
            json.sort();
            attempt(search, &json, (", sorted keys", "，键已排序"));
        }
    }),
    ..Cause::NEW
};

fn attempt(search: &mut Search<'_>, json: &Json<'_>, order: Phrase) {
    // The right hash is another if the payload is said to be unsigned.
    let sent = Hash::Sha256.hex(search.request.body());
    let escaped = (!json.is_ascii()).then_some((true, (", `\\uXXXX`", "，`\\uXXXX`")));
    for (is_ascii, characters) in [Some((false, ("", ""))), escaped].into_iter().flatten() {
        let template = Template::new(json, is_ascii);
        for (layout, name) in LAYOUTS {
            if search.is_found() {
                return;
            }
            let hash = template.hash(layout, LARGEST_WRITTEN).filter(|hash| *hash != sent);
            if let Some(hash) = hash {
                let (english, chinese) = (
                    [name.0, order.0, characters.0].concat(),
                    [name.1, order.1, characters.1].concat(),
                );
                let detail = (format!("hashed as {english}"), format!("求哈希的是{chinese}"));
                search.attempt_payload(detail, hash.into_bytes());
            }
        }
    }
}

/// Indentation makes a text larger than it was sent.
const LARGEST_WRITTEN: usize = 4 * LARGEST_REWRITTEN;

const LAYOUTS: [(Layout, Phrase); 5] = [
    (Layout::COMPACT, ("compact JSON", "紧凑的 JSON")),
    (Layout::SPACED, ("JSON with `, ` and `: `", "以 `, ` 和 `: ` 分隔的 JSON")),
    (Layout::indented("  "), ("JSON indented by 2", "缩进 2 格的 JSON")),
    (Layout::indented("    "), ("JSON indented by 4", "缩进 4 格的 JSON")),
    (Layout::indented("\t"), ("JSON indented by tabs", "以制表符缩进的 JSON")),
];
