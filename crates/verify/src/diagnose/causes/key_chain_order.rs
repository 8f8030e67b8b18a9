//! The steps of the chain in another order.

use crate::diagnose::cause::{Bilingual, Cause};

pub(crate) static CAUSE: Cause = Cause {
    name: "key-chain-order",
    explanation: Bilingual {
        en: "The signing key is derived in another order; use the date first, then the service, \
             then `tc3_request`.",
        zh: "派生签名密钥的顺序有误；应依次使用日期、产品名、`tc3_request`。",
    },
    code: "signing_key = chain(\"TC3\" + secret_key, parts_in_another_order)  // signing_key = chain(\"TC3\" + secret_key, [date, service, \"tc3_request\"])",
    tc3: Some(|search| {
        // The places in the right order: 0 the date, 1 the service, 2 the terminator.
        for (order, detail) in [
            ([0, 2, 1], ("date, terminator, service", "日期、结尾、产品")),
            ([1, 0, 2], ("service, date, terminator", "产品、日期、结尾")),
            ([1, 2, 0], ("service, terminator, date", "产品、结尾、日期")),
            ([2, 0, 1], ("terminator, date, service", "结尾、日期、产品")),
            ([2, 1, 0], ("terminator, service, date", "结尾、产品、日期")),
        ] {
            search.attempt_key(detail, |chain| {
                let steps = order.iter().filter_map(|place| chain.steps.get(*place).cloned());
                chain.steps = steps.collect();
            });
        }
    }),
    ..Cause::NEW
};
