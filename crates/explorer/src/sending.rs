//! Sending a call and telling what came back.

mod attempts;
mod client;
mod help;
mod kept;
mod outcome;
mod recorder;
mod rules;
mod shown;

pub(crate) use self::client::Sender;
use self::shown::{Shown, row};
use crate::api::{HistoryEntry, Language, Outcome, Refusal, SendRequest, SendResponse, TargetKind};
use crate::explorer::Inner;
use crate::mask::Mask;
use crate::request::Outgoing;

impl Inner {
    /// Sends a call if the rules allow it, and adds it to the history. Dropping the future
    /// cancels the call.
    pub(crate) async fn send(&self, asked: &SendRequest) -> SendResponse {
        let language = asked.language;
        let outgoing = match self.outgoing(language, &asked.call, &asked.destination) {
            Ok(outgoing) => outgoing,
            Err(message) => return refused(Refusal::Invalid, message),
        };
        let target = asked.destination.target;
        let credential = self.credential(target).filter(|_| outgoing.request.is_signed());
        if credential.is_none() && outgoing.request.is_signed() {
            return refused(Refusal::NoKey, no_key(language).into());
        }
        if let Err((reason, message)) = rules::check(language, &outgoing, asked) {
            return refused(reason, message);
        }
        let account = credential.as_ref().filter(|_| target != TargetKind::Emulator);
        let mask = Mask::new(account);
        let first = self.now(target, asked.time, asked.random);
        let mut note = Note { inner: self, asked, outgoing: &outgoing, has_ended: false };
        let sent = self.sender.send(&outgoing, credential, first).await;
        let shown = match sent {
            Ok(sent) => Shown::of(language, &outgoing, sent, mask).await,
            Err(message) => {
                note.has_ended = true;
                return refused(Refusal::Invalid, message);
            }
        };
        note.has_ended = true;
        let history_id = self.history.add(shown.entry(asked, &outgoing, now()));
        shown.response(self, asked, &outgoing, history_id)
    }
}

/// Adds a call to the history that was canceled: the page gave up before it ended.
struct Note<'a> {
    inner: &'a Inner,
    asked: &'a SendRequest,
    outgoing: &'a Outgoing,
    has_ended: bool,
}

impl Drop for Note<'_> {
    fn drop(&mut self) {
        if !self.has_ended {
            self.inner.history.add(HistoryEntry {
                row: row(self.asked, self.outgoing, now(), "canceled".into(), false),
                call: self.asked.call.clone(),
                request: Vec::new(),
                response: String::new(),
            });
        }
    }
}

fn no_key(language: Language) -> &'static str {
    language.of(
        "There is no key for this target. Keys are never typed into this page.",
        "没有用于此目标的密钥。密钥从不在此页输入。",
    )
}

fn now() -> i64 {
    let now = tencentcloud_core::Clock::now(&tencentcloud_client::SystemClock);
    i64::try_from(now.unix.seconds()).unwrap_or_default()
}

/// A call that the explorer does not send. It is not in the history.
fn refused(reason: Refusal, message: String) -> SendResponse {
    SendResponse {
        outcome: Outcome::Refused { message, reason },
        status: None,
        request_id: None,
        total_ms: 0.0,
        attempts: Vec::new(),
        headers: Vec::new(),
        body: String::new(),
        body_bytes: 0,
        pretty: None,
        events: None,
        output_findings: Vec::new(),
        fidelity: None,
        help: None,
        request: None,
        history_id: 0,
    }
}

#[cfg(test)]
mod tests;
