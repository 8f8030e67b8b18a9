//! A signed request as text: what `--dry-run` prints.

use std::fmt::Write;

use bytes::Bytes;

/// The request as HTTP/1.1. A session token is a secret that stays good beyond
/// the five minutes of a signature, so it is not shown.
pub(super) fn text(request: &http::Request<Bytes>) -> String {
    let mut text = format!("{} {} HTTP/1.1\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        let shown = match name.as_str() {
            "x-tc-token" => "[redacted]".into(),
            _ => String::from_utf8_lossy(value.as_bytes()),
        };
        let _ = writeln!(text, "{name}: {shown}");
    }
    let _ = write!(text, "\n{}", String::from_utf8_lossy(request.body()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_stays_hidden() {
        let request = http::Request::post("https://ecm.tencentcloudapi.com/")
            .header("x-tc-token", "canary")
            .header("x-tc-action", "DescribeImage")
            .body(Bytes::from_static(b"{}"))
            .unwrap();
        assert_eq!(
            text(&request),
            "POST https://ecm.tencentcloudapi.com/ HTTP/1.1\nx-tc-token: [redacted]\n\
             x-tc-action: DescribeImage\n\n{}"
        );
    }
}
