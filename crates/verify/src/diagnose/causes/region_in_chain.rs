//! A region among the steps of the chain, as in AWS Signature Version 4.

use crate::diagnose::cause::{Bilingual, Cause};
use crate::signing::Step;

pub(crate) static CAUSE: Cause = Cause {
    name: "region-in-chain",
    explanation: Bilingual {
        en: "The signing key is derived with the region; the chain has only date, service and \
             `tc3_request`.",
        zh: "派生签名密钥时加入了地域；应只使用日期、产品名和 `tc3_request`。",
    },
    code: "signing_key = chain(\"TC3\" + secret_key, parts_with_region)  // signing_key = chain(\"TC3\" + secret_key, [date, service, \"tc3_request\"])",
    tc3: Some(|search| {
        let Some(region) = search.request.header_values("x-tc-region").next() else {
            return;
        };
        let region = Step::new(region.to_vec());
        for (at, detail) in
            [(1, ("after the date", "日期之后")), (2, ("after the service", "产品之后"))]
        {
            search.attempt_key(detail, |chain| {
                chain.steps.insert(at, region.clone());
            });
        }
    }),
    ..Cause::NEW
};
