//! Canonical headers in another order than the list.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "headers-unsorted",
    explanation: Bilingual {
        en: "The lines of the canonical headers stand in another order than the list of signed \
             headers; sort both alike.",
        zh: "规范请求头的顺序与已签名请求头列表的顺序不同；两者应按相同的顺序排列。",
    },
    code: "canonical_headers = lines(headers_in_another_order)  // canonical_headers = lines(headers_in_order_of(signed_headers))",
    tc3: Some(|search| {
        let names: Vec<_> = search.claim.signed_names().map(str::to_ascii_lowercase).collect();
        for order in orders(&names) {
            let at = |at: &usize| names.get(*at).map_or("", |name| &**name);
            let detail = order.iter().map(at).collect::<Vec<_>>().join(", ");
            search.attempt(DiffersAt::CanonicalRequest, detail, |signing| {
                let lines = &signing.request.headers;
                signing.request.headers =
                    order.iter().filter_map(|at| lines.get(*at).cloned()).collect();
            });
        }
    }),
    ..Cause::NEW
};

/// The most headers of which all orders are tried.
const MOST_PERMUTED: usize = 4;

/// Other orders of these names: sorted, reversed, and all orders of a few.
fn orders(names: &[String]) -> Vec<Vec<usize>> {
    let as_listed: Vec<_> = (0..names.len()).collect();
    let mut sorted = as_listed.clone();
    sorted.sort_by_key(|at| names.get(*at));
    let reversed = as_listed.iter().copied().rev().collect();
    let mut orders = vec![as_listed.clone()];
    let all = if names.len() <= MOST_PERMUTED { permutations(as_listed) } else { Vec::new() };
    for order in [sorted, reversed].into_iter().chain(all) {
        if !orders.contains(&order) {
            orders.push(order);
        }
    }
    // The first is that of the list.
    orders.split_off(1)
}

fn permutations(items: Vec<usize>) -> Vec<Vec<usize>> {
    if items.is_empty() {
        return vec![items];
    }
    items
        .iter()
        .flat_map(|first| {
            let others = items.iter().copied().filter(|item| item != first).collect();
            permutations(others).into_iter().map(|order| [&[*first], &order[..]].concat())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_distinct_and_other_than_the_list() {
        for (names, count) in [
            (&["content-type", "host"][..], 1),
            (&["host", "content-type"], 1),
            (&["a", "b", "c"], 5),
            (&["d", "a", "b", "c"], 23),
            (&["a", "b", "c", "d", "e"], 1),
            (&["e", "a", "b", "c", "d"], 2),
        ] {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(orders(&names).len(), count, "{names:?}");
        }
    }
}
