//! The pairs of the query in another order.

use crate::diagnose::cause::{Bilingual, Cause};
use crate::diagnose::detail::Phrase;

pub(crate) static CAUSE: Cause = Cause {
    name: "query-order",
    explanation: Bilingual {
        en: "The pairs of the query were signed in another order than they were sent; sign the \
             text behind the `?` as it is sent.",
        zh: "签名中查询参数的顺序与发送时不同；应按实际发送的查询字符串签名。",
    },
    code: "canonical_query = other_order(request.query)  // canonical_query = request.query",
    tc3: Some(|search| {
        let sent: Vec<_> = search.request.query().split('&').collect();
        for (detail, order) in ORDERS {
            let mut pairs = sent.clone();
            order(&mut pairs);
            search.attempt_query(detail, pairs.join("&").as_bytes());
        }
    }),
    ..Cause::NEW
};

type Order = fn(&mut [&str]);

const ORDERS: [(Phrase, Order); 4] = [
    (("sorted by name", "按名称排序"), |pairs| pairs.sort_by_key(name)),
    (("sorted by name, ignoring case", "按名称排序，不分大小写"), |pairs| {
        pairs.sort_by_cached_key(|pair| name(pair).to_ascii_lowercase());
    }),
    (("sorted by name and value", "按名称和值排序"), |pairs| pairs.sort_unstable()),
    (("reversed", "倒序"), |pairs| pairs.reverse()),
];

fn name<'a>(pair: &&'a str) -> &'a str {
    pair.split('=').next().unwrap_or_default()
}
