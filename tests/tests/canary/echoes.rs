//! Servers that echo the request, such as debug pages and some proxies.

use std::net::SocketAddr;

use log::Level;
use tencentcloud_ecm::DescribeImage;

use crate::calls::{hyper, send_all_by_hyper, send_all_by_ureq, ureq};
use crate::server::{self, DONE, response};
use crate::{LeakCheck, capture};

fn header<'a>(request: &'a str, name: &str) -> &'a str {
    let value = request.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    value.unwrap_or_default()
}

/// Each server echoes another part of the request, in another place.
fn servers() -> Vec<SocketAddr> {
    let token = |request: &str| header(request, "x-tc-token").to_owned();
    let json = |members: String| response("200 OK", &format!(r#"{{"Response": {{{members}}}}}"#));
    let head = |line: String| format!("HTTP/1.1 500 Oh\r\n{line}\r\nContent-Length: 0\r\n\r\n");
    // As PHP, Gson, JavaScript and HTML write it.
    let escaped = move |request: &str| {
        let token = token(request);
        let entities = token.replace('/', "&#x2F;").replace('+', "&#43;");
        [token.replace('/', r"\/"), token.replace('=', r"\u003d"), token.replace('=', r"\x3D")]
            .into_iter()
            .chain([entities, token.replace('/', r"\\/")])
            .collect::<Vec<_>>()
            .join(" ")
    };
    vec![
        server::that_closes(move |request| response("404 Not Found", &escaped(request))),
        server::that_closes(move |request| {
            let text = escaped(request).replace(r"\x3D", "=").replace(r"\\/", r"\/");
            json(format!(r#""Error": {{"Code": "A.B", "Message": "{text}"}}, "RequestId": "r""#))
        }),
        server::that_closes(move |request| {
            let token = token(request);
            response("403 Oh", &format!(r#"{{"message": "{token}", "code": "{token}"}}"#))
        }),
        server::that_closes(move |request| {
            response("403 Oh", &format!(r#"{{"{}": "a name"}}"#, token(request)))
        }),
        server::that_closes(move |request| json(format!(r#""Error": "{}""#, token(request)))),
        server::that_closes(move |request| {
            let token = token(request);
            response(
                "500 Oh",
                &format!(r#"{{"code": 1, "codeDesc": "{token}", "message": "{token}"}}"#),
            )
        }),
        // The signature of v1 is at the end of the request line or of the form.
        server::that_closes(|request| {
            let line = request.lines().next().unwrap_or_default();
            let at = line.rfind("Signature=").unwrap_or_default();
            response("404 Not Found", &line[at..])
        }),
        server::that_closes(move |request| {
            let echo = format!("X-Echo: {}\r\nX-Echo-Id: {0}", token(request));
            format!("HTTP/1.1 200 OK\r\n{echo}\r\nContent-Length: {}\r\n\r\n{DONE}", DONE.len())
        }),
        server::that_closes(|request| response("404 Not Found", request)),
        server::that_closes(|request| response("200 OK", &format!("<pre>{request}</pre>"))),
        server::that_closes(move |request| response("400 Bad Request", &token(request).repeat(9))),
        server::that_closes(move |request| {
            response("400 Oh", &("x".repeat(110) + &token(request)))
        }),
        server::that_closes(move |request| {
            let token = token(request);
            json(format!(
                r#""Error": {{"Code": "{token}", "Message": "{token}"}}, "RequestId": "{token}""#
            ))
        }),
        server::that_closes(move |request| {
            response("200 OK", &format!(r#"{{"Response": "{}"}}"#, token(request)))
        }),
        server::that_closes(move |request| head(format!("X-TC-RequestId: {}", token(request)))),
        server::that_closes(move |request| head(format!("Location: /?Token={}", token(request)))),
        server::that_closes(move |request| format!("{}\r\n\r\n", token(request))),
        server::that_closes(move |request| format!("HTTP/1.1 {}\r\n\r\n", token(request))),
    ]
}

/// Servers that echo the token in a header that describes the body.
fn servers_with_body_headers() -> Vec<SocketAddr> {
    let echo = |name: &'static str| {
        server::that_closes(move |request| {
            let token = header(request, "x-tc-token");
            format!("HTTP/1.1 500 Oh\r\n{name}: {token}\r\nContent-Length: 0\r\n\r\n")
        })
    };
    ["Content-Encoding", "Content-Type", "Transfer-Encoding"].into_iter().map(echo).collect()
}

#[tokio::test]
async fn secrets_are_not_repeated_when_hyper_receives_an_echo() {
    let mut check = LeakCheck::new();
    for address in servers().into_iter().chain(servers_with_body_headers()) {
        let client = hyper(server::at(address));
        send_all_by_hyper(&mut check, &client, |check, outcome| {
            if let Err(error) = outcome {
                check.error(&error);
            }
        })
        .await;
    }
}

#[test]
fn secrets_are_not_repeated_when_ureq_receives_an_echo() {
    let mut check = LeakCheck::new();
    for address in servers() {
        let client = ureq(server::at(address));
        send_all_by_ureq(&mut check, &client, |check, outcome| {
            if let Err(error) = outcome {
                check.error(&error);
            }
        });
    }
}

/// ureq logs these headers of a response at level DEBUG, too.
#[test]
fn secrets_are_not_in_errors_when_ureq_receives_an_echo_in_body_headers() {
    let mut check = LeakCheck::new();
    for address in servers_with_body_headers() {
        let client = ureq(server::at(address));
        capture::excepting(Some(Level::Debug), || {
            send_all_by_ureq(&mut check, &client, |check, outcome| {
                if let Err(error) = outcome {
                    check.error(&error);
                }
            });
        });
    }
}

/// serde quotes a value of the wrong type.
#[tokio::test]
async fn secrets_are_not_repeated_when_a_typed_output_does_not_decode() {
    let mut check = LeakCheck::new();
    let address = server::that(|request| {
        let token = header(request, "x-tc-token");
        response("200 OK", &format!(r#"{{"Response": {{"TotalCount": "{token}"}}}}"#))
    });
    check.failed(hyper(server::at(address)).send(&DescribeImage::default()).await);
    check.failed(ureq(server::at(address)).send(&DescribeImage::default()));
    let client = ureq(server::at(address));
    check.failed(client.request(crate::calls::forms().remove(0)).stream());
    let address = server::that(|request| {
        let token = header(request, "x-tc-token");
        let members = format!(r#""TotalCount": "many", "RequestId": "{token}""#);
        response("200 OK", &format!(r#"{{"Response": {{{members}}}}}"#))
    });
    check.failed(hyper(server::at(address)).send(&DescribeImage::default()).await);
}

/// A stream whose id and headers repeat the token, and that breaks off.
#[test]
fn secrets_are_not_repeated_by_the_id_and_the_error_of_a_stream() {
    let mut check = LeakCheck::new();
    for end in ["data: 2", r#"{"code": 1}"#] {
        let address = server::that_closes(move |request| {
            let token = header(request, "x-tc-token");
            let first = if end.starts_with('d') { "data: 1\n\n" } else { "" };
            format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Echo: {token}\r\n\
                 X-TC-RequestId: {token}\r\nConnection: close\r\n\r\n{first}{end}"
            )
        });
        let client = ureq(server::at(address));
        let events = client.request(crate::calls::forms().remove(0)).stream().unwrap();
        check.text(events.request_id());
        check.debug(&events);
        check.debug(events.headers());
        for event in events {
            if let Err(error) = event {
                check.error(&error);
            }
        }
    }
}
