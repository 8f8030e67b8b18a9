//! A line feed at the end of a text.

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause},
    },
    signing::Lines,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "trailing-newline",
    explanation: Bilingual {
        en: "The canonical request or the string to sign ends in a line feed; neither has one \
             behind its last line.",
        zh: "规范请求串或待签名字符串的末尾多了一个换行符；两者的最后一行之后都没有换行符。",
    },
    code: "text = join(lines, \"\\n\") + \"\\n\"  // text = join(lines, \"\\n\")",
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

const LINES: Lines = Lines { end: "\n", ..Lines::DOCUMENTED };
