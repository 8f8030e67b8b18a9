//! What became of a signature, for people and programs.

use std::borrow::Cow;

use serde_json::json;
use tencentcloud_core::Language;

use super::{
    Comparison, Diagnosis, DiffersAt, ServerFacts, Untried, cause::Bilingual, comparison, diagnose,
    search::LARGEST_REWRITTEN, stages,
};
use crate::{KeyLookup, RawRequest, SignedTexts, Verified, VerifyError};

/// What became of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The signature is right.
    Valid,
    /// The request is refused.
    Invalid,
    /// The keys do not have the secret id.
    UnknownKey,
    /// The request has no signature.
    Unsigned,
}

impl Verdict {
    /// The name, such as `unknown-key`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::UnknownKey => "unknown-key",
            Self::Unsigned => "unsigned",
        }
    }
}

/// The result of a verification with its [`Diagnosis`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Explanation {
    /// What became of the signature.
    pub verdict: Verdict,
    /// The causes and the texts that the server signs.
    pub diagnosis: Diagnosis,
    /// Whether the signature is right in the documented form. If it is valid otherwise,
    /// it is accepted because official clients sign like that.
    pub is_documented: bool,
    /// How the canonical request of the client compares, after [`Explanation::compare`].
    pub comparison: Option<Comparison>,
    /// Whether no cause was found and the body is JSON that ends too early, as one does whose
    /// `Content-Length` was counted for a shorter body.
    pub is_body_cut: bool,
}

impl Explanation {
    /// Explains what [`verify`](crate::verify()) has returned for this request and these
    /// keys.
    pub fn new(
        result: &Result<Verified, VerifyError>,
        request: &RawRequest,
        keys: &dyn KeyLookup,
        server: &ServerFacts<'_>,
    ) -> Self {
        match result {
            Ok(_) => Self {
                verdict: Verdict::Valid,
                diagnosis: Diagnosis::of_valid(request, keys),
                is_documented: stages::is_documented(request, keys, server),
                comparison: None,
                is_body_cut: false,
            },
            Err(error) => {
                let verdict = match error {
                    VerifyError::SecretIdNotFound => Verdict::UnknownKey,
                    _ if !stages::is_signed(request) => Verdict::Unsigned,
                    _ => Verdict::Invalid,
                };
                let diagnosis = diagnose(error, request, keys, server);
                let is_unknown = verdict == Verdict::Invalid && diagnosis.causes.is_empty();
                let is_body_cut = is_unknown && is_cut(request);
                Self { verdict, diagnosis, is_documented: false, comparison: None, is_body_cut }
            }
        }
    }

    /// Compares the canonical request that the client says it has signed, if the request is
    /// refused. It changes no cause; without one it shows where client and server differ.
    #[must_use]
    pub fn compare(
        mut self,
        canonical_request: &[u8],
        request: &RawRequest,
        keys: &dyn KeyLookup,
    ) -> Self {
        if self.verdict == Verdict::Invalid {
            self.comparison = comparison::compare(canonical_request, request, keys);
        }
        self
    }

