//! One signed header more or less than the list names.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
    search::Search,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "signed-headers-differ",
    explanation: Bilingual {
        en: "The canonical request has one header more or less than SignedHeaders names; name \
             exactly the headers that are hashed.",
        zh: "规范请求串中的请求头比 SignedHeaders 列出的多一个或少一个；SignedHeaders 应与参与哈希的请求头完全一致。",
    },
    code: "signed_headers = other_names  // signed_headers = join(names(canonical_headers), \";\")",
    tc3: Some(|search| {
        let names: Vec<_> = search.claim.signed_names().collect();
        for name in &names {
            leave_out(search, name);
        }
        let sent: Vec<_> = search.request.headers().map(|(name, _)| name).collect();
        for name in sent.into_iter().filter(|name| is_of_api(name)) {
            let name = name.to_ascii_lowercase();
            if !names.contains(&&*name) {
                add(search, &name);
            }
        }
    }),
    ..Cause::NEW
};

fn is_of_api(name: &str) -> bool {
    const PREFIX: &str = "x-tc-";
    name.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}

fn leave_out(search: &mut Search<'_>, left_out: &str) {
    let list: Vec<_> = search.claim.signed_names().filter(|name| *name != left_out).collect();
    let list = list.join(";");
    for is_listed in [true, false] {
        search.attempt(DiffersAt::CanonicalRequest, format!("without `{left_out}`"), |signing| {
            signing.request.headers.retain(|(name, _)| **name != *left_out.as_bytes());
            if !is_listed {
                signing.request.list = list.clone().into_bytes().into();
            }
        });
    }
}

fn add(search: &mut Search<'_>, added: &str) {
    let mut values = search.request.header_values(added);
    let (Some(value), None) = (values.next(), values.next()) else {
        return;
    };
    let value = value.to_ascii_lowercase();
    let names = search.claim.signed_names();
    // At its place in the order of names, or behind those that are in no order.
    let are_sorted = names.is_sorted();
    for is_sorted in [Some(true), (!are_sorted).then_some(false)].into_iter().flatten() {
        for is_listed in [true, false] {
            search.attempt(DiffersAt::CanonicalRequest, format!("with `{added}`"), |signing| {
                let headers = &mut signing.request.headers;
                headers.push((added.to_owned().into_bytes().into(), value.clone().into()));
                if is_sorted {
                    headers.sort_by(|(one, _), (other, _)| one.cmp(other));
                }
                if is_listed {
                    let names: Vec<_> = headers.iter().map(|(name, _)| &**name).collect();
                    signing.request.list = names.join(&b';').into();
                }
            });
        }
    }
}
