//! What must hold for every row, whatever the page says.
//!
//! - The call ends: at once, or soon after the limit that is short in this row.
//! - It sends one request at most; nothing is tried again behind the user's back.
//! - No call says [`Sent::Never`] whose request the server holds whole.
//! - A write that may have taken effect ends as [`Error::Ambiguous`], and nothing
//!   else does.
//! - No call gets an answer that is not its own, and nobody but the endpoint
//!   hears of it.
//! - The error is a line that a log can take, without a key in it.

use std::sync::LazyLock;
use std::time::Duration;

use tencentcloud_core::{Effect, Error, ReplyError, Sent};

use crate::fault::{Fault, LONG, Limit};
use crate::ledger::Counts;
use crate::moves::{after_request, good};
use crate::outcome::Outcome;
use crate::server::Server;

/// What a busy machine may take beyond a limit, or for what is done at once.
pub(crate) const SLACK: Duration = Duration::from_secs(10);

/// Where a redirect would lead. Nobody ever comes here.
pub(crate) static ELSEWHERE: LazyLock<Server> =
    LazyLock::new(|| Server::start(vec![after_request([crate::moves::Move::Write(good())])]));

/// What one client did and met.
pub(crate) struct Visit {
    /// Of the call that counts; those before it change nothing.
    pub(crate) effect: Effect,
    /// Of every call, the one that counts last.
    pub(crate) results: Vec<Result<String, Error>>,
    /// How long that one took.
    pub(crate) taken: Duration,
    /// The limits that were in force for it.
    pub(crate) limit: Duration,
    /// What the server received in all; `None` if there is none.
    pub(crate) counts: Option<Counts>,
}

/// The first promise that was broken, if one was.
pub(crate) fn broken(fault: &Fault, visit: &Visit) -> Option<String> {
    let outcomes: Vec<_> = visit.results.iter().map(Outcome::of).collect();
    let (last, before) = outcomes.split_last()?;
    if let Some(failed) = before.iter().find(|outcome| !outcome.is_success()) {
        return Some(format!("a call before the fault failed: {failed:?}"));
    }
    if outcomes.iter().any(|outcome| outcome.result.contains("another")) {
        return Some("a call got the answer to another one".to_owned());
    }
    in_time(fault, visit, last)
        .or_else(|| visit.counts.and_then(|counts| sent(&outcomes, counts)))
        .or_else(|| in_doubt(visit))
        .or_else(|| visit.results.iter().filter_map(|result| result.as_ref().err()).find_map(line))
}

fn in_time(fault: &Fault, visit: &Visit, last: &Outcome) -> Option<String> {
    let taken = visit.taken;
    if !last.is_timeout {
        return (taken > SLACK).then(|| format!("it took {taken:?}"));
    }
    if fault.limit == Limit::Neither {
        return Some(format!("nothing but the limit of {LONG:?} ended it"));
    }
    // A socket may give up a hair before the limit; a clock's grain is one, too.
    let limit = visit.limit;
    let is_within = limit.mul_f32(0.95) <= taken && taken <= limit + SLACK;
    (!is_within).then(|| format!("it took {taken:?}, the limit is {limit:?}"))
}

fn sent(outcomes: &[Outcome], counts: Counts) -> Option<String> {
    let calls = outcomes.len();
    let maybe = outcomes.iter().filter(|outcome| outcome.sent != Some(Sent::Never)).count();
    if counts.whole > maybe {
        return Some(format!("the server holds a request that was never sent: {counts:?}"));
    }
    if counts.heads > calls || counts.connections > calls {
        return Some(format!("more requests than calls: {counts:?}"));
    }
    let elsewhere = ELSEWHERE.ledger().counts();
    (elsewhere.connections > 0).then(|| "somebody else was spoken to".to_owned())
}

fn in_doubt(visit: &Visit) -> Option<String> {
    let error = visit.results.last()?.as_ref().err()?;
    let says_so = matches!(error, Error::Ambiguous(_));
    // The service did it and said so; the answer does not fit the type.
    let is_done = matches!(error, Error::Reply { problem: ReplyError::Decode(_), .. });
    let may_be_done = visit.effect == Effect::Write && error.may_have_taken_effect();
    let is_in_doubt = may_be_done && !is_done;
    (says_so != is_in_doubt).then(|| format!("a write in doubt is not told as such: {error:?}"))
}

fn line(error: &Error) -> Option<String> {
    let text = error.to_string();
    let is_line = text.len() < 1000 && !text.contains(char::is_control);
    if !is_line || format!("{text} {error:?}").contains("secret-key") {
        return Some(format!("not a line for a log: {text:?}"));
    }
    None
}
