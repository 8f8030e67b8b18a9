//! The output of `--explain`: every step of a signature.

use std::fmt::Write;

use super::signing_request::Signed;

/// The steps in order, with visible line ends and without keys.
pub(super) fn text(signed: &Signed) -> String {
    let mut text = String::new();
    match signed {
        Signed::Tc3(steps) => {
            step(
                &mut text,
                "1. canonical request: method, path, query, signed headers, their names, hash of the body",
                &steps.canonical_request,
            );
            step(
                &mut text,
                "2. string to sign: algorithm, timestamp, scope, SHA-256 of the canonical request",
                &steps.string_to_sign,
            );
            step(
                &mut text,
                "3. signing key, from the secret key (not shown)",
                "HMAC(HMAC(HMAC(\"TC3\" + secret key, date), service), \"tc3_request\")",
            );
            step(
                &mut text,
                "4. signature: HMAC(signing key, string to sign), hexadecimal",
                &steps.signature.to_string(),
            );
            step(&mut text, "5. Authorization header", &steps.authorization);
        }
        Signed::V1(steps) => {
            step(
                &mut text,
                "1. source string: method, host, path, parameters sorted by name, raw values",
                &steps.source_text,
            );
            step(
                &mut text,
                "2. signature: HMAC(secret key, source string), base64; percent-encode it once to send it",
                &steps.signature,
            );
        }
    }
    text.push_str("\u{240a} marks a line feed; the last line of a step has none.");
    text
}

fn step(text: &mut String, title: &str, content: &str) {
    let _ = writeln!(text, "{title}\n");
    let visible = content.replace('\n', "\u{240a}\n");
    for line in visible.lines() {
        let _ = writeln!(text, "    {line}");
    }
    text.push('\n');
}
