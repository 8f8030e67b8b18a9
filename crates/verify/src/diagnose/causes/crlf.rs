//! Lines separated by CR LF.

use crate::{
    diagnose::cause::{Bilingual, Cause},
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
    tc3: Some(|search| search.attempt_lines(Lines { separator: "\r\n", ..Lines::DOCUMENTED })),
    ..Cause::NEW
};
