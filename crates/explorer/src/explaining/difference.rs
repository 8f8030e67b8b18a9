//! What the client signed against what it should have signed.

use tencentcloud_core::Timestamp;
use tencentcloud_emulator::explain;
use tencentcloud_verify::{DiffersAt, Explanation, KeyRing, RawRequest, utc};

use crate::api::{DiffLine, Language, Sign};
use crate::difference::{collapsed, lines as differences};

/// Equal lines that are shown beside a difference.
const AROUND: usize = 2;

/// The text that differs first, from the first cause. None if no text differs, as for a wrong
/// key.
pub(super) fn lines(
    language: Language,
    request: &RawRequest,
    explanation: &Explanation,
) -> Vec<DiffLine> {
    let diagnosis = &explanation.diagnosis;
    let found = diagnosis.causes.first();
    let (Some(client), Some(server)) =
        (found.and_then(|found| found.client.as_ref()), diagnosis.server.as_ref())
    else {
        return Vec::new();
    };
    let is_v1 = server.canonical_request.is_none();
    let (title, old, new) = match found.and_then(|found| found.differs_at) {
        Some(DiffersAt::CanonicalRequest) => (
            language.of("Canonical request", "规范请求串"),
            client.canonical_request.as_deref().unwrap_or_default(),
            server.canonical_request.as_deref().unwrap_or_default(),
        ),
        _ => (
            language.of("String to sign", "待签名字符串"),
            &*client.string_to_sign,
            &*server.string_to_sign,
        ),
    };
    if old == new {
        return Vec::new();
    }
    let (old, new) = (split(old, is_v1), split(new, is_v1));
    let compared = differences(&as_strs(&old), &as_strs(&new));
    let is_canonical = title == language.of("Canonical request", "规范请求串");
    let last = new.last().map(String::as_str).unwrap_or_default();
    let remarked = compared.into_iter().map(|line| {
        let remark = remark(language, request, &line, is_canonical && line.text == last);
        line.remark(remark)
    });
    let same =
        |count| language.of(format!("{count} lines are the same"), format!("{count} 行相同"));
    let mut all = vec![DiffLine::new(Sign::Title, title)];
    all.extend(collapsed(remarked.collect(), AROUND, same));
    all
}

/// The difference of a request in the journal, checked at its own time.
pub(crate) fn difference_of(language: Language, raw: &str, keys: &KeyRing) -> Vec<DiffLine> {
    let Ok(request) = RawRequest::parse(raw.as_bytes()) else { return Vec::new() };
    let Some(at) = request.signed_at() else { return Vec::new() };
    lines(language, &request, &explain(&request, keys, at, None))
}

/// Lines; of the one line of signature v1, its parameters.
fn split(text: &str, is_v1: bool) -> Vec<String> {
    let shown = |line: &str| line.replace('\r', "␍");
    if is_v1 {
        text.split_inclusive('&').map(shown).collect()
    } else {
        text.split('\n').map(shown).collect()
    }
}

fn as_strs(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

fn remark(language: Language, request: &RawRequest, line: &DiffLine, is_hash: bool) -> String {
    match line.sign {
        Sign::Old => language.of("signed", "实际签名").into(),
        Sign::New if is_hash => {
            language.of("should be: SHA-256 of the body", "应为：正文的 SHA-256").into()
        }
        Sign::New => language.of("should be", "应为").into(),
        _ => {
            let signed = request.signed_at().filter(|at: &Timestamp| line.text == at.to_string());
            signed.map(|at| format!("X-TC-Timestamp = {}", utc(at))).unwrap_or_default()
        }
    }
}