    /// The names of the causes. `unknown` if the request is refused and none fits.
    pub fn causes(&self) -> Vec<&'static str> {
        let causes: Vec<_> = self.diagnosis.causes.iter().map(|found| found.cause.name()).collect();
        if causes.is_empty() && self.verdict == Verdict::Invalid {
            return vec![UNKNOWN];
        }
        causes
    }

    /// The first step that differs, by the first cause. Without a cause, by the comparison:
    /// [`DiffersAt::Signature`] if the canonical request of the client is right, since
    /// nothing tells whether the string to sign or the key differs.
    pub fn differs_at(&self) -> Option<DiffersAt> {
        match (self.diagnosis.causes.first(), self.comparison) {
            (Some(found), _) => found.differs_at,
            (None, Some(Comparison { difference: Some(_), .. })) => {
                Some(DiffersAt::CanonicalRequest)
            }
            (None, Some(_)) => Some(DiffersAt::Signature),
            (None, None) => None,
        }
    }

    /// What became of the signature and what to change, in one or more sentences.
    pub fn message(&self, language: Language) -> String {
        let say = |text: Bilingual| Cow::Borrowed(text.in_language(language));
        let mut sentences = vec![say(match (self.verdict, self.is_documented) {
            (Verdict::Valid, true) => VALID,
            (Verdict::Valid, false) => ACCEPTED,
            (Verdict::UnknownKey, _) => UNKNOWN_KEY,
            (Verdict::Unsigned, _) => UNSIGNED,
            (Verdict::Invalid, _) if !self.diagnosis.causes.is_empty() => INVALID,
            (Verdict::Invalid, _) if self.diagnosis.untried.is_some() => NO_CAUSE_YET,
            (Verdict::Invalid, _) => NO_CAUSE,
        })];
        for found in &self.diagnosis.causes {
            let explanation = found.cause.explanation(language);
            sentences.push(match (found.detail(language), language) {
                ("", _) => Cow::Borrowed(explanation),
                (detail, Language::ZhCn) => format!("{explanation}（{detail}）").into(),
                (detail, _) => format!("{explanation} ({detail})").into(),
            });
        }
        if self.is_body_cut {
            sentences.push(say(BODY_CUT));
        }
        if let Some(comparison) = self.comparison {
            let has_cause = !self.diagnosis.causes.is_empty();
            sentences.push(comparison.sentence(has_cause, language).into());
        }
        match self.diagnosis.untried {
            Some(Untried::LargeBody) => sentences.push(say(LARGE_BODY)),
            Some(Untried::SignatureLimit) => sentences.push(say(SIGNATURE_LIMIT)),
            None => {}
        }
        sentences.join(match language {
            Language::ZhCn => "",
            _ => " ",
        })
    }

    /// One JSON object with the verdict, the causes, where they differ, the message and
    /// the texts of the server.
    pub fn to_json(&self, language: Language) -> String {
        let server = self.diagnosis.server.as_ref();
        let canonical_request = server.and_then(|texts| texts.canonical_request.as_deref());
        json!({
            "verdict": self.verdict.as_str(),
            "causes": self.causes(),
            "differs_at": self.differs_at().map(DiffersAt::as_str),
            "message": self.message(language),
            "canonical_request": canonical_request,
            "string_to_sign": server.map(|texts: &SignedTexts| &*texts.string_to_sign),
        })
        .to_string()
    }
}

/// Whether the body is the beginning of a JSON object, and a header says where it ends.
fn is_cut(request: &RawRequest) -> bool {
    let body = request.body();
    body.first() == Some(&b'{')
        && body.len() <= LARGEST_REWRITTEN
        && matches!(request.header("content-length"), Ok(Some(_)))
        && serde_json::from_slice::<serde_json::Value>(body).is_err_and(|error| error.is_eof())
}

/// The name in place of a cause if none fits.
const UNKNOWN: &str = "unknown";

const VALID: Bilingual = Bilingual { en: "The signature is right.", zh: "签名正确。" };
const ACCEPTED: Bilingual = Bilingual {
    en: "The signature is accepted, though not as documented: official clients sign like that.",
    zh: "签名可以接受，但与文档不一致：官方客户端也这样签名。",
};
const UNKNOWN_KEY: Bilingual = Bilingual {
    en: "The request is signed with a secret id that none of the keys here has.",
    zh: "请求所用的 SecretId 不在此处的密钥之中。",
};
const UNSIGNED: Bilingual =
    Bilingual { en: "The request has no signature.", zh: "请求没有签名。" };
const INVALID: Bilingual = Bilingual { en: "The request is refused.", zh: "请求被拒绝。" };
const NO_CAUSE: Bilingual = Bilingual {
    en: "The request is refused, and no known mistake alone reproduces its signature: compare the \
         texts step by step, and check that the key belongs to the secret id.",
    zh: "请求被拒绝，且没有任何一种已知错误能单独重现该签名：请逐步比较两边的文本，并确认 SecretKey 与 SecretId 对应。",
};
const NO_CAUSE_YET: Bilingual = Bilingual {
    en: "The request is refused, and none of the mistakes that were tried reproduces its \
         signature: compare the texts step by step, and check that the key belongs to the secret \
         id.",
    zh: "请求被拒绝，且已尝试的错误都不能重现该签名：请逐步比较两边的文本，并确认 SecretKey 与 SecretId 对应。",
};
const BODY_CUT: Bilingual = Bilingual {
    en: "The body is JSON that is cut off by Content-Length: the header was counted for a shorter \
         body, and the server reads no byte behind it; let the HTTP client write this header.",
    zh: "正文是被 Content-Length 截断的 JSON：该请求头按更短的正文计算，服务端不会读取其后的字节；请由 HTTP 客户端自行写入该请求头。",
};
const LARGE_BODY: Bilingual = Bilingual {
    en: "The body is larger than 1 MiB, so mistakes that write its JSON or form in another way \
         were not tried.",
    zh: "正文超过 1 MiB，因此没有尝试其 JSON 或表单的其他写法。",
};
const SIGNATURE_LIMIT: Bilingual = Bilingual {
    en: "Not all mistakes were tried: a diagnosis computes at most 1,000 signatures.",
    zh: "一次诊断最多计算 1000 个签名，因此没有尝试所有错误。",
};
