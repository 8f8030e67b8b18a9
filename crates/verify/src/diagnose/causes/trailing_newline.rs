//! A line feed at the end of a text.

use crate::{
    diagnose::cause::{Bilingual, Cause},
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
    tc3: Some(|search| search.attempt_lines(Lines { end: "\n", ..Lines::DOCUMENTED })),
    ..Cause::NEW
};
