//! The explanation for people: verdict, causes, and the steps of client and server.

use tencentcloud_core::Language;
use tencentcloud_verify::{DiffersAt, Explanation, Found, Verdict};

use super::visible::visible;
use super::{say, steps};

/// The whole text, without a line end.
pub(super) fn text(explanation: &Explanation, notes: &[String], language: Language) -> String {
    let causes = &explanation.diagnosis.causes;
    let mut sections = vec![verdict(explanation)];
    if causes.is_empty() {
        sections.push(explanation.message(language));
    }
    sections.extend(causes.iter().map(|found| cause(found, language)));
    let server = explanation.diagnosis.server.as_ref();
    match (causes.first(), server) {
        (None, Some(server)) if explanation.verdict == Verdict::Invalid => {
            sections.push(say(language, "The steps of the server:", "服务端的各个步骤：").into());
            sections.extend(steps::of_server(server, language));
        }
        (Some(Found { client: Some(client), differs_at, .. }), Some(server)) => {
            let english = "The steps of the client, as found, and of the server:";
            let chinese = "客户端（按找到的错误）与服务端的各个步骤：";
            sections.push(say(language, english, chinese).into());
            sections.extend(steps::of_both(client, server, *differs_at, language));
        }
        _ => {}
    }
    sections.extend_from_slice(notes);
    sections.push(limits(explanation.verdict, language).into());
    // Nothing of the input may control a terminal.
    sections.join("\n\n").lines().map(visible).collect::<Vec<_>>().join("\n")
}

/// `invalid: NAME, NAME`, or another verdict.
fn verdict(explanation: &Explanation) -> String {
    let (verdict, causes) = (explanation.verdict.as_str(), explanation.causes());
    if causes.is_empty() { verdict.into() } else { format!("{verdict}: {}", causes.join(", ")) }
}

/// The name, what the client did and what to change, and the same as code.
fn cause(found: &Found, language: Language) -> String {
    let (name, explanation) = (found.cause.name(), found.cause.explanation(language));
    let detail = match &*found.detail {
        "" => String::new(),
        detail => format!(" ({detail})"),
    };
    let label = say(language, "differs first at", "最先不同之处");
    let step = match found.differs_at {
        Some(step) => format!("\n  {label}: {}", name_of(step, language)),
        None => String::new(),
    };
    format!("{name}\n  {explanation}{detail}\n  {}{step}", found.cause.code())
}

fn name_of(step: DiffersAt, language: Language) -> &'static str {
    let (en, zh) = match step {
        DiffersAt::Authorization => (
            "the Authorization header, timestamp, token or parameters",
            "Authorization 头、时间戳、Token 或参数",
        ),
        DiffersAt::Scope => ("the credential scope", "凭证范围（CredentialScope）"),
        DiffersAt::SigningKey => ("the signing key", "签名密钥"),
        DiffersAt::CanonicalRequest => ("the canonical request", "规范请求串（CanonicalRequest）"),
        DiffersAt::StringToSign => ("the string to sign", "待签名字符串（StringToSign）"),
        _ => ("the signature", "签名（Signature）"),
    };
    say(language, en, zh)
}

/// What nobody but the service knows.
fn limits(verdict: Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::UnknownKey | Verdict::Unsigned => say(
            language,
            "Without the key of the request nothing more can be said.",
            "没有该请求的密钥，无法进一步判断。",
        ),
        _ => say(
            language,
            "Not known here: whether the key is active and may call the action, and whether the \
             clock of the service agrees with this time.",
            "此处无法得知：密钥是否有效、是否有权调用该接口，以及服务端时钟是否与上述时间一致。",
        ),
    }
}
