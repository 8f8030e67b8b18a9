//! The parts of a pasted text that a cause is about, where they stand there verbatim.

use tencentcloud_verify::{AuthorizationHeader, Found, RawRequest};

use crate::api::{Mark, MarkKind};

/// The wrong part, and what it is compared with.
pub(super) fn marks(text: &str, request: &RawRequest, found: Option<&Found>) -> Vec<Mark> {
    let Some(found) = found else { return Vec::new() };
    let header = |name: &str| request.header(name).ok().flatten();
    let authorization = header("authorization").and_then(|it| AuthorizationHeader::parse(it).ok());
    let scope = |part: fn(&AuthorizationHeader<'_>) -> String| authorization.as_ref().map(part);
    let signature = || {
        let (_, signature) = header("authorization")?.rsplit_once("Signature=")?;
        Some(signature.trim().to_owned())
    };
    let timestamp = || header("x-tc-timestamp").map(str::to_owned);
    let of_header = |name: &str| header(name).map(str::to_owned);
    let body = || std::str::from_utf8(request.body()).ok().map(str::to_owned);
    let (wrong, compared) = match found.cause.name() {
        "local-date" => (scope(|it| it.date.to_string()), timestamp()),
        "expired" | "timestamp-in-milliseconds" | "header-timestamp-differs" => (timestamp(), None),
        "scope-service" => (scope(|it| it.service.to_owned()), of_header("host")),
        "scope-terminator" => (Some("tc3_request".to_owned()), None),
        "token" => (of_header("x-tc-token"), scope(|it| it.secret_id.to_owned())),
        "other-key" | "id-used-as-key" => (scope(|it| it.secret_id.to_owned()), signature()),
        "method" | "v1-method" => (Some(request.method().to_owned()), None),
        "query-encoding" | "query-order" | "query-missing" => {
            (Some(request.query().to_owned()), signature())
        }
        name if name.starts_with("host-") => (of_header("host"), signature()),
        name if name.starts_with("content-type-") => (of_header("content-type"), signature()),
        name if name.starts_with("payload-") => (body(), signature()),
        "signed-headers-differ" | "headers-unsorted" | "header-names-not-lowercased" => {
            (scope(|it| it.signed_headers.to_owned()), None)
        }
        _ => (signature(), None),
    };
    let mark = |part: Option<String>, kind| {
        let part = part.filter(|part| !part.is_empty())?;
        let (from, to) = find(text, &part)?;
        Some(Mark { from, to, kind })
    };
    let mut marks: Vec<_> = [mark(wrong, MarkKind::Wrong), mark(compared, MarkKind::Compared)]
        .into_iter()
        .flatten()
        .collect();
    marks.sort_by_key(|mark| mark.from);
    // Parts that overlap cannot both be marked.
    marks.dedup_by(|next, mark| next.from < mark.to);
    marks
}

/// The place of a part, in UTF-16 offsets.
fn find(text: &str, part: &str) -> Option<(usize, usize)> {
    let at = text.find(part)?;
    let length = |text: &str| text.encode_utf16().count();
    let from = length(text.get(..at)?);
    Some((from, from + length(part)))
}
