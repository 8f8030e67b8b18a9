//! Percent-encoded values in the string to sign of v1.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
    percent::Rule,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-values-encoded",
    explanation: Bilingual {
        en: "The values are percent-encoded before they are signed; sign them as they are, and \
             encode them only when they are sent.",
        zh: "签名之前对参数值做了百分号编码；应对原始值签名，仅在发送时编码。",
    },
    code: "text += name + \"=\" + percent_encode(value)  // text += name + \"=\" + value",
    v1: Some(|search| {
        for (space, detail) in [
            ("%20", ("a space as `%20`", "空格写作 `%20`")),
            ("+", ("a space as `+`", "空格写作 `+`")),
        ] {
            let rule = Rule { space, ..Rule::RFC_3986 };
            search.attempt(DiffersAt::StringToSign, detail, |signing| {
                for (_, value) in &mut signing.parameters {
                    *value = rule.encode(value.as_bytes()).into();
                }
            });
        }
    }),
    ..Cause::NEW
};
