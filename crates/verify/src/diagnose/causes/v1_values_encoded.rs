//! Percent-encoded values in the string to sign of v1.

use std::fmt::Write;

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-values-encoded",
    explanation: Bilingual {
        en: "The values are percent-encoded before they are signed; sign them as they are, and \
             encode them only when they are sent.",
        zh: "签名之前对参数值做了百分号编码；应对原始值签名，仅在发送时编码。",
    },
    code: "text += name + \"=\" + percent_encode(value)  // value",
    v1: Some(|search| {
        for (space, detail) in [("%20", "a space as `%20`"), ("+", "a space as `+`")] {
            search.attempt(DiffersAt::StringToSign, detail, |signing| {
                for (_, value) in &mut signing.parameters {
                    *value = encode(value, space).into();
                }
            });
        }
    }),
    ..Cause::NEW
};

/// All but the unreserved characters of RFC 3986.
fn encode(value: &str, space: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push_str(space),
            // A string takes all that is written.
            _ => write!(encoded, "%{byte:02X}").unwrap_or_default(),
        }
    }
    encoded
}
