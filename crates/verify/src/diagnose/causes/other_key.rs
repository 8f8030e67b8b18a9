//! The key of another id.

use tencentcloud_core::Secret;

use crate::{
    Key, KeyLookup,
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause},
    },
};

pub(crate) static CAUSE: Cause = Cause {
    name: "other-key",
    explanation: Bilingual {
        en: "The request is signed with the key of another secret id; use an id and a key that \
             were issued together.",
        zh: "使用了另一个 SecretId 对应的密钥签名；请使用同一对 SecretId 和 SecretKey。",
    },
    code: "sign(id = pair.id, key = other_pair.key)  // sign(id = pair.id, key = pair.key)",
    tc3: Some(|search| {
        for (key, detail) in others(search.keys, search.key) {
            search.attempt_key(detail, |chain| chain.secret = key.clone());
        }
    }),
    v1: Some(|search| {
        for (key, detail) in others(search.keys, search.key) {
            search.attempt(DiffersAt::SigningKey, detail, |signing| signing.secret = key.clone());
        }
    }),
    // A server may have many keys.
    is_costly: true,
    ..Cause::NEW
};

fn others(keys: &dyn KeyLookup, key: &Key) -> Vec<(Secret, (String, String))> {
    let others = keys.all().into_iter().map(|(id, other)| (id, other.secret));
    let others = others.filter(|(_, other)| *other != key.secret && !other.expose().is_empty());
    others
        .map(|(id, other)| {
            let end = end(&id);
            let en = format!("the id of the key ends with `{end}`");
            (other, (en, format!("该密钥的 SecretId 末尾为 `{end}`")))
        })
        .collect()
}

/// The last four characters: a whole id would be redacted.
fn end(id: &str) -> &str {
    id.char_indices().rev().nth(3).and_then(|(start, _)| id.get(start..)).unwrap_or(id)
}
