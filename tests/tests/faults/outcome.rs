//! The outcome of a call, in the words of the page.

use std::borrow::Cow;

use tencentcloud_core::{Error, ReplyError, Sent, TransportErrorKind};

use crate::script::{FOREIGN_REQUEST_ID, OWN_REQUEST_ID};

const FOREIGN_RESPONSE: &str = "the response to another request";

/// The outcome of one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Success, or the variants of the error.
    pub(crate) result: Cow<'static, str>,
    /// Further details of the error that a program can match on.
    pub(crate) detail: Option<String>,
    pub(crate) sent: Option<Sent>,
    /// Whether the error reports that the call may have taken effect.
    pub(crate) effect: Option<bool>,
    pub(crate) is_timeout: bool,
}

impl Outcome {
    pub(crate) const SUCCESS: Self =
        Self { result: Cow::Borrowed("success"), sent: None, effect: None, ..Self::CLOSED };
    /// Closed; the server may have the request.
    pub(crate) const CLOSED: Self = Self {
        result: Cow::Borrowed("`Transport` `Closed`"),
        detail: None,
        sent: Some(Sent::Maybe),
        effect: Some(true),
        is_timeout: false,
    };
    /// Closed; the server does not have the request.
    pub(crate) const CLOSED_BEFORE: Self =
        Self { sent: Some(Sent::Never), effect: Some(false), ..Self::CLOSED };

    pub(crate) const CONNECT: Self =
        Self { result: Cow::Borrowed("`Transport` `Connect`"), ..Self::CLOSED_BEFORE };
    /// Not HTTP; the server may have the request.
    pub(crate) const PROTOCOL: Self =
        Self { result: Cow::Borrowed("`Transport` `Protocol`"), ..Self::CLOSED };
    /// Not HTTP; the server does not have the request.
    pub(crate) const PROTOCOL_BEFORE: Self =
        Self { result: Cow::Borrowed("`Transport` `Protocol`"), ..Self::CLOSED_BEFORE };

    /// Timed out; the server may have the request.
    pub(crate) const TIMEOUT: Self =
        Self { result: Cow::Borrowed("`Transport` `Timeout`"), is_timeout: true, ..Self::CLOSED };
    /// Timed out; the server does not have the request.
    pub(crate) const TIMEOUT_BEFORE: Self = Self {
        result: Cow::Borrowed("`Transport` `Timeout`"),
        is_timeout: true,
        ..Self::CLOSED_BEFORE
    };

    pub(crate) fn of(result: &Result<String, Error>) -> Self {
        match result {
            Ok(id) if id == OWN_REQUEST_ID => Self::SUCCESS,
            Ok(id) if id == FOREIGN_REQUEST_ID => {
                Self { result: FOREIGN_RESPONSE.into(), ..Self::SUCCESS }
            }
            Ok(id) => Self { detail: Some(format!("with request id {id:?}")), ..Self::SUCCESS },
            Err(error) => Self::of_error(error),
        }
    }

    fn of_error(error: &Error) -> Self {
        let (result, detail) = name(error);
        Self {
            result,
            detail,
            sent: Some(error.sent()),
            effect: Some(error.may_have_taken_effect()),
            is_timeout: error.is_timeout(),
        }
    }

    pub(crate) fn is_success(&self) -> bool {
        self.result == Self::SUCCESS.result
    }

    /// Whether the call returned another call's response.
    pub(crate) fn is_foreign(&self) -> bool {
        self.result == FOREIGN_RESPONSE
    }
}

fn name(error: &Error) -> (Cow<'static, str>, Option<String>) {
    match error {
        Error::Api(error) => ("`Api`".into(), Some(format!("`{}`", error.code))),
        Error::Transport { error, .. } => (transport(error.kind()).into(), None),
        Error::Reply { problem: ReplyError::Status(status), .. } => {
            ("`Reply` `Status`".into(), Some(status.as_u16().to_string()))
        }
        Error::Reply { problem, .. } => (format!("`Reply` `{}`", variant(problem)).into(), None),
        other => (format!("`{}`", variant(other)).into(), None),
    }
}

fn transport(kind: TransportErrorKind) -> String {
    format!("`Transport` `{kind:?}`")
}

/// The name of an enum's variant.
fn variant(value: &impl std::fmt::Debug) -> String {
    let debug = format!("{value:?}");
    debug.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}
