//! Properties of every row, whatever the page says.
//!
//! - The call ends at once, or soon after the short timeout of its row.
//! - The client sends at most one request: transports do not retry. It sends none after
//!   the deadline of a call.
//! - No call reports [`Sent::Never`] if the server has its whole request, unless it
//!   said that it did not process it.
//! - A write whose outcome is unknown fails with [`Error::Ambiguous`], and no other
//!   call does.
//! - No call returns another call's response, and the client connects to nothing
//!   but the endpoint.
//! - The error is one line, states each fact once, and contains no key.

use std::sync::LazyLock;
use std::time::Duration;

use tencentcloud_core::{Effect, Error, Limits, ReplyError, Sent};
use tencentcloud_tests::repeated_fact;

use crate::fault::{Fault, LONG, Limit};
use crate::outcome::Outcome;
use crate::script::{Op, after_request, valid_response};
use crate::server::Server;
use crate::server_log::Counts;

/// The extra time of a busy machine, beyond a timeout or for what ends at once.
pub(crate) const SLACK: Duration = Duration::from_secs(10);

/// The longest that a transport may wait on a silent connection: until it sends a PING,
/// and for the response to that.
const SILENCE: Duration = Duration::from_secs(30);

/// The target of redirects. The client must never connect to it.
pub(crate) static REDIRECT_TARGET: LazyLock<Server> =
    LazyLock::new(|| Server::start(vec![after_request([Op::Write(valid_response())])]));

/// The calls of one client, and what its server received.
pub(crate) struct Observation {
    /// The effect of the measured call. Calls before it are reads.
    pub(crate) effect: Effect,
    /// The results of all calls, the measured one last.
    pub(crate) results: Vec<Result<String, Error>>,
    /// The duration of the measured call.
    pub(crate) elapsed: Duration,
    /// The shorter of its timeouts.
    pub(crate) limit: Duration,
    /// What the server received in total; `None` if there is no server.
    pub(crate) counts: Option<Counts>,
}

/// The first violated invariant, if any.
pub(crate) fn violation(fault: &Fault, observation: &Observation) -> Option<String> {
    let outcomes: Vec<_> = observation.results.iter().map(Outcome::of).collect();
    let (last, before) = outcomes.split_last()?;
    if let Some(failed) = before.iter().find(|outcome| !outcome.is_success()) {
        return Some(format!("a call before the fault failed: {failed:?}"));
    }
    if outcomes.iter().any(Outcome::is_foreign) {
        return Some("a call returned the response to another request".to_owned());
    }
    let mut errors = observation.results.iter().filter_map(|result| result.as_ref().err());
    timing_violation(fault, observation, last)
        .or_else(|| observation.counts.and_then(|counts| sent_violation(fault, &outcomes, counts)))
        .or_else(|| ambiguity_violation(observation))
        .or_else(|| errors.find_map(text_violation))
}

fn timing_violation(fault: &Fault, observation: &Observation, last: &Outcome) -> Option<String> {
    let elapsed = observation.elapsed;
    if !last.is_timeout {
        return (elapsed > SLACK).then(|| format!("the call took {elapsed:?}"));
    }
    if fault.limit == Limit::Neither {
        return Some(format!("only the timeout of {LONG:?} ended the call"));
    }
    if fault.limit == Limit::Silence {
        let is_within = elapsed <= SILENCE + SLACK;
        return (!is_within).then(|| format!("the call took {elapsed:?} on a silent connection"));
    }
    let limit = observation.limit;
    if fault.limit == Limit::FirstByte && observation.effect == Effect::Read {
        let is_within =
            Limits::DEFAULT_FIRST_BYTE_REUSED.mul_f32(0.95) <= elapsed && elapsed < limit;
        return (!is_within).then(|| format!("the call took {elapsed:?} on a kept connection"));
    }
    // Socket timeouts and clocks are coarse: a call may end slightly early.
    let is_within = limit.mul_f32(0.95) <= elapsed && elapsed <= limit + SLACK;
    (!is_within).then(|| format!("the call took {elapsed:?}, its timeout is {limit:?}"))
}

fn sent_violation(fault: &Fault, outcomes: &[Outcome], counts: Counts) -> Option<String> {
    let calls = outcomes.len();
    let maybe = outcomes.iter().filter(|outcome| outcome.sent != Some(Sent::Never)).count();
    if counts.whole > maybe && !fault.is_disowned {
        return Some(format!("the server has a request reported as never sent: {counts:?}"));
    }
    if counts.heads > 0 && fault.sends_nothing {
        return Some(format!("a request was sent after the deadline: {counts:?}"));
    }
    if counts.heads > calls || counts.connections > calls {
        return Some(format!("more requests or connections than calls: {counts:?}"));
    }
    let redirected = REDIRECT_TARGET.log().counts();
    (redirected.connections > 0).then(|| "the client followed a redirect".to_owned())
}

fn ambiguity_violation(observation: &Observation) -> Option<String> {
    let error = observation.results.last()?.as_ref().err()?;
    let is_ambiguous = matches!(error, Error::Ambiguous(_));
    // The service has reported success; only the output does not fit its type.
    let is_done = matches!(error, Error::Reply { problem: ReplyError::Decode(_), .. });
    let may_be_done = observation.effect == Effect::Write && error.may_have_taken_effect();
    let is_unknown = may_be_done && !is_done;
    (is_ambiguous != is_unknown)
        .then(|| format!("`Ambiguous` does not match an unknown outcome: {error:?}"))
}

fn text_violation(error: &Error) -> Option<String> {
    let text = error.to_string();
    let is_line = text.len() < 1000 && !text.contains(char::is_control);
    if !is_line || format!("{text} {error:?}").contains("secret-key") {
        return Some(format!("the error is not one line, or contains a key: {text:?}"));
    }
    repeated_fact(error).map(|fact| format!("the error states {fact:?} twice: {text:?}"))
}
