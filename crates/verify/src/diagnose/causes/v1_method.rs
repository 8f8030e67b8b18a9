//! Another method in the string to sign of v1.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-method",
    explanation: Bilingual {
        en: "The string to sign of v1 begins with another method than the request; begin it with \
             the method that is sent.",
        zh: "v1 签名原文字符串以另一种请求方法开头；应使用实际发送的请求方法。",
    },
    code: "text = other_method + host + \"/?\" + pairs  // text = request.method + host + \"/?\" + pairs",
    v1: Some(|search| {
        let other = if search.request.method() == "GET" { "POST" } else { "GET" };
        search.attempt(DiffersAt::StringToSign, other, |signing| signing.method = other.into());
    }),
    ..Cause::NEW
};
