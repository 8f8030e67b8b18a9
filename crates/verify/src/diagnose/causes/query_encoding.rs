//! The query in another percent-encoding than sent.

use crate::diagnose::detail::Phrase;
use crate::diagnose::{
    cause::{Bilingual, Cause},
    percent::Rule,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "query-encoding",
    explanation: Bilingual {
        en: "The query was signed in another percent-encoding than it was sent in; encode once, \
             and sign the text behind the `?` as it is sent.",
        zh: "签名中查询字符串的百分号编码与发送时不同；应只编码一次，并按实际发送的查询字符串签名。",
    },
    code: "canonical_query = other_encoding(request.query)  // canonical_query = request.query",
    tc3: Some(|search| {
        let sent = search.request.query().as_bytes();
        let changes = CHANGES.map(|(detail, change)| (detail, changed(sent, change)));
        let rules = RULES.map(|(detail, rule)| (detail, encoded(sent, rule)));
        let mut tried = Vec::new();
        for (detail, query) in changes.into_iter().chain(rules) {
            if !tried.contains(&query) {
                search.attempt_query(detail, &query);
                tried.push(query);
            }
        }
    }),
    ..Cause::NEW
};

/// How a byte is written, given the byte and how it was sent. `None`: as it was sent.
type Change = fn(u8, &[u8]) -> Option<Vec<u8>>;

const CHANGES: [(Phrase, Change); 11] = [
    (("`+` for a space", "空格写作 `+`"), |byte, _| (byte == b' ').then(|| b"+".to_vec())),
    (("`%20` for a space", "空格写作 `%20`"), |byte, _| {
        (byte == b' ').then(|| b"%20".to_vec())
    }),
    (("`%7E` for `~`", "`~` 写作 `%7E`"), |byte, _| (byte == b'~').then(|| b"%7E".to_vec())),
    (("`~` not encoded", "`~` 未编码"), |byte, _| (byte == b'~').then(|| b"~".to_vec())),
    (("decoded", "已解码"), |byte, _| Some(vec![byte])),
    (("decoded, except `+`", "除 `+` 外已解码"), |byte, sent| {
        (sent != b"+").then(|| vec![byte])
    }),
    (("encoded twice", "编码了两次"), |_, sent| {
        sent.strip_prefix(b"%").map(|rest| [b"%25", rest].concat())
    }),
    (("encoded twice, with `+`", "连同 `+` 编码了两次"), |_, sent| {
        let after = |first: &[u8], by: &[u8]| Some([by, sent.strip_prefix(first)?].concat());
        after(b"%", b"%25").or_else(|| after(b"+", b"%2B"))
    }),
    (("lower-case hexadecimal digits", "小写十六进制数字"), |_, sent| {
        sent.starts_with(b"%").then(|| sent.to_ascii_lowercase())
    }),
    (("`/` not encoded", "`/` 未编码"), |byte, _| (byte == b'/').then(|| vec![byte])),
    (("`!'()*` not encoded", "`!'()*` 未编码"), |byte, _| {
        b"!'()*".contains(&byte).then(|| vec![byte])
    }),
];

/// By what a library does with names and values.
const RULES: [(Phrase, Rule); 6] = [
    (("encoded by RFC 3986", "按 RFC 3986 编码"), Rule::RFC_3986),
    (
        ("encoded by RFC 3986, `+` for a space", "按 RFC 3986 编码，空格写作 `+`"),
        Rule { space: "+", ..Rule::RFC_3986 },
    ),
    (
        ("encoded by RFC 3986, except `/`", "按 RFC 3986 编码，`/` 除外"),
        Rule { plain: "-._~/", space: "%20" },
    ),
    (
        ("encoded as in JavaScript", "按 JavaScript 的方式编码"),
        Rule { plain: "-._~!'()*", space: "%20" },
    ),
    (("encoded as a form", "按表单编码"), Rule { plain: "-._*", space: "+" }),
    (("encoded as a form, with `*`", "按表单编码，包括 `*`"), Rule { plain: "-._", space: "+" }),
];

