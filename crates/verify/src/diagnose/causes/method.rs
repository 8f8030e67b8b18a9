//! Another method, or lower-case letters.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "method",
    explanation: Bilingual {
        en: "Another method was signed than the request was sent with; sign the method that is \
             sent, in capital letters.",
        zh: "签名使用的请求方法与实际发送的不同；应使用实际发送的方法，并用大写字母。",
    },
    code: "canonical_method = other_method  // canonical_method = request.method",
    tc3: Some(|search| {
        let sent = search.request.method();
        for method in ["GET", "POST", "get", "post"].into_iter().filter(|method| *method != sent) {
            search.attempt(DiffersAt::CanonicalRequest, format!("`{method}`"), |signing| {
                signing.request.method = method.as_bytes().into();
            });
        }
    }),
    ..Cause::NEW
};
