//! What a reader should know beside the verdict.

use tencentcloud_core::{Language, Timestamp};
use tencentcloud_verify::captured::Captured;
use tencentcloud_verify::{Explanation, Verdict, age};

use super::keys::Keys;
use super::say;
use super::time;

/// Sentences: at which time the request was checked, and what was assumed.
pub(super) fn notes(
    captured: &Captured,
    explanation: &Explanation,
    keys: Option<&Keys>,
    at: Option<Timestamp>,
    language: Language,
) -> Vec<String> {
    let say = |en, zh| say(language, en, zh).to_owned();
    let mut notes = Vec::new();
    let is_checked = matches!(explanation.verdict, Verdict::Valid | Verdict::Invalid);
    let own_time = captured.request.signed_at().filter(|_| at.is_none() && is_checked);
    if let Some(signed) = own_time {
        notes.push(age(signed, time::now(), language));
    }
    let note = captured.uncertain.and_then(|uncertain| uncertain.note(language));
    notes.extend(note.map(str::to_owned));
    if explanation.verdict == Verdict::UnknownKey {
        notes.push(say(
            "Give its key in the file of --keys, or in TENCENTCLOUD_SECRET_ID and \
             TENCENTCLOUD_SECRET_KEY.",
            "请用 --keys 文件或 TENCENTCLOUD_SECRET_ID 与 TENCENTCLOUD_SECRET_KEY 提供该密钥。",
        ));
    }
    if keys.is_some_and(Keys::assumes_token) {
        notes.push(say(
            "The token was taken to be that of the key.",
            "已假定请求中的 Token 属于该密钥。",
        ));
    }
    notes
}
