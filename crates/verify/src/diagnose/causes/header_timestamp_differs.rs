//! Another second in the string to sign than in the header.

use crate::diagnose::detail::{Detail, Phrase};
use tencentcloud_core::Timestamp;

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "header-timestamp-differs",
    explanation: Bilingual {
        en: "The string to sign has another second than X-TC-Timestamp; read the clock once and \
             use that value for both.",
        zh: "待签名字符串中的时间戳与 X-TC-Timestamp 不同；请只读取一次时钟，并在两处使用同一个值。",
    },
    code: "text = [algorithm, now(), scope, hash]; headers[\"X-TC-Timestamp\"] = now()  // at = now(); text = [algorithm, at, scope, hash]; headers[\"X-TC-Timestamp\"] = at",
    tc3: Some(|search| {
        let sent = search.at.seconds();
        let near = (-5..=5).filter(|by| *by != 0).filter_map(|by| {
            Some((
                sent.checked_add_signed(by)?,
                Detail::from((format!("{by:+} s"), format!("{by:+} 秒"))),
            ))
        });
        let date = search.request.header("date").ok().flatten();
        let date = date.and_then(Timestamp::from_http_date).map(Timestamp::seconds);
        let date = date.filter(|second| *second != sent);
        let date = date.map(|second| (second, Detail::from(DATE)));
        let scope = search.claim.date;
        for (second, detail) in near.chain(date).collect::<Vec<_>>() {
            let Some(signed) = Timestamp::new(second) else {
                continue;
            };
            // Around midnight the scope has the day of either second.
            let is_day_of_scope = signed.date().to_string() == scope;
            search.attempt(DiffersAt::StringToSign, detail, |signing| {
                signing.text.timestamp = signed.to_string().into();
                if is_day_of_scope {
                    signing.set_date(scope);
                }
            });
        }
    }),
    ..Cause::NEW
};

const DATE: Phrase = ("the second of the header Date", "请求头 Date 的时间");
