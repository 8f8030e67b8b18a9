//! Servers that show what they were asked: pages for debugging, some proxies.

use std::net::SocketAddr;

use tencentcloud_ecm::DescribeImage;

use crate::calls::{hyper, send_all_by_hyper, send_all_by_ureq, ureq};
use crate::server::{self, answer};
use crate::Shown;

fn header<'a>(request: &'a str, name: &str) -> &'a str {
    let value = request.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    value.unwrap_or_default()
}

/// Each repeats another part of the request, in another place.
fn servers() -> Vec<SocketAddr> {
    let token = |request: &str| header(request, "x-tc-token").to_owned();
    let json = |members: String| answer("200 OK", &format!(r#"{{"Response": {{{members}}}}}"#));
    let head = |line: String| format!("HTTP/1.1 500 Oh\r\n{line}\r\nContent-Length: 0\r\n\r\n");
    vec![
        server::that_closes(|request| answer("404 Not Found", request)),
        server::that_closes(|request| answer("200 OK", &format!("<pre>{request}</pre>"))),
        server::that_closes(move |request| answer("400 Bad Request", &token(request).repeat(9))),
        server::that_closes(move |request| answer("400 Oh", &("x".repeat(110) + &token(request)))),
        server::that_closes(move |request| {
            let token = token(request);
            json(format!(
                r#""Error": {{"Code": "{token}", "Message": "{token}"}}, "RequestId": "{token}""#
            ))
        }),
        server::that_closes(move |request| {
            answer("200 OK", &format!(r#"{{"Response": "{}"}}"#, token(request)))
        }),
        server::that_closes(move |request| head(format!("X-TC-RequestId: {}", token(request)))),
        server::that_closes(move |request| head(format!("Location: /?Token={}", token(request)))),
        server::that_closes(move |request| head(format!("Content-Encoding: {}", token(request)))),
        server::that_closes(move |request| head(format!("Transfer-Encoding: {}", token(request)))),
        server::that_closes(move |request| format!("{}\r\n\r\n", token(request))),
        server::that_closes(move |request| format!("HTTP/1.1 {}\r\n\r\n", token(request))),
    ]
}

#[tokio::test]
async fn are_not_repeated_by_hyper() {
    let mut shown = Shown::new();
    for address in servers() {
        let client = hyper(server::at(address));
        send_all_by_hyper(&mut shown, &client, |shown, outcome| {
            if let Err(error) = outcome {
                shown.error(&error);
            }
        })
        .await;
    }
}

#[test]
fn are_not_repeated_by_ureq() {
    let mut shown = Shown::new();
    for address in servers() {
        let client = ureq(server::at(address));
        send_all_by_ureq(&mut shown, &client, |shown, outcome| {
            if let Err(error) = outcome {
                shown.error(&error);
            }
        });
    }
}

/// A value that does not fit is quoted by what reads it.
#[tokio::test]
async fn are_not_repeated_by_a_typed_call() {
    let mut shown = Shown::new();
    let address = server::that(|request| {
        let token = header(request, "x-tc-token");
        answer("200 OK", &format!(r#"{{"Response": {{"TotalCount": "{token}"}}}}"#))
    });
    shown.failed(hyper(server::at(address)).send(&DescribeImage::default()).await);
    let client = ureq(server::at(address));
    shown.failed(client.send(&DescribeImage::default()));
    shown.failed(client.request(crate::calls::forms().remove(0)).stream());
}
