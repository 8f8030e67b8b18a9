//! A GET that hashes a body.

use std::{borrow::Cow, collections::HashMap};

use crate::{
    diagnose::{
        cause::{Bilingual, Cause},
        json::Json,
        json_layout::{Layout, Template},
        search::LARGEST_REWRITTEN,
    },
    form,
    signing::Hash,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "payload-of-get",
    explanation: Bilingual {
        en: "A GET was signed with the hash of JSON; its parameters are in the query, and its \
             payload is empty: hash the empty string.",
        zh: "GET 请求签名时对 JSON 计算了哈希；GET 的参数在查询字符串中，正文为空，应对空字符串计算哈希。",
    },
    code: "payload_hash = sha256_hex(json)  // payload_hash = sha256_hex(\"\")",
    tc3: Some(|search| {
        if search.request.method() != "GET" {
            return;
        }
        search.attempt_payload("`{}`", Hash::Sha256.hex(b"{}").into_bytes());
        let body = search.request.body();
        if !body.is_empty() {
            search.attempt_payload(
                ("the body that was sent", "发送的正文"),
                Hash::Sha256.hex(body).into_bytes(),
            );
        }
        let Some(parameters) = parameters(search.request.query()) else {
            return;
        };
        for is_ascii in [false, true] {
            let template = Template::new(&parameters, is_ascii);
            for layout in [Layout::COMPACT, Layout::SPACED] {
                if let Some(hash) = template.hash(layout, LARGEST_REWRITTEN) {
                    search.attempt_payload(
                        ("the query as JSON", "查询串写成 JSON"),
                        hash.into_bytes(),
                    );
                }
            }
        }
    }),
    ..Cause::NEW
};

/// The query as a JSON object of strings. Of a repeated name, the last value counts, as in
/// the maps of most languages.
fn parameters(query: &str) -> Option<Json<'_>> {
    let pairs = form::decode(query.as_bytes()).ok().filter(|pairs| !pairs.is_empty())?;
    let mut members: Vec<(Cow<'_, str>, Json<'_>)> = Vec::with_capacity(pairs.len());
    let mut places = HashMap::new();
    for (name, value) in pairs {
        let value = Json::String(value.into());
        let place = *places.entry(name.clone()).or_insert(members.len());
        match members.get_mut(place) {
            Some((_, earlier)) => *earlier = value,
            None => members.push((name.into(), value)),
        }
    }
    Some(Json::Object(members))
}
