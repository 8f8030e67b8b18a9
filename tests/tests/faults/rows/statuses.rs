//! Responses from gateways, proxies and wrong endpoints instead of the API.

use crate::fault::{Fault, Group, fault};
use crate::invariants::REDIRECT_TARGET;
use crate::script::{Scenario, respond, response_with};

pub(crate) fn group() -> Group {
    let html = "<html><body><h1>Bad gateway</h1></body></html>";
    let location = format!("Location: http://{}/\r\n", REDIRECT_TARGET.address());
    Group {
        title: "Statuses",
        faults: vec![
            statuses(
                "a redirect to another host, not followed",
                &["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"],
                &location,
                "",
            ),
            statuses(
                "an HTML error page from a gateway",
                &["500 Internal", "502 Bad Gateway", "503 Unavailable", "504 Gateway Timeout"],
                "Content-Type: text/html\r\n",
                html,
            ),
            statuses("429 with Retry-After", &["429 Too Many"], RETRY_AFTER, html),
            statuses("503 with Retry-After", &["503 Unavailable"], RETRY_AFTER, html),
            statuses("an API error in another status", &ERRORS, JSON, INVALID),
            statuses("throttling in another status", &ERRORS, JSON, THROTTLED),
            statuses("an internal error in another status", &ERRORS, JSON, INTERNAL),
            statuses("an error of the old API in 4xx", &ERRORS[..5], JSON, LEGACY),
            statuses("an error of the old API in 5xx", &ERRORS[5..], JSON, LEGACY),
            statuses(
                "a valid body with an unexpected status",
                &["201 Created", "400 Bad", "403 Forbidden", "404 Not Found", "500 Internal"],
                JSON,
                &crate::script::valid_body(),
            ),
            fault("no content (204)", vec![vec![respond("HTTP/1.1 204 No Content\r\n\r\n")]]),
            fault("not modified (304)", vec![vec![respond("HTTP/1.1 304 Not Modified\r\n\r\n")]]),
            statuses(
                "an HTML page with status 200",
                &["200 OK"],
                "Content-Type: text/html\r\n",
                html,
            ),
            statuses("an empty body with status 200", &["200 OK"], "", ""),
        ],
    }
}

const JSON: &str = "Content-Type: application/json\r\n";
const ERRORS: [&str; 7] = [
    "400 Bad",
    "401 Unauthorized",
    "403 Forbidden",
    "404 Not Found",
    "429 Too Many",
    "500 Internal",
    "503 Unavailable",
];
const INVALID: &str =
    r#"{"Response":{"Error":{"Code":"InvalidParameter","Message":"m"},"RequestId":"r-own"}}"#;
const THROTTLED: &str =
    r#"{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"m"},"RequestId":"r-own"}}"#;
const INTERNAL: &str =
    r#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"r-own"}}"#;
const LEGACY: &str = r#"{"code":4100,"message":"m","codeDesc":"AuthFailure"}"#;

const RETRY_AFTER: &str = "Retry-After: 3600\r\n";

fn statuses(what: &'static str, statuses: &[&str], headers: &str, body: &str) -> Fault {
    let scenario =
        |status: &&str| -> Scenario { vec![respond(response_with(status, headers, body))] };
    fault(what, statuses.iter().map(scenario).collect())
}
