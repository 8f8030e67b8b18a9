//! What became of a call, in words.

use tencentcloud_catalog::Action;
use tencentcloud_core::{Error, ReplyError, Sent, TransportErrorKind};

use super::recorder::Exchange;
use crate::api::{Language, Outcome};
use crate::chinese::sentence;
use crate::mask::Mask;
use crate::request::Outgoing;

/// The outcome of a call that failed.
pub(super) fn of_error(
    language: Language,
    outgoing: &Outgoing,
    error: &Error,
    last: Option<&Exchange>,
) -> Outcome {
    if let Some((code, message)) = api_error(error) {
        let diagnosis = last.and_then(|last| header(last, "x-emulator-diagnosis"));
        let diagnosis = diagnosis.map(|causes| causes.split(',').map(str::to_owned).collect());
        let diagnosis = diagnosis.unwrap_or_default();
        return Outcome::ApiError { code, message, diagnosis };
    }
    let idempotent = outgoing.request.is_idempotent();
    let is_unknown = error.may_have_taken_effect() && !idempotent;
    let after = if is_unknown { unknown(language, outgoing) } else { String::new() };
    match of_last_attempt(error) {
        Error::Reply { problem, .. } => Outcome::NoApiResponse {
            title: language.of("Not an API response", "不是接口响应").into(),
            message: joined(language, no_api_response(language, problem, last), &after),
        },
        error if error.sent() == Sent::Never => {
            let (title, message) = not_sent(language, outgoing, error);
            Outcome::NotSent { title, message }
        }
        error => {
            let what = what_happened(language, error);
            let message = language
                .of(format!("{what} after the request was sent."), format!("请求发出后{what}。"));
            let title = if is_unknown {
                language.of("Outcome unknown", "结果未知")
            } else {
                language.of("No response", "没有响应")
            };
            let message = joined(language, message, &after);
            Outcome::Unknown { title: title.into(), message, idempotent }
        }
    }
}

/// The outcome without secrets: a server may say anything that it received, such as the id
/// of a key.
pub(super) fn without(mask: &Mask, outcome: Outcome) -> Outcome {
    let hide = |text: String| mask.hide(&text);
    match outcome {
        Outcome::ApiError { code, message, diagnosis } => Outcome::ApiError {
            code: hide(code),
            message: hide(message),
            diagnosis: diagnosis.into_iter().map(hide).collect(),
        },
        Outcome::NotSent { title, message } => {
            Outcome::NotSent { title: hide(title), message: hide(message) }
        }
        Outcome::Unknown { title, message, idempotent } => {
            Outcome::Unknown { title, message: hide(message), idempotent }
        }
        Outcome::NoApiResponse { title, message } => {
            Outcome::NoApiResponse { title, message: hide(message) }
        }
        outcome => outcome,
    }
}

fn joined(language: Language, one: String, other: &str) -> String {
    match other {
        "" => one,
        other => format!("{one}{}{other}", language.of(" ", "")),
    }
}

/// What the action of an unknown outcome is.
fn unknown(language: Language, outgoing: &Outgoing) -> String {
    let name = outgoing.action.name;
    language.of(
        format!("{name} is not idempotent, so it was not retried. Check before you send it again."),
        format!("{name} 不是幂等操作，因此没有重试。请先确认再重新发送。"),
    )
}

fn of_last_attempt(error: &Error) -> &Error {
    match error {
        Error::Ambiguous(ambiguity) => ambiguity.last().unwrap_or(error),
        error => error,
    }
}

fn api_error(error: &Error) -> Option<(String, String)> {
    match of_last_attempt(error) {
        Error::Api(api) => Some((api.code.as_str().to_owned(), api.message.clone())),
        _ => None,
    }
}

/// Title and message where nothing was sent.
fn not_sent(language: Language, outgoing: &Outgoing, error: &Error) -> (String, String) {
    match error {
        Error::Transport { error, .. } if error.kind() != TransportErrorKind::Unsupported => {
            let host = outgoing.origin.authority();
            let error = sentence(&error.to_string());
            language.of(
                (
                    format!("No connection to {host}"),
                    format!("{error} Nothing was sent, so the action did not run."),
                ),
                (format!("无法连接 {host}"), format!("{error} 未发送任何内容，接口没有执行。")),
            )
        }
        error => {
            let error = error.to_string();
            let title = language.of("Nothing was sent", "未发送任何内容").into();
            (title, sentence(without_action(outgoing.action, &error)))
        }
    }
}

/// An error without the name of the action, which the page shows already.
pub(super) fn without_action<'a>(action: &Action, error: &'a str) -> &'a str {
    error.strip_prefix(action.name).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(error)
}

/// The end of a connection, as the beginning of a sentence.
fn what_happened(language: Language, error: &Error) -> String {
    let (en, zh) = match error {
        error if error.is_timeout() => ("The time was over", "超时"),
        Error::Transport { error, .. } | Error::Stream { error, .. } => match error.kind() {
            TransportErrorKind::Closed => ("The connection was closed", "连接被关闭"),
            TransportErrorKind::TooLarge => ("The response was too large", "响应过大"),
            _ => ("The connection broke", "连接中断"),
        },
        _ => ("The connection broke", "连接中断"),
    };
    language.of(en, zh).into()
}

fn no_api_response(language: Language, problem: &ReplyError, last: Option<&Exchange>) -> String {
    let Some((status, _)) = last.and_then(|last| last.head.as_ref()) else {
        return sentence(&problem.to_string());
    };
    let kind = last.and_then(|last| header(last, "content-type"));
    let kind = kind.and_then(|kind| Some(kind.split(';').next()?.trim().to_owned()));
    let kind = kind.unwrap_or_else(|| language.of("no type", "无类型").into());
    let (status, length) = (status.as_u16(), last.map_or(0, |last| last.body.len()));
    let why = match problem {
        ReplyError::Status(_) | ReplyError::Envelope(_) => language
            .of(
                "There is no member Response; a proxy may have replied.",
                "没有 Response 成员，可能是代理的响应。",
            )
            .into(),
        problem => sentence(&problem.to_string()),
    };
    language.of(
        format!("HTTP {status}, {kind}, {length} bytes. {why}"),
        format!("HTTP {status}，{kind}，{length} 字节。{why}"),
    )
}

/// The value of a response header.
pub(super) fn header(exchange: &Exchange, name: &str) -> Option<String> {
    let (_, headers) = exchange.head.as_ref()?;
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::Credential;

    use super::*;

    #[test]
    fn message_of_a_server_that_names_the_key_has_no_id() {
        let id = "test-secret-id-000001";
        let credential = Credential::new(id, "test-secret-key-000001").unwrap();
        let mask = Mask::new(Some(&credential));
        let outcome = Outcome::ApiError {
            code: "AuthFailure.SecretIdNotFound".into(),
            message: format!("The SecretId {id} is not found."),
            diagnosis: vec![id.into()],
        };
        let Outcome::ApiError { code, message, diagnosis } = without(&mask, outcome) else {
            panic!("another outcome");
        };
        assert_eq!(code, "AuthFailure.SecretIdNotFound");
        assert_eq!(message, "The SecretId ••••••••0001 is not found.");
        assert_eq!(diagnosis, ["••••••••0001"]);
        let unknown =
            Outcome::Unknown { title: String::new(), message: id.into(), idempotent: true };
        let unknown = without(&mask, unknown);
        assert!(matches!(unknown, Outcome::Unknown { message, .. } if message != id));
    }
}
