//! Capital letters in values of headers.

use std::borrow::Cow;

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "headers-not-lowercased",
    explanation: Bilingual {
        en: "The value of a signed header has capital letters in the canonical request; write it \
             in lower case there.",
        zh: "规范请求头的值中含有大写字母；应转换为小写。",
    },
    code: "line = name + \":\" + value.trim()  // line = name + \":\" + value.trim().lower()",
    tc3: Some(|search| {
        let request = search.request;
        let has_capitals = |name: &&str| {
            let mut values = request.header_values(name);
            // Official clients keep these as they are.
            !["content-type", "host"].iter().any(|kept| kept.eq_ignore_ascii_case(name))
                && values.any(|value| value.iter().any(u8::is_ascii_uppercase))
        };
        let names: Vec<_> = search.claim.signed_names().filter(has_capitals).collect();
        if names.is_empty() {
            return;
        }
        search.attempt(DiffersAt::CanonicalRequest, names.join(", "), |signing| {
            for (name, value) in &mut signing.request.headers {
                let sent = names.iter().find(|other| other.as_bytes() == &**name);
                if let Some(sent) = sent.and_then(|name| request.header_values(name).next()) {
                    *value = Cow::Borrowed(sent);
                }
            }
        });
    }),
    ..Cause::NEW
};
