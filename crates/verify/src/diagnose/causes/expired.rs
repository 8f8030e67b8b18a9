//! A timestamp outside of the window. Read, not computed.

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
pub(in crate::diagnose) fn detail(error: &VerifyError) -> String {
    let VerifyError::SignatureExpire { timestamp, now } = error else {
        return String::new();
    };
    let now = now.seconds();
    match timestamp.parse::<u64>() {
        Ok(at) if at < now => format!("{} before the time of the server", duration(now - at)),
        Ok(at) => format!("{} after the time of the server", duration(at - now)),
        Err(_) => "a number that is too large".to_owned(),
    }
}

/// The two largest units.
fn duration(seconds: u64) -> String {
    let mut rest = seconds;
    let parts = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")].map(|(size, unit)| {
        let count = rest / size;
        rest %= size;
        (count, unit)
    });
    let parts = parts.iter().skip_while(|(count, _)| *count == 0).take(2);
    let parts = parts.filter(|(count, _)| *count > 0);
    parts.map(|(count, unit)| format!("{count} {unit}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::Timestamp;

    use super::*;

    #[test]
    fn detail_says_by_how_much() {
        let now = Timestamp::new(1_700_000_000).unwrap();
        for (timestamp, detail) in [
            ("1699999699", "5 min 1 s before the time of the server"),
            ("1700028800", "8 h after the time of the server"),
            ("1700028801", "8 h after the time of the server"),
            ("1699900000", "1 d 3 h before the time of the server"),
            ("1700000059", "59 s after the time of the server"),
            ("99999999999999999999", "a number that is too large"),
        ] {
            let error = VerifyError::SignatureExpire { timestamp: timestamp.to_owned(), now };
            assert_eq!(super::detail(&error), detail, "{timestamp}");
        }
    }
}
