//! A timestamp outside of the window. Read, not computed.

use crate::diagnose::detail::Detail;
use crate::{
    VerifyError,
    diagnose::cause::{Bilingual, Cause, Stage},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "expired",
    explanation: Bilingual {
        en: "The request was signed more than five minutes before or after the time of the server; \
             correct the clock, and sign each request right before it is sent.",
        zh: "签名时间与服务端时间相差超过五分钟；请校准时钟，并在临发送时再签名。",
    },
    code: "send(request_signed_at(wrong_or_old_time))  // send(request_signed_at(now()))",
    at: &[Stage::Time],
    ..Cause::NEW
};

/// By how much it is outside.
pub(in crate::diagnose) fn detail(error: &VerifyError) -> Detail<'static> {
    let VerifyError::SignatureExpire { timestamp, now } = error else {
        return Detail::default();
    };
    let now = now.seconds();
    match timestamp.parse::<u64>() {
        Ok(at) if at < now => {
            let [en, zh] = durations(now - at);
            (format!("{en} before the time of the server"), format!("比服务端时间早 {zh}")).into()
        }
        Ok(at) => {
            let [en, zh] = durations(at - now);
            (format!("{en} after the time of the server"), format!("比服务端时间晚 {zh}")).into()
        }
        Err(_) => ("a number that is too large", "数字过大").into(),
    }
}

/// In both languages.
fn durations(seconds: u64) -> [String; 2] {
    [["d", "h", "min", "s"], ["天", "小时", "分钟", "秒"]].map(|units| duration(seconds, units))
}

/// The two largest units.
fn duration(seconds: u64, units: [&str; 4]) -> String {
    let mut rest = seconds;
    let parts = [86_400, 3_600, 60, 1].into_iter().zip(units).map(|(size, unit)| {
        let count = rest / size;
        rest %= size;
        (count, unit)
    });
    let parts = parts.skip_while(|(count, _)| *count == 0).take(2);
    let parts = parts.filter(|(count, _)| *count > 0);
    parts.map(|(count, unit)| format!("{count} {unit}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::{Language, Timestamp};

    use super::*;

    #[test]
    fn detail_says_by_how_much() {
        let now = Timestamp::new(1_700_000_000).unwrap();
        for (timestamp, expected) in [
            ("1699999699", "5 min 1 s before the time of the server"),
            ("1700028800", "8 h after the time of the server"),
            ("1700028801", "8 h after the time of the server"),
            ("1699900000", "1 d 3 h before the time of the server"),
            ("1700000059", "59 s after the time of the server"),
            ("99999999999999999999", "a number that is too large"),
        ] {
            let error = VerifyError::SignatureExpire { timestamp: timestamp.to_owned(), now };
            assert_eq!(detail(&error).in_language(Language::EnUs), expected, "{timestamp}");
        }
        let error = VerifyError::SignatureExpire { timestamp: "1699900000".to_owned(), now };
        assert_eq!(detail(&error).in_language(Language::ZhCn), "比服务端时间早 1 天 3 小时");
    }
}
