//! A timestamp outside of the window. Read, not computed.

use crate::diagnose::cause::{Bilingual, Cause, Stage};

pub(crate) static CAUSE: Cause = Cause {
    name: "expired",
    explanation: Bilingual {
        en: "The request was signed more than five minutes before or after the time of the server; \
             correct the clock, and sign each request right before it is sent.",
        zh: "签名时间与服务器时间相差超过五分钟；请校准时钟，并在发送之前才签名。",
    },
    code: "timestamp = clock_that_is_wrong.now()  // or a signature that was kept",
    at: &[Stage::Time],
    ..Cause::NEW
};
