//! A command line whose `Content-Length` is not the length of its data.

use tencentcloud_verify::captured::StaleLength;

use crate::api::{CauseFound, ExplainResponse, Language, Mark, MarkKind};
use crate::difference::pair;

/// Puts the stale header first: a server reads other data than the line has, whatever its
/// signature is.
pub(super) fn told(
    language: Language,
    stale: Option<StaleLength>,
    text: &str,
    mut response: ExplainResponse,
) -> ExplainResponse {
    let Some(stale) = stale else { return response };
    let note = stale.note(language.of_core());
    if !matches!(response.verdict, "valid" | "invalid") {
        response.notes.insert(0, note);
        return response;
    }
    let title =
        language.of("The Content-Length is not that of the data", "Content-Length 与数据长度不符");
    let name = StaleLength::NAME;
    response.verdict = "invalid";
    response.causes.insert(0, CauseFound { name, title, sentence: note.clone() });
    title.clone_into(&mut response.title);
    response.message = note;
    response.marks = mark(text, &stale.declared.to_string()).into_iter().collect();
    response.fix = pair(
        &format!("-H 'Content-Length: {}' --data-binary …", stale.declared),
        "--data-binary …",
    )
    .to_vec();
    response
}

/// The header in the pasted text.
fn mark(text: &str, value: &str) -> Option<Mark> {
    const NAME: &str = "content-length:";
    let from = text.to_ascii_lowercase().find(NAME)?;
    let (before, header) = text.split_at_checked(from)?;
    let value = header.find(value)?.saturating_add(value.len());
    let units = |text: &str| text.encode_utf16().count();
    let from = units(before);
    Some(Mark { from, to: from + units(header.get(..value)?), kind: MarkKind::Wrong })
}
