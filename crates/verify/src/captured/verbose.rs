//! The output of `curl -v`.

use super::trace::{without_line_end, without_prefix};
use super::{CapturedError, Form, Sent};
use crate::{ParseError, RawRequest};

/// The request in the output of `curl -v`; `None` if it has none.
pub(super) fn read(input: &[u8]) -> Option<Result<RawRequest, CapturedError>> {
    let mut requests: Vec<Sent> = Vec::new();
    let mut is_open = false;
    for line in input.split(|&byte| byte == b'\n') {
        let Some(line) = without_prefix(without_line_end(line)).strip_prefix(b">") else {
            continue;
        };
        let line = line.strip_prefix(b" ").unwrap_or(line);
        // Anything else between requests is a line of a response.
        if !is_open && line.windows(b" HTTP/".len()).any(|text| text == b" HTTP/") {
            requests.push(Sent::default());
            is_open = true;
        }
        if is_open && let Some(sent) = requests.last_mut() {
            sent.head.extend(line);
            sent.head.extend(b"\r\n");
            is_open = !line.is_empty();
        }
    }
    // A copied text may lack the empty line at its end.
    if is_open && let Some(sent) = requests.last_mut() {
        sent.head.extend(b"\r\n");
    }
    if requests.is_empty() {
        return None;
    }
    let request = Sent::only(requests).and_then(|sent| {
        sent.parse().map_err(|error| match error {
            ParseError::BodyLength { .. } | ParseError::TransferEncoding => {
                CapturedError::BodyNotAtHand(Form::Verbose)
            }
            other => CapturedError::NoRequest(other),
        })
    });
    Some(request)
}
