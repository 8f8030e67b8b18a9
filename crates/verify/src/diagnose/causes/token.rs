//! A session token that the keys do not have. Read, not computed.

use crate::diagnose::cause::{Bilingual, Cause, Stage};
use crate::diagnose::detail::Phrase;

pub(crate) static CAUSE: Cause = Cause {
    name: "token",
    explanation: Bilingual {
        en: "The session token is not that of the secret id, or one is missing; send the token that \
             was issued with the temporary key, and none with a long-term key.",
        zh: "会话令牌（Token）与 SecretId 不匹配，或缺少令牌；请发送与临时密钥一同签发的令牌，长期密钥不需要令牌。",
    },
    code: "token = other_or_none  // token = token_issued_with(secret_id), none for a long-term key",
    at: &[Stage::Token],
    ..Cause::NEW
};

/// What is wrong, of a token that was sent or not and is due or not.
pub(in crate::diagnose) fn detail(is_sent: bool, is_due: bool) -> Phrase {
    match (is_sent, is_due) {
        (true, true) => ("the key has another token", "密钥对应另一个令牌"),
        (true, false) => ("the key has no token", "密钥没有令牌"),
        (false, _) => ("the key has a token and none was sent", "密钥有令牌，但没有发送"),
    }
}
