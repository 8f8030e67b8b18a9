//! Milliseconds in the place of seconds.

use crate::diagnose::detail::Phrase;
use std::borrow::Cow;

use tencentcloud_core::Timestamp;

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause, Stage},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "timestamp-in-milliseconds",
    explanation: Bilingual {
        en: "The timestamp is in milliseconds; send and sign whole seconds since 1970.",
        zh: "时间戳使用了毫秒；请以自 1970 年起的整秒数发送并签名。",
    },
    code: "timestamp = now_in_milliseconds()  // timestamp = now_in_milliseconds() / 1000",
    at: &[Stage::Time, Stage::Signature],
    tc3: Some(|search| {
        for (signed, detail) in variants(search.stage, search.at, search.timestamp) {
            search.attempt(DiffersAt::StringToSign, detail, |signing| {
                signing.text.timestamp.clone_from(&signed);
            });
        }
    }),
    v1: Some(|search| {
        let (Some(at), Some(sent)) = (search.at(), search.value("Timestamp")) else {
            return;
        };
        for (signed, detail) in variants(search.stage, at, sent) {
            search.attempt(DiffersAt::StringToSign, detail, |signing| {
                signing.set("Timestamp", signed.clone());
            });
        }
    }),
    ..Cause::NEW
};

/// What may be signed. A timestamp that is sent in milliseconds is refused by its time.
fn variants(stage: Stage, at: Timestamp, sent: &str) -> Vec<(Cow<'_, str>, Phrase)> {
    let seconds = at.to_string();
    match stage {
        Stage::Time if sent == seconds => vec![],
        Stage::Time => vec![
            (seconds.into(), ("sent in milliseconds, signed in seconds", "发送为毫秒，签名为秒")),
            (sent.into(), ("sent and signed in milliseconds", "发送和签名都为毫秒")),
        ],
        _ => vec![(
            format!("{seconds}000").into(),
            ("sent in seconds, signed in milliseconds", "发送为秒，签名为毫秒"),
        )],
    }
}
