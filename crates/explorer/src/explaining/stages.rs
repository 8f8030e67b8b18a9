//! The steps of a signature: where client and server agree, and where they part.

use tencentcloud_verify::{DiffersAt, Explanation, Verdict};

use crate::api::{Language, Stage, StageState};

/// The steps in the order in which they are compared.
const ORDER: [DiffersAt; 6] = [
    DiffersAt::Authorization,
    DiffersAt::Scope,
    DiffersAt::CanonicalRequest,
    DiffersAt::SigningKey,
    DiffersAt::StringToSign,
    DiffersAt::Signature,
];

pub(super) fn stages(language: Language, explanation: &Explanation) -> Vec<Stage> {
    let server = explanation.diagnosis.server.as_ref();
    let is_v1 = server.is_some_and(|texts| texts.canonical_request.is_none());
    let steps = ORDER
        .into_iter()
        .filter(|step| !is_v1 || !matches!(step, DiffersAt::Scope | DiffersAt::CanonicalRequest));
    steps.map(|step| stage(language, explanation, step, is_v1)).collect()
}

fn stage(language: Language, explanation: &Explanation, step: DiffersAt, is_v1: bool) -> Stage {
    let state = state(explanation, step);
    let text = match state {
        StageState::Same if step == DiffersAt::Authorization => {
            language.of("readable; the id is known", "可读取，SecretId 已知").to_owned()
        }
        StageState::Same => match size(explanation, step) {
            Some(bytes) => {
                language.of(format!("same, {bytes} bytes"), format!("相同，{bytes} 字节"))
            }
            None => language.of("same", "相同").to_owned(),
        },
        StageState::Different => different(language, explanation, step).to_owned(),
        StageState::Follows => language.of("follows from that", "随之不同").to_owned(),
        StageState::Unknown => language.of("not known", "未知").to_owned(),
    };
    Stage { name: name(language, step, is_v1), state, text }
}

fn name(language: Language, step: DiffersAt, is_v1: bool) -> &'static str {
    let (en, zh) = match step {
        DiffersAt::Authorization if is_v1 => ("Parameters", "参数"),
        DiffersAt::Authorization => ("Authorization", "Authorization"),
        DiffersAt::Scope => ("Scope", "凭证范围"),
        DiffersAt::CanonicalRequest => ("Canonical request", "规范请求串"),
        DiffersAt::SigningKey => ("Signing key", "签名密钥"),
        DiffersAt::StringToSign => ("String to sign", "待签名字符串"),
        _ => ("Signature", "签名"),
    };
    language.of(en, zh)
}

fn state(explanation: &Explanation, step: DiffersAt) -> StageState {
    let position = |step: DiffersAt| ORDER.iter().position(|one| *one == step);
    match (explanation.verdict, explanation.differs_at()) {
        (Verdict::Valid, _) => StageState::Same,
        (Verdict::Invalid, Some(first)) => match position(step).cmp(&position(first)) {
            std::cmp::Ordering::Equal => StageState::Different,
            std::cmp::Ordering::Less => StageState::Same,
            // Nothing after it was compared.
            _ if first == DiffersAt::Authorization => StageState::Unknown,
            _ if depends(step, first) => StageState::Follows,
            std::cmp::Ordering::Greater => StageState::Same,
        },
        // The time of an old request is wrong, and its signature was not compared.
        (Verdict::Invalid, None) if !explanation.diagnosis.causes.is_empty() => match step {
            DiffersAt::Authorization => StageState::Different,
            _ => StageState::Unknown,
        },
        (Verdict::Invalid, None) if step == DiffersAt::Authorization => StageState::Same,
        (Verdict::UnknownKey | Verdict::Unsigned, _) if step == DiffersAt::Authorization => {
            StageState::Different
        }
        _ => StageState::Unknown,
    }
}

/// Whether a later step is made from an earlier one.
fn depends(step: DiffersAt, on: DiffersAt) -> bool {
    matches!(
        (on, step),
        (_, DiffersAt::Signature)
            | (DiffersAt::Scope, DiffersAt::SigningKey | DiffersAt::StringToSign)
            | (DiffersAt::CanonicalRequest, DiffersAt::StringToSign)
    )
}

fn different(language: Language, explanation: &Explanation, step: DiffersAt) -> &'static str {
    let (en, zh) = match (explanation.verdict, step) {
        (Verdict::UnknownKey, _) => ("the secret id is not known", "SecretId 未知"),
        (Verdict::Unsigned, _) => ("there is none", "没有签名"),
        (_, DiffersAt::Authorization) if explanation.differs_at().is_none() => {
            ("the time is refused", "时间被拒绝")
        }
        _ => ("first difference", "首个差异"),
    };
    language.of(en, zh)
}

/// Bytes of the text of the server.
fn size(explanation: &Explanation, step: DiffersAt) -> Option<usize> {
    let server = explanation.diagnosis.server.as_ref()?;
    match step {
        DiffersAt::CanonicalRequest => server.canonical_request.as_ref().map(String::len),
        DiffersAt::StringToSign => Some(server.string_to_sign.len()),
        _ => None,
    }
}
