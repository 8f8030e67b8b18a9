//! White space around values of headers.

use std::borrow::Cow;

use crate::{
    RawRequest,
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause},
    },
};

pub(crate) static CAUSE: Cause = Cause {
    name: "headers-not-trimmed",
    explanation: Bilingual {
        en: "The canonical headers have white space before or behind a value; write name, colon, \
             trimmed value and a line feed.",
        zh: "规范请求头的值前后带有空白字符；每行应为名称、冒号、去除首尾空白的值和换行符。",
    },
    code: "line = name + \":\" + value_with_spaces  // line = name + \":\" + value.trim()",
    tc3: Some(|search| {
        let request = search.request;
        search.attempt(
            DiffersAt::CanonicalRequest,
            ("a space after the colon", "冒号后有空格"),
            |signing| {
                signing.request.colon = ": ";
            },
        );
        // One space after the colon is HTTP and not the value, unless a library has
        // removed it.
        for (separator, detail) in [
            (&b" "[..], ("white space around a value", "值前后有空白")),
            (b"", ("white space after the colon", "冒号后有空白")),
        ] {
            let names = search.claim.signed_names();
            let spaces: Vec<_> = names.map(|name| around(request, name, separator)).collect();
            let is_usual = |(before, behind): &(&[u8], &[u8])| {
                (before.is_empty() || (separator.is_empty() && *before == b" "))
                    && behind.is_empty()
            };
            if spaces.iter().all(is_usual) {
                continue;
            }
            search.attempt(DiffersAt::CanonicalRequest, detail, |signing| {
                for ((_, value), (before, behind)) in
                    signing.request.headers.iter_mut().zip(&spaces)
                {
                    *value = Cow::Owned([before, &**value, behind].concat());
                }
            });
        }
    }),
    ..Cause::NEW
};

/// The white space before and behind the value of a header. The separator is not counted.
fn around<'a>(request: &'a RawRequest, wanted: &str, separator: &[u8]) -> (&'a [u8], &'a [u8]) {
    let mut headers = request.headers();
    let raw = headers.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
    let raw = raw.map_or(&b""[..], |(_, value)| value);
    let raw = raw.strip_prefix(separator).unwrap_or(raw);
    let (behind, value) = (raw.trim_ascii_end().len(), raw.trim_ascii());
    let (before, _) = raw.split_at_checked(behind.saturating_sub(value.len())).unwrap_or_default();
    let (_, behind) = raw.split_at_checked(behind).unwrap_or_default();
    (before, behind)
}
