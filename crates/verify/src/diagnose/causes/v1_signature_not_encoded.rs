//! A signature of v1 that was sent without percent-encoding.

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause, Stage},
    },
    signing::base64,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-signature-not-encoded",
    explanation: Bilingual {
        en: "The `+` of the signature is sent unencoded and arrives as a space; percent-encode the \
             signature as every other value.",
        zh: "签名中的 `+` 未经编码发送，到达服务端时变成了空格；签名与其他参数值一样需要做百分号编码。",
    },
    code: "query += \"&Signature=\" + signature  // query += \"&Signature=\" + percent_encode(signature)",
    at: &[Stage::Authorization, Stage::Signature],
    v1: Some(|search| {
        if search.signature.contains(' ') {
            search.attempt(DiffersAt::Signature, "", |signing| {
                signing.encode = |mac| base64(mac).replace('+', " ");
            });
        }
    }),
    ..Cause::NEW
};
