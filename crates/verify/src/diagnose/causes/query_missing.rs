//! A query in the place of the body, or none.

use crate::diagnose::{
    cause::{Bilingual, Cause},
    percent::Rule,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "query-missing",
    explanation: Bilingual {
        en: "The signed query is not the one that was sent: a GET signs its query, and a POST \
             signs an empty line and the hash of its body.",
        zh: "签名中的查询字符串与实际发送的不符：GET 请求应签名其查询字符串，POST 请求的查询字符串为空，参数放在正文中。",
    },
    code: "canonical_query = other_query_or_none  // canonical_query = request.query",
    tc3: Some(|search| {
        if !search.request.query().is_empty() {
            search.attempt_query(("an empty query", "空查询串"), b"");
            return;
        }
        let pairs = search.json().and_then(|json| json.flattened(LARGEST_QUERY));
        let Some(mut pairs) = pairs.filter(|pairs| !pairs.is_empty()) else {
            return;
        };
        search.attempt_query(("the body as a query", "正文写成查询串"), &query(&pairs));
        pairs.sort_unstable();
        search
            .attempt_query(("the body as a sorted query", "正文写成排序的查询串"), &query(&pairs));
    }),
    ..Cause::NEW
};

/// Twice as much as the service takes in a query.
const LARGEST_QUERY: usize = 1 << 16;

fn query(pairs: &[(String, String)]) -> Vec<u8> {
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        Rule::RFC_3986.push_encoded(&mut query, name.as_bytes());
        query.push('=');
        Rule::RFC_3986.push_encoded(&mut query, value.as_bytes());
    }
    query.into_bytes()
}
