//! Capital letters in the signature.

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause, Stage},
    },
    hex::hex,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "signature-uppercase",
    explanation: Bilingual {
        en: "The signature has capital hexadecimal letters; write it in lower case.",
        zh: "签名使用了大写十六进制字母；应使用小写。",
    },
    code: "signature = hex(mac).upper()  // signature = hex(mac).lower()",
    at: &[Stage::Authorization],
    tc3: Some(|search| {
        search.attempt(DiffersAt::Signature, "", |signing| {
            signing.encode = |mac| hex(mac).to_ascii_uppercase();
        });
    }),
    ..Cause::NEW
};
