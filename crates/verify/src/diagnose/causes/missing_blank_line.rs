//! A canonical request without the empty line behind its headers.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "missing-blank-line",
    explanation: Bilingual {
        en: "The canonical request has no empty line between the headers and the list of their \
             names; end each header with a line feed, and write one more.",
        zh: "规范请求串中请求头与已签名请求头列表之间缺少空行；每个请求头以换行符结尾，其后再加一个换行符。",
    },
    code: "canonical_headers = join(lines, \"\\n\")  // canonical_headers = join(lines, \"\\n\") + \"\\n\"",
    tc3: Some(|search| {
        search.attempt(DiffersAt::CanonicalRequest, "", |signing| {
            signing.request.has_blank_line = false;
        });
    }),
    ..Cause::NEW
};
