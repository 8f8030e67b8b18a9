//! A signed request as text: what `--dry-run` prints.

use std::fmt::Write;

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

/// The request as HTTP/1.1. A session token is a secret that stays good beyond
/// the five minutes of a signature, so it is not shown; signature v1 has it among
/// the parameters.
pub(super) fn text(request: &http::Request<Bytes>) -> String {
    let uri = request.uri().to_string();
    let mut text = format!("{} {} HTTP/1.1\n", request.method(), without_token(&uri));
    for (name, value) in request.headers() {
        let shown = match name.as_str() {
            "x-tc-token" => "[redacted]".into(),
            _ => String::from_utf8_lossy(value.as_bytes()),
        };
        let _ = writeln!(text, "{name}: {shown}");
    }
    let body = String::from_utf8_lossy(request.body());
    let is_form = |value: &HeaderValue| value == "application/x-www-form-urlencoded";
    let body = if request.headers().get(CONTENT_TYPE).is_some_and(is_form) {
        without_token(&body)
    } else {
        body.into_owned()
    };
    let _ = write!(text, "\n{body}");
    text
}

/// A form, or a URI with a query.
fn without_token(text: &str) -> String {
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

    #[test]
    fn nor_is_it_shown_among_the_parameters_of_v1() {
        let form = "application/x-www-form-urlencoded";
        let get = http::Request::get("https://ecm.tencentcloudapi.com/?Token=canary&MyToken=1");
        let get = get.body(Bytes::new()).unwrap();
        assert!(text(&get).contains("/?Token=[redacted]&MyToken=1 HTTP/1.1"), "{}", text(&get));
        let post = http::Request::post("https://ecm.tencentcloudapi.com/");
        let post = post.header("content-type", form).body("Limit=1&Token=canary".into()).unwrap();
        assert!(text(&post).ends_with("\n\nLimit=1&Token=[redacted]"), "{}", text(&post));
    }
}
