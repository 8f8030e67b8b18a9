//! White space that came with the key, from a file or a terminal.

use crate::diagnose::detail::Phrase;
use tencentcloud_core::Secret;

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "key-has-whitespace",
    explanation: Bilingual {
        en: "The secret key has white space before or behind it; trim what is read from a file or \
             an environment variable.",
        zh: "SecretKey 前后带有空白字符；请去除从文件或环境变量读取的密钥首尾的空白。",
    },
    code: "secret_key = read(source)  // secret_key = read(source).trim()",
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

fn keys(key: &str) -> Vec<(Secret, Phrase)> {
    [
        (format!(" {key}"), ("space before", "前有空格")),
        (format!("{key} "), ("space behind", "后有空格")),
        (format!("\t{key}"), ("tab before", "前有制表符")),
        (format!("{key}\t"), ("tab behind", "后有制表符")),
        (format!("\n{key}"), ("LF before", "前有 LF")),
        (format!("{key}\n"), ("LF behind", "后有 LF")),
        (format!("\r\n{key}"), ("CR LF before", "前有 CR LF")),
        (format!("{key}\r\n"), ("CR LF behind", "后有 CR LF")),
    ]
    .map(|(key, detail)| (Secret::new(key), detail))
    .into()
}
