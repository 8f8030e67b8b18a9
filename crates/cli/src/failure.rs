//! Errors of the command: a message and an exit code.

use std::error::Error as StdError;
use std::process::ExitCode;

use tencentcloud_catalog::Finding;
use tencentcloud_core::Error;

use crate::stderr;

/// The error of a command. Each variant documents its exit code.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Invalid command line: 2.
    Usage(String),
    /// An input that does not fit its action: 2.
    Input(Vec<Finding>),
    /// Failed call: 3 to 7. Only an action that is not idempotent exits with 7.
    Call { error: Box<Error>, idempotent: bool, advice: Option<String> },
    /// Ctrl-C: 130. The outcome of a write is unknown once it may have been sent.
    Interrupted { nothing_was_sent: bool, outcome_unknown: bool },
    /// A stream that ended with an event named `error`, which stdout shows: 4.
    ErrorEvent(String),
    /// A request whose signature is not right, which stdout shows: 4 if it is refused, 1 if
    /// that is not known.
    Explained { is_refused: bool },
    /// Any other error: 1.
    Other(String),
}

impl Failure {
    /// An error with exit code 1.
    pub(crate) fn other(what: &str, error: &dyn StdError) -> Self {
        Self::Other(format!("{what}: {error}"))
    }

    /// Prints the error to stderr and returns its exit code.
    pub(crate) fn report(self) -> ExitCode {
        const WARNING: &str = "the action may have taken effect; check before you retry";
        let code = self.exit_code();
        let line =
            |kind: &str, message: &str| stderr::print(&one_line(&format!("{kind}{message}")));
        match self {
            Self::Usage(message) | Self::Other(message) => line("error: ", &message),
            Self::Input(findings) => {
                for finding in findings {
                    line("error: ", &finding.to_string());
                }
            }
            Self::Explained { .. } => {}
            Self::ErrorEvent(action) => {
                line("error: ", &format!("{action}: the stream ended with an event named error"));
            }
            Self::Call { error, advice, .. } => {
                line("error: ", &error.to_string());
                if code == 7 {
                    line("warning: ", WARNING);
                }
                if let Some(advice) = advice {
                    line("advice: ", &advice);
                }
            }
            Self::Interrupted { nothing_was_sent, outcome_unknown } => {
                line("interrupted", if nothing_was_sent { "; nothing was sent" } else { "" });
                if outcome_unknown {
                    line("warning: outcome unknown: ", WARNING);
                }
            }
        }
        ExitCode::from(code)
    }

    fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Input(_) => 2,
            Self::ErrorEvent(_) | Self::Explained { is_refused: true } => 4,
            Self::Call { error, idempotent, .. } => exit_code_of(error, *idempotent),
            Self::Interrupted { .. } => 130,
            Self::Other(_) | Self::Explained { is_refused: false } => 1,
        }
    }
}

/// Replaces control characters, which a command line or a response may contain.
fn one_line(message: &str) -> String {
    message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// 7 takes precedence over 4, 5 and 6, so that a script does not retry a write whose
/// outcome is unknown.
fn exit_code_of(error: &Error, idempotent: bool) -> u8 {
    if !idempotent && error.may_have_taken_effect() {
        return 7;
    }
    match error {
        // The action is idempotent after all, so the last attempt decides.
        Error::Ambiguous(ambiguity) => {
            ambiguity.last().map_or(1, |last| exit_code_of(last, idempotent))
        }
        Error::Credential { .. } => 3,
        Error::Api(_) => 4,
        Error::Request { .. } | Error::Endpoint(_) => 2,
        _ if error.is_timeout() => 6,
        Error::Transport { .. } | Error::Reply { .. } | Error::Stream { .. } => 5,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, StatusCode};
    use tencentcloud_core::{
        AccountState, Auth, Call, Effect, Endpoint, Limits, Now, RawResponse, Request, RetryPolicy,
        Sent, Step, Timestamp, TransportError, TransportErrorKind,
    };

    use super::*;

    type Outcome = Result<(u16, &'static str), (TransportErrorKind, Sent)>;

    /// The error of a call whose only attempt has this outcome.
    fn error(effect: Effect, outcome: Outcome) -> Error {
        let now = Now::new(Timestamp::new(1_700_000_000).unwrap(), std::time::Duration::ZERO, 0);
        let request = Request::new("ecm", "2019-07-19", "ImportImage", "{}").with_effect(effect);
        let origin = Endpoint::nearest().origin("ecm").unwrap();
        let mut state = AccountState::default();
        let mut call =
            Call::new(request, origin, Limits::default()).retry_policy(RetryPolicy::never());
        let _ = call.next(now, &mut state);
        let _ = call.sign(now, Auth::Skip);
        let outcome = outcome
            .map(|(status, body)| {
                RawResponse::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new(), body)
            })
            .map_err(|(kind, sent)| TransportError::new(kind, sent));
        call.receive(now, outcome);
        match call.next(now, &mut state) {
            Step::Done(Err(error)) => error,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn exit_code_is_7_when_the_outcome_of_a_write_is_unknown() {
        let api = |code| match code {
            "InternalError" => r#"{"Response":{"Error":{"Code":"InternalError"},"RequestId":"r"}}"#,
            _ => r#"{"Response":{"Error":{"Code":"InvalidAction"},"RequestId":"r"}}"#,
        };
        for (outcome, read, write) in [
            (Ok((200, api("InvalidAction"))), 4, 4),
            (Ok((200, api("InternalError"))), 4, 7),
            // An error of the API is one in every HTTP status, an output only in 200.
            (Ok((401, api("InvalidAction"))), 4, 4),
            (Ok((503, api("InternalError"))), 4, 7),
            (Ok((401, r#"{"Response":{"RequestId":"r"}}"#)), 5, 7),
            (Ok((502, "<html>")), 5, 7),
            (Ok((200, "<html>")), 5, 7),
            (Err((TransportErrorKind::Connect, Sent::Never)), 5, 5),
            (Err((TransportErrorKind::Closed, Sent::Maybe)), 5, 7),
            (Err((TransportErrorKind::Timeout, Sent::Never)), 6, 6),
            (Err((TransportErrorKind::Timeout, Sent::Maybe)), 6, 7),
        ] {
            assert_eq!(exit_code_of(&error(Effect::Read, outcome), true), read, "{outcome:?}");
            assert_eq!(exit_code_of(&error(Effect::Write, outcome), false), write, "{outcome:?}");
            // A write that may be repeated: ambiguous, and the last attempt decides.
            assert_eq!(exit_code_of(&error(Effect::Write, outcome), true), read, "{outcome:?}");
        }
        assert_eq!(exit_code_of(&Error::credential("none"), false), 3);
    }
}
