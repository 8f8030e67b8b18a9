//! The attempts of a call, as the page lists them.

use std::time::Duration;

use tencentcloud_catalog::Action;
use tencentcloud_core::{Class, ErrorCode};

use super::outcome::without_action;
use super::recorder::{AttemptResult, Exchange};
use crate::api::{Attempt, AttemptTimings, Language};
use crate::chinese::sentence;
use crate::mask::Mask;

pub(super) fn attempts(
    language: Language,
    action: &Action,
    mask: &Mask,
    exchanges: &[Exchange],
) -> Vec<Attempt> {
    let attempt = |(index, exchange): (usize, &Exchange)| Attempt {
        number: u32::try_from(index + 1).unwrap_or(u32::MAX),
        result: match &exchange.result {
            AttemptResult::None => language.of("no result", "没有结果").into(),
            AttemptResult::Success => language.of("success", "成功").into(),
            AttemptResult::Code(code) => mask.hide(code),
            AttemptResult::Failed(error) => sentence(&mask.hide(without_action(action, error))),
        },
        ms: milliseconds(exchange.took),
        timings: exchange.timings.map(|timings| AttemptTimings {
            sign: milliseconds(exchange.signing),
            connect: timings.connect.map(milliseconds),
            first_byte: milliseconds(timings.first_byte),
            body: milliseconds(exchange.reading),
        }),
        then: then(language, exchange),
    };
    exchanges.iter().enumerate().map(attempt).collect()
}

/// What the client did after an attempt. Empty after a success.
fn then(language: Language, exchange: &Exchange) -> String {
    let (class, is_success) = match &exchange.result {
        AttemptResult::Code(code) => {
            let code = ErrorCode::new(&**code);
            ((!code.is_ambiguous()).then(|| code.class()), false)
        }
        AttemptResult::Success => (None, true),
        _ => (None, false),
    };
    if is_success {
        return String::new();
    }
    if let Some(waited) = exchange.waited {
        let seconds = waited.as_secs_f64();
        return match class {
            Some(_) => language.of(
                format!("not executed, retried after {seconds:.2} s"),
                format!("未执行，{seconds:.2} 秒后重试"),
            ),
            None => language
                .of(format!("retried after {seconds:.2} s"), format!("{seconds:.2} 秒后重试")),
        };
    }
    match class {
        Some(Class::Permanent) => language.of("permanent, not retried", "永久错误，不重试").into(),
        _ => language.of("not retried", "不重试").into(),
    }
}

pub(super) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
