//! The output of `--dry-run`: the signed request.

use std::fmt::Write;

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

/// The request as HTTP/1.1, with the session token redacted. The token is valid longer
/// than the five minutes of a signature. Signature v1 sends it as a parameter. Of files and
/// octets only the size is shown.
pub(super) fn text(request: &http::Request<Bytes>) -> String {
    let uri = request.uri().to_string();
    let mut text = format!("{} {} HTTP/1.1\n", request.method(), redact_token(&uri));
    for (name, value) in request.headers() {
        let shown = match name.as_str() {
            "x-tc-token" => "[redacted]".into(),
            _ => String::from_utf8_lossy(value.as_bytes()),
        };
        let _ = writeln!(text, "{name}: {shown}");
    }
    let body = String::from_utf8_lossy(request.body());
    let content_type = request.headers().get(CONTENT_TYPE).map_or(&[][..], HeaderValue::as_bytes);
    let is_of = |kind: &str| content_type.starts_with(kind.as_bytes());
    let body = if is_of("multipart/form-data") || is_of("application/octet-stream") {
        format!("[{} bytes]", request.body().len())
    } else if is_of("application/x-www-form-urlencoded") {
        redact_token(&body)
    } else {
        body.into_owned()
    };
    let _ = write!(text, "\n{body}");
    text
}

/// Redacts the token of a form or of a URI with a query.
fn redact_token(text: &str) -> String {
    let shown = |pair: &str| match pair.rsplit_once("Token=") {
        Some((before, _)) if before.is_empty() || before.ends_with('?') => {
            format!("{before}Token=[redacted]")
        }
        _ => pair.to_owned(),
    };
    text.split('&').map(shown).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn token_header_is_redacted() {
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

    #[test]
    fn token_parameter_is_redacted_for_signature_v1() {
        let form = "application/x-www-form-urlencoded";
        let get = http::Request::get("https://ecm.tencentcloudapi.com/?Token=canary&MyToken=1");
        let get = get.body(Bytes::new()).unwrap();
        assert!(text(&get).contains("/?Token=[redacted]&MyToken=1 HTTP/1.1"), "{}", text(&get));
        let post = http::Request::post("https://ecm.tencentcloudapi.com/");
        let post = post.header("content-type", form).body("Limit=1&Token=canary".into()).unwrap();
        assert!(text(&post).ends_with("\n\nLimit=1&Token=[redacted]"), "{}", text(&post));
    }

    #[test]
    fn files_and_octets_are_shown_by_their_size() {
        for kind in ["multipart/form-data; boundary=0", "application/octet-stream"] {
            let post = http::Request::post("https://cii.tencentcloudapi.com/");
            let post = post.header("content-type", kind).body(vec![0xff; 5].into()).unwrap();
            assert!(text(&post).ends_with("\n\n[5 bytes]"), "{}", text(&post));
        }
    }
}
