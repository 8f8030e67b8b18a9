//! Another terminator in the key or in the scope.

use super::scope_service::derived_with;
use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause, Stage},
    },
    signing::KeyChain,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "scope-terminator",
    explanation: Bilingual {
        en: "The scope or the key ends with another word; use `tc3_request` in both.",
        zh: "凭证范围或派生密钥的结尾有误；两处都应使用 `tc3_request`。",
    },
    code: "terminator = other_word  // terminator = \"tc3_request\"",
    at: &[Stage::Authorization, Stage::Signature],
    tc3: Some(|search| {
        let claimed = search.claim.terminator;
        if search.stage == Stage::Signature {
            for other in ["aws4_request", "tc3request", "TC3_REQUEST", ""] {
                let detail = derived_with(other);
                search.attempt_key(detail, |chain| {
                    chain.set(KeyChain::TERMINATOR, other.as_bytes());
                });
            }
        } else if claimed != "tc3_request" {
            for of_key in [claimed, "tc3_request"] {
                let detail = (
                    format!("the scope ends with `{claimed}`, the key with `{of_key}`"),
                    format!("凭证范围以 `{claimed}` 结尾，密钥以 `{of_key}` 结尾"),
                );
                search.attempt(DiffersAt::Scope, detail, |signing| {
                    signing.text.terminator = claimed.into();
                    signing.key.set(KeyChain::TERMINATOR, of_key.as_bytes());
                });
            }
        }
    }),
    ..Cause::NEW
};
