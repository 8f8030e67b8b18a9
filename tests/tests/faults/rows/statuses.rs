//! Answers of others than the API: gateways, proxies, wrong endpoints.

use crate::fault::{Fault, Group, fault};
use crate::moves::{Scene, answer, reply_with};
use crate::promises::ELSEWHERE;

pub(crate) fn group() -> Group {
    let html = "<html><body><h1>it did not work</h1></body></html>";
    let elsewhere = format!("Location: http://{}/\r\n", ELSEWHERE.address());
    Group {
        title: "Statuses",
        faults: vec![
            statuses(
                "a redirect to another host, which hears nothing",
                &["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"],
                &elsewhere,
                "",
            ),
            statuses(
                "a page in HTML from a gateway",
                &["500 Internal", "502 Bad Gateway", "503 Unavailable", "504 Gateway Timeout"],
                "Content-Type: text/html\r\n",
                html,
            ),
            statuses("too many requests, with Retry-After", &["429 Too Many"], RETRY_AFTER, html),
            statuses("unavailable, with Retry-After", &["503 Unavailable"], RETRY_AFTER, html),
            statuses(
                "a good answer with a bad status",
                &["201 Created", "400 Bad", "403 Forbidden", "404 Not Found", "500 Internal"],
                "Content-Type: application/json\r\n",
                &crate::moves::good_body(),
            ),
            fault("no content (204)", vec![vec![answer("HTTP/1.1 204 No Content\r\n\r\n")]]),
            fault("not modified (304)", vec![vec![answer("HTTP/1.1 304 Not Modified\r\n\r\n")]]),
            statuses(
                "a page in HTML with status 200",
                &["200 OK"],
                "Content-Type: text/html\r\n",
                html,
            ),
            statuses("nothing, with status 200", &["200 OK"], "", ""),
        ],
    }
}

const RETRY_AFTER: &str = "Retry-After: 3600\r\n";

fn statuses(what: &'static str, statuses: &[&str], headers: &str, body: &str) -> Fault {
    let scene = |status: &&str| -> Scene { vec![answer(reply_with(status, headers, body))] };
    fault(what, statuses.iter().map(scene).collect())
}
