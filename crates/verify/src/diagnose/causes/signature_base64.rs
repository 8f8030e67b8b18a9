//! Base64 instead of hexadecimal digits.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause, Stage},
    },
    hex::hex,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "signature-base64",
    explanation: Bilingual {
        en: "The signature is in Base64; write its bytes in lower-case hexadecimal digits.",
        zh: "签名使用了 Base64 编码；应将其字节写成小写十六进制。",
    },
    code: "signature = base64(…)  // signature = hex(mac)",
    at: &[Stage::Authorization],
    tc3: Some(|search| {
        let encodings: [(Encode, _); 4] = [
            (|mac| STANDARD.encode(mac), ("Base64 of the bytes", "字节的 Base64")),
            (
                |mac| STANDARD_NO_PAD.encode(mac),
                ("Base64 of the bytes without padding", "字节的 Base64，没有填充"),
            ),
            (
                |mac| STANDARD.encode(hex(mac)),
                ("Base64 of the hexadecimal text", "十六进制文本的 Base64"),
            ),
            (
                |mac| STANDARD_NO_PAD.encode(hex(mac)),
                (
                    "Base64 of the hexadecimal text without padding",
                    "十六进制文本的 Base64，没有填充",
                ),
            ),
        ];
        for (encode, detail) in encodings {
            search.attempt(DiffersAt::Signature, detail, |signing| signing.encode = encode);
        }
    }),
    ..Cause::NEW
};

type Encode = fn(&[u8]) -> String;
