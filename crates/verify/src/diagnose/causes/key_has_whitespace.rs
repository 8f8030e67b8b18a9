//! White space that came with the key, from a file or a terminal.

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

fn keys(key: &str) -> Vec<(Secret, &'static str)> {
    [
        (format!(" {key}"), "space before"),
        (format!("{key} "), "space behind"),
        (format!("\t{key}"), "tab before"),
        (format!("{key}\t"), "tab behind"),
        (format!("\n{key}"), "LF before"),
        (format!("{key}\n"), "LF behind"),
        (format!("\r\n{key}"), "CR LF before"),
        (format!("{key}\r\n"), "CR LF behind"),
    ]
    .map(|(key, detail)| (Secret::new(key), detail))
    .into()
}