fn changed(query: &[u8], change: Change) -> Vec<u8> {
    let write = |(byte, sent): (u8, &[u8])| change(byte, sent).unwrap_or_else(|| sent.to_vec());
    units(query).flat_map(write).collect()
}

fn encoded(query: &[u8], rule: Rule) -> Vec<u8> {
    let encode = |part: &[u8]| {
        let decoded: Vec<_> = units(part).map(|(byte, _)| byte).collect();
        rule.encode(&decoded)
    };
    let pair = |pair: &[u8]| {
        let parts: Vec<_> = pair.splitn(2, |&byte| byte == b'=').map(encode).collect();
        parts.join("=")
    };
    let pairs: Vec<_> = query.split(|&byte| byte == b'&').map(pair).collect();
    pairs.join("&").into_bytes()
}

/// The bytes of a query, each decoded and as sent.
fn units(query: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = query;
    std::iter::from_fn(move || {
        let (byte, length) = match rest {
            [b'%', high, low, ..] => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, 3),
                _ => (b'%', 1),
            },
            [b'+', ..] => (b' ', 1),
            [byte, ..] => (*byte, 1),
            [] => return None,
        };
        let (sent, after) = rest.split_at_checked(length)?;
        rest = after;
        Some((byte, sent))
    })
}

fn digit(byte: u8) -> Option<u8> {
    u8::try_from(char::from(byte).to_digit(16)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_keep_what_they_are_not_about() {
        let sent = "a=x+y%20z&b=~%7E%2f/%2F&c=%28*)&d%3D%zz%";
        let expected = [
            "a=x+y+z&b=~%7E%2f/%2F&c=%28*)&d%3D%zz%",
            "a=x%20y%20z&b=~%7E%2f/%2F&c=%28*)&d%3D%zz%",
            "a=x+y%20z&b=%7E%7E%2f/%2F&c=%28*)&d%3D%zz%",
            "a=x+y%20z&b=~~%2f/%2F&c=%28*)&d%3D%zz%",
            "a=x y z&b=~~///&c=(*)&d=%zz%",
            "a=x+y z&b=~~///&c=(*)&d=%zz%",
            "a=x+y%2520z&b=~%257E%252f/%252F&c=%2528*)&d%253D%25zz%25",
            "a=x%2By%2520z&b=~%257E%252f/%252F&c=%2528*)&d%253D%25zz%25",
            "a=x+y%20z&b=~%7e%2f/%2f&c=%28*)&d%3d%zz%",
            "a=x+y%20z&b=~%7E///&c=%28*)&d%3D%zz%",
            "a=x+y%20z&b=~%7E%2f/%2F&c=(*)&d%3D%zz%",
        ];
        for ((detail, change), expected) in CHANGES.into_iter().zip(expected) {
            let written = String::from_utf8(changed(sent.as_bytes(), change)).unwrap();
            assert_eq!(written, expected, "{detail:?}");
        }
    }

    #[test]
    fn rules_encode_names_and_values() {
        let sent = "a b=x+~%2f(*)=&c&&=";
        let expected = [
            "a%20b=x%20~%2F%28%2A%29%3D&c&&=",
            "a+b=x+~%2F%28%2A%29%3D&c&&=",
            "a%20b=x%20~/%28%2A%29%3D&c&&=",
            "a%20b=x%20~%2F(*)%3D&c&&=",
            "a+b=x+%7E%2F%28*%29%3D&c&&=",
            "a+b=x+%7E%2F%28%2A%29%3D&c&&=",
        ];
        for ((detail, rule), expected) in RULES.into_iter().zip(expected) {
            let written = String::from_utf8(encoded(sent.as_bytes(), rule)).unwrap();
            assert_eq!(written, expected, "{detail:?}");
        }
    }
}
