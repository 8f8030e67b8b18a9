//! Quotes that came with the key, from a shell or a file of settings.

use crate::diagnose::detail::Phrase;
use tencentcloud_core::Secret;

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "key-has-quotes",
    explanation: Bilingual {
        en: "The secret key has quotes around it; remove those that came from a shell or a file of \
             settings.",
        zh: "SecretKey 两端带有引号；请去掉从命令行或配置文件中带入的引号。",
    },
    code: "secret_key = quote + key + quote  // secret_key = key",
    tc3: Some(|search| {
        for (key, detail) in keys(search.key.secret.expose()) {
            search.attempt_key(detail, |chain| chain.secret = key.clone());
        }
    }),
    v1: Some(|search| {
        for (key, detail) in keys(search.key.secret.expose()) {
            search.attempt(DiffersAt::SigningKey, detail, |signing| signing.secret = key.clone());
        }
    }),
    ..Cause::NEW
};

fn keys(key: &str) -> [(Secret, Phrase); 2] {
    [
        (Secret::new(format!("\"{key}\"")), ("double quotes", "双引号")),
        (Secret::new(format!("'{key}'")), ("single quotes", "单引号")),
    ]
}
