//! Known mistakes of clients, by the step of the signature that differs first.

use tencentcloud_core::Language as ApiLanguage;
use tencentcloud_verify::{Cause, DiffersAt};

use crate::api::{Language, Mistake, StepId};

/// The causes that differ at a step first. One that can differ at several is in each.
pub(crate) fn causes_at(step: StepId) -> impl Iterator<Item = &'static Cause> {
    let is_v1 = matches!(
        step,
        StepId::Parameters | StepId::SourceText | StepId::Hmac | StepId::Base64 | StepId::Encoded
    );
    Cause::all().filter(move |cause| {
        let is_of = if is_v1 { cause.is_of_v1() } else { cause.is_of_tc3() };
        is_of && cause.differs_at().iter().any(|at| step_of(*at, is_v1) == Some(step))
    })
}

pub(crate) fn mistakes(language: Language, step: StepId) -> Vec<Mistake> {
    let language = language.of(ApiLanguage::EnUs, ApiLanguage::ZhCn);
    let mistake = |cause: &'static Cause| Mistake {
        cause: cause.name(),
        sentence: cause.explanation(language),
        fix: Some(cause.code()).filter(|code| !code.is_empty()),
    };
    causes_at(step).map(mistake).collect()
}

/// The scope is a line of the string to sign. What v1 sends in parameters, TC3 sends in the
/// header `Authorization`.
fn step_of(at: DiffersAt, is_v1: bool) -> Option<StepId> {
    let (tc3, v1) = match at {
        DiffersAt::CanonicalRequest => (StepId::CanonicalRequest, StepId::SourceText),
        DiffersAt::StringToSign | DiffersAt::Scope => (StepId::StringToSign, StepId::SourceText),
        DiffersAt::SigningKey => (StepId::KeyChain, StepId::Hmac),
        DiffersAt::Signature => (StepId::Signature, StepId::Base64),
        DiffersAt::Authorization => (StepId::Authorization, StepId::Parameters),
        _ => return None,
    };
    Some(if is_v1 { v1 } else { tc3 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_is_at_a_step_but_the_one_that_is_only_old() {
        let steps = [
            StepId::CanonicalRequest,
            StepId::StringToSign,
            StepId::KeyChain,
            StepId::Signature,
            StepId::Authorization,
            StepId::Parameters,
            StepId::SourceText,
            StepId::Hmac,
            StepId::Base64,
        ];
        let missing: Vec<&str> = Cause::all()
            .filter(|cause| !steps.iter().any(|step| causes_at(*step).any(|at| at == *cause)))
            .map(Cause::name)
            .collect();
        assert_eq!(missing, ["expired"]);
        for step in steps {
            for mistake in mistakes(Language::Chinese, step) {
                assert!(!mistake.sentence.is_empty() && mistake.fix.is_some(), "{}", mistake.cause);
            }
        }
        assert_eq!(causes_at(StepId::CanonicalRequest).count(), 27);
        assert_eq!(causes_at(StepId::Hash).count(), 0);
    }
}
