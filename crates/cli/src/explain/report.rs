//! The explanation for people: verdict, causes, and the steps of client and server.

use tencentcloud_core::Language;
use tencentcloud_verify::captured::StaleLength;
use tencentcloud_verify::{DiffersAt, Explanation, Found, Verdict};

use super::visible::visible;
use super::{say, steps};

/// The whole text, without a line end.
pub(super) fn text(
    explanation: &Explanation,
    stale: Option<StaleLength>,
    notes: &[String],
    language: Language,
) -> String {
    let causes = &explanation.diagnosis.causes;
    let server = explanation.diagnosis.server.as_ref();
    let is_v1 = server.is_some_and(|texts| texts.canonical_request.is_none());
    let mut sections = vec![verdict(explanation, stale)];
    sections.extend(stale.map(|stale| stale.note(language)));
    if causes.is_empty() {
        sections.push(explanation.message(language));
    }
    sections.extend(causes.iter().map(|found| cause(found, is_v1, language)));
    match (causes.first(), server) {
        (None, Some(server)) if explanation.verdict == Verdict::Invalid => {
            sections.push(say(language, "The steps of the server:", "服务端的各个步骤：").into());
            sections.extend(steps::of_server(server, language));
            if !is_v1 {
                sections.push(say(language, COMPARE.0, COMPARE.1).into());
            }
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
    sections.push(explanation.verdict.not_known(language).into());
    // Nothing of the input may control a terminal.
    sections.join("\n\n").lines().map(visible).collect::<Vec<_>>().join("\n")
}

/// `invalid: NAME, NAME`, or another verdict.
fn verdict(explanation: &Explanation, stale: Option<StaleLength>) -> String {
    let (verdict, causes) = super::verdict(explanation, stale);
    if causes.is_empty() { verdict.into() } else { format!("{verdict}: {}", causes.join(", ")) }
}

/// How to compare a canonical request that the client writes out.
const COMPARE: (&str, &str) = (
    "To compare the canonical request of your client: send the request to tc3 emulator with \
     that text in Base64 as the header X-Emulator-Canonical-Request. The response names the \
     line and byte that differ first (docs/emulator.md).",
    "如需比对客户端自己的规范请求串：将其以 Base64 写入请求头 X-Emulator-Canonical-Request，\
     连同请求一起发送给 tc3 emulator，响应会给出首个差异的行与字节（docs/emulator.md）。",
);

/// The name, what the client did and what to change, and the same as code.
fn cause(found: &Found, is_v1: bool, language: Language) -> String {
    let (name, explanation) = (found.cause.name(), found.cause.explanation(language));
    let detail = match found.detail(language) {
        "" => String::new(),
        detail if language == Language::ZhCn => format!("（{detail}）"),
        detail => format!(" ({detail})"),
    };
    let label = say(language, "differs first at: ", "首个差异：");
    let step = match found.differs_at {
        Some(step) => format!("\n  {label}{}", name_of(step, is_v1, language)),
        None => String::new(),
    };
    format!("{name}\n  {explanation}{detail}\n{}{step}", code(found.cause.code(), language))
}

/// The wrong and the right form, each on a line with its label.
fn code(code: &str, language: Language) -> String {
    let (wrong, right) = code.split_once("  // ").unwrap_or((code, ""));
    let labels = (say(language, "wrong: ", "错误："), say(language, "right: ", "正确："));
    format!("  {}{wrong}\n  {}{right}", labels.0, labels.1)
}

fn name_of(step: DiffersAt, is_v1: bool, language: Language) -> &'static str {
    let (en, zh) = match step {
        DiffersAt::Authorization => (
            "the Authorization header, timestamp, token or parameters",
            "Authorization 头、时间戳、Token 或参数",
        ),
        DiffersAt::Scope => ("the credential scope", "凭证范围（CredentialScope）"),
        DiffersAt::SigningKey => ("the signing key", "签名密钥"),
        DiffersAt::CanonicalRequest => ("the canonical request", "规范请求串（CanonicalRequest）"),
        DiffersAt::StringToSign if is_v1 => ("the string to sign", "签名原文字符串"),
        DiffersAt::StringToSign => ("the string to sign", "待签名字符串（StringToSign）"),
        _ => ("the signature", "签名（Signature）"),
    };
    say(language, en, zh)
}
