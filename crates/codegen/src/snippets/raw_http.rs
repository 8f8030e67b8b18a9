//! The form `http`: the text of the request.

use super::wire::{Body, Wire};
use super::{Call, Unsupported};

const BINARY: Unsupported =
    Unsupported::new("The body is binary; curl sends it", "正文是二进制数据，请使用 curl");

/// The head and the body as sent, with the session token redacted.
pub(super) fn snippet(call: &Call<'_>) -> Result<String, Unsupported> {
    let wire = Wire::of(call)?;
    let mut text = format!("{} {} HTTP/1.1\r\n", wire.method, wire.target.redacted());
    for (name, value) in &wire.headers {
        text.extend([name, ": ", &value.redacted(), "\r\n"]);
    }
    text.push_str("\r\n");
    match &wire.body {
        Body::Bytes(bytes) => text.push_str(std::str::from_utf8(bytes).map_err(|_| BINARY)?),
        Body::Form(form) => text.push_str(&form.redacted()),
    }
    Ok(text)
}
