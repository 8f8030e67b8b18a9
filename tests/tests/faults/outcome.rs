//! What a call came to, in the words of the page.

use std::borrow::Cow;

use tencentcloud_core::{Error, ReplyError, Sent, TransportErrorKind};

use crate::moves::OWN;

/// The end of one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Success, or the variants of the error.
    pub(crate) result: Cow<'static, str>,
    /// What else the error says that a program can decide on.
    pub(crate) detail: Option<String>,
    pub(crate) sent: Option<Sent>,
    /// Whether the error says that the call may have taken effect.
    pub(crate) effect: Option<bool>,
    pub(crate) is_timeout: bool,
}

impl Outcome {
    pub(crate) const SUCCESS: Self =
        Self { result: Cow::Borrowed("success"), sent: None, effect: None, ..Self::CLOSED };
    /// Closed, and the server may hold the request.
    pub(crate) const CLOSED: Self = Self {
        result: Cow::Borrowed("`Transport` `Closed`"),
        detail: None,
        sent: Some(Sent::Maybe),
        effect: Some(true),
        is_timeout: false,
    };
    /// Closed, and it does not.
    pub(crate) const CLOSED_BEFORE: Self =
        Self { sent: Some(Sent::Never), effect: Some(false), ..Self::CLOSED };

    pub(crate) const CONNECT: Self =
        Self { result: Cow::Borrowed("`Transport` `Connect`"), ..Self::CLOSED_BEFORE };
    /// Not HTTP, and the server may hold the request.
    pub(crate) const PROTOCOL: Self =
        Self { result: Cow::Borrowed("`Transport` `Protocol`"), ..Self::CLOSED };
    /// Not HTTP, and it does not.
    pub(crate) const PROTOCOL_BEFORE: Self =
        Self { result: Cow::Borrowed("`Transport` `Protocol`"), ..Self::CLOSED_BEFORE };

    /// Out of time, and the server may hold the request.
    pub(crate) const TIMEOUT: Self =
        Self { result: Cow::Borrowed("`Transport` `Timeout`"), is_timeout: true, ..Self::CLOSED };
    /// Out of time, and it does not.
    pub(crate) const TIMEOUT_BEFORE: Self = Self {
        result: Cow::Borrowed("`Transport` `Timeout`"),
        is_timeout: true,
        ..Self::CLOSED_BEFORE
    };

    pub(crate) fn of(result: &Result<String, Error>) -> Self {
        match result {
            Ok(id) if id == OWN => Self::SUCCESS,
            Ok(id) if id == "r-foreign" => {
                Self { result: "the answer to another request".into(), ..Self::SUCCESS }
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
    let text = format!("{value:?}");
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}
