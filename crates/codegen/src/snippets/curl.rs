//! The form `curl`: a command line that sends the signed request.
//!
//! curl adds headers, and puts `Host` first in a spelling that is not ours. An empty
//! `-H 'Host:'` drops its own, so that `-H 'host: …'` keeps its place; the others that it
//! would add are dropped likewise. `--compressed` makes it decode the response if the
//! request accepts a compressed one: it adds no header then, since there is one.

use std::fmt::Write;

use super::wire::{Body, Text, Wire};
use super::{Call, Unsupported, shell, tc3};

/// The variable that holds the session token, as for all other forms.
const TOKEN: &str = "\"$TENCENTCLOUD_TOKEN\"";

const ENCODED_TOKEN: Unsupported = Unsupported::new(
    "Signature v1 would need the session token percent-encoded, which a shell cannot do",
    "签名方法 v1 需要对临时令牌做百分号编码，shell 无法完成",
);

/// From this length on a version of curl may ask the server before it sends the body.
const EXPECT: usize = 1000;

/// The command line, after a comment that says until when it is accepted.
pub(super) fn snippet(call: &Call<'_>) -> Result<String, Unsupported> {
    let wire = Wire::of(call)?;
    let body = data(&wire)?;
    let (pipe, data) = body.unwrap_or_default();
    let mut line = pipe;
    line.push_str("curl");
    match wire.origin.scheme().as_str() {
        "https" => line.push_str(" --http1.1"),
        // A proxy of the environment cannot reach this machine.
        _ if wire.origin.is_loopback() => line.push_str(" --noproxy '*'"),
        _ => {}
    }
    if wire.has_header("accept-encoding") {
        line.push_str(" --compressed");
    }
    if wire.origin.authority().starts_with('[') {
        line.push_str(" --globoff");
    }
    let url = argument(&wire.origin.to_string(), &wire.target)?;
    let _ = write!(line, " {url}");
    let dropped = ["Host", "Accept", "User-Agent", "Content-Type", "Expect"];
    for name in dropped {
        let is_added = match name {
            "Host" => true,
            "Expect" => wire.body.len() >= EXPECT,
            "Content-Type" => !wire.body.is_empty() && !wire.has_header(name),
            _ => !wire.has_header(name),
        };
        if is_added {
            let _ = write!(line, " \\\n  -H '{name}:'");
        }
    }
    for (name, value) in &wire.headers {
        let header = argument(&format!("{name}: "), value)?;
        let _ = write!(line, " \\\n  -H {header}");
    }
    line.push_str(&data);
    Ok(format!("{}{line}\n", comment(call, &wire)))
}

/// What is piped into curl, and the option that sends the body.
fn data(wire: &Wire<'_>) -> Result<Option<(String, String)>, Unsupported> {
    if wire.method == "GET" {
        return Ok(None);
    }
    let text = match &wire.body {
        Body::Form(form @ Text { token: Some(_), .. }) => {
            let form = argument("", form)?;
            return Ok(Some((format!("printf %s {form} | "), stdin())));
        }
        Body::Form(form) => form.before.as_bytes(),
        Body::Bytes(bytes) => bytes,
    };
    let typed = std::str::from_utf8(text).ok();
    // curl takes what begins with @ for the name of a file.
    let typed = typed.filter(|text| shell::is_argument(text) && !text.starts_with('@'));
    Ok(Some(match typed {
        Some(text) => (String::new(), format!(" \\\n  --data-binary {}", shell::quoted(text))),
        None => (shell::piped(text), stdin()),
    }))
}

fn stdin() -> String {
    " \\\n  --data-binary @-".into()
}

/// A word of the shell, which takes the token from its variable.
fn argument(prefix: &str, text: &Text) -> Result<String, Unsupported> {
    let before = shell::quoted(&format!("{prefix}{}", text.before));
    let Some((token, after)) = &text.token else { return Ok(before) };
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let is_header = after.is_empty() && prefix.ends_with(": ");
    if !is_header && !token.bytes().all(is_unreserved) {
        return Err(ENCODED_TOKEN);
    }
    let after = if after.is_empty() { String::new() } else { shell::quoted(after) };
    Ok(format!("{before}{TOKEN}{after}"))
}

/// The longest command line that is worth a comment.
const LONGEST_COMMENT: usize = 10_000;

fn comment(call: &Call<'_>, wire: &Wire<'_>) -> String {
    let Some(until) = wire.until else {
        return "# Not signed, so it does not expire.\n".into();
    };
    let second = until.seconds() % 86_400;
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    let date = until.date();
    let mut comment = format!("# Accepted until {date} {hour:02}:{minute:02}:{second:02} UTC.");
    let again = tc3::snippet(call).ok();
    // A control character could end the comment in a terminal.
    let again = again.filter(|line| line.len() <= LONGEST_COMMENT && shell::is_typed(line));
    match again {
        None => comment.push('\n'),
        Some(line) => {
            comment.push_str(" To sign it anew:\n");
            for line in format!("{} --as curl", line.trim_end()).lines() {
                let _ = writeln!(comment, "#   {line}");
            }
        }
    }
    comment
}
