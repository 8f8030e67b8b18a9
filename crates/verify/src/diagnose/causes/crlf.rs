//! Lines separated by CR LF.

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause},
    },
    signing::Lines,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "crlf",
    explanation: Bilingual {
        en: "The lines of the canonical request or of the string to sign are separated by CR LF; \
             separate them by a line feed alone.",
        zh: "规范请求串或待签名字符串的各行以 CR LF 分隔；应只使用换行符 LF。",
    },
    code: "text = join(lines, \"\\r\\n\")  // text = join(lines, \"\\n\")",
    tc3: Some(|search| {
        search.attempt(DiffersAt::CanonicalRequest, "in the canonical request", |signing| {
            signing.request.lines = LINES;
        });
        search.attempt(DiffersAt::StringToSign, "in the string to sign", |signing| {
            signing.text.lines = LINES;
        });
        search.attempt(DiffersAt::CanonicalRequest, "in both", |signing| {
            signing.request.lines = LINES;
            signing.text.lines = LINES;
        });
    }),
    ..Cause::NEW
};

const LINES: Lines = Lines { separator: "\r\n", ..Lines::DOCUMENTED };
