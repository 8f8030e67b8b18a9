//! The form `tccli`: a command line of the official command.
//!
//! tccli reads its input into types that its metadata has, without null. Options of all
//! members are exact where each of them is a scalar or a list of scalars in the end; else
//! the JSON comes from stdin, since tccli takes `--cli-input-json` from a file only.

use tencentcloud_catalog::{Action, Finding, FindingKind, Kind, Member, check_input_text};
use tencentcloud_core::BodyKind;

use super::input::{Json, Members};
use super::official::{NO_FILES, NO_STREAM, NULL, Official, POST_ONLY};
use super::{Call, Unsupported, input, shell};

/// More options than that are harder to read than JSON.
const MOST_OPTIONS: usize = 16;

const UNKNOWN: Unsupported = Unsupported::new(
    "tccli sends only what its metadata has: this action or a member of the input is unknown",
    "tccli 只发送其元数据中有的内容：此接口或某个参数未知",
);

pub(super) fn snippet(call: &Call<'_>) -> Result<String, Unsupported> {
    let official = Official::new(call)?;
    let (Some(action), Some(service)) = (call.action(), call.service()) else {
        return Err(UNKNOWN);
    };
    match official.kind() {
        BodyKind::Json => {}
        _ => return Err(NO_FILES),
    }
    if official.streams {
        return Err(NO_STREAM);
    }
    if official.is_flat() {
        return Err(POST_ONLY);
    }
    if action.signed != call.request.is_signed() {
        return Err(Unsupported::UNSIGNED);
    }
    if official.has_member(|_, value| *value == Json::Null) {
        return Err(NULL);
    }
    let text = input::text(call)?;
    let errors = check_input_text(action, &text).into_iter().filter(Finding::is_error);
    let is_missing = |finding: &Finding| matches!(finding.kind, FindingKind::Missing { .. });
    let (missing, others): (Vec<_>, Vec<_>) = errors.partition(is_missing);
    if !others.is_empty() {
        return Err(UNKNOWN);
    }

    let mut line = format!("tccli {} {}", service.name(), shell::word(action.name));
    if action.version != service.default_version().version {
        line.push_str(&shell::option("version", action.version));
    }
    let mut pipe = String::new();
    // tccli refuses options without those that it requires.
    let options = if missing.is_empty() { parameters(action, &official.members) } else { None };
    if let Some(options) = options {
        line.push_str(&options);
    } else {
        pipe = shell::piped(text.as_bytes());
        line.push_str(" --cli-input-json file:///dev/stdin");
    }
    // Without it, tccli takes the region of its configuration.
    line.push_str(&shell::option("region", official.region));
    if let Some(language) = official.language() {
        line.push_str(&shell::option("language", language));
    }
    if let Some(origin) = &official.origin {
        let endpoint =
            if official.is_http() { origin.to_string() } else { origin.authority().into() };
        line.push_str(&shell::option("endpoint", &endpoint));
    }
    Ok(format!("{pipe}{line}\n"))
}

fn parameters(action: &Action, members: &Members) -> Option<String> {
    if members.is_empty() {
        return Some(String::new());
    }
    let mut options = Vec::new();
    let mut is_nested = false;
    for (name, value) in members {
        let kind = kind_of(action.input, name)?;
        is_nested |= matches!(value, Json::List(_) | Json::Object(_));
        add(name, kind, value, &mut options)?;
    }
    let unfold = if is_nested { " --cli-unfold-argument" } else { "" };
    (options.len() <= MOST_OPTIONS).then(|| format!("{unfold}{}", options.concat()))
}

fn kind_of(members: &[Member], name: &str) -> Option<Kind> {
    members.iter().find(|member| member.name == name).map(|member| member.kind)
}

fn add(name: &str, kind: Kind, value: &Json, options: &mut Vec<String>) -> Option<()> {
    match (kind, value) {
        (Kind::Structure(structure), Json::Object(members)) if !members.is_empty() => {
            for (member, value) in members {
                let kind = kind_of(structure.members(), member)?;
                add(&format!("{name}.{member}"), kind, value, options)?;
            }
        }
        (Kind::List(Kind::Structure(structure)), Json::List(items)) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                let kind = Kind::Structure(structure);
                add(&format!("{name}.{index}"), kind, item, options)?;
            }
        }
        (Kind::List(element), Json::List(items)) if !items.is_empty() => {
            let words = items.iter().map(|item| word(*element, item));
            let words = words.collect::<Option<Vec<_>>>()?;
            // One word that begins with [ reads like JSON, one with - like an option.
            let is_json = matches!(*words, [word] if word.trim_start().starts_with('['));
            if is_json || words.iter().any(|word| word.starts_with('-')) {
                return None;
            }
            let words: Vec<_> = words.into_iter().map(shell::word).collect();
            options.push(format!(" --{name} {}", words.join(" ")));
        }
        _ => {
            let value = word(kind, value)?;
            let separator = if value.starts_with('-') { '=' } else { ' ' };
            options.push(format!(" --{name}{separator}{}", shell::word(value)));
        }
    }
    Some(())
}

/// The word from which tccli makes this value. `int` and `float` of Python read the digits
/// of JSON.
fn word(kind: Kind, value: &Json) -> Option<&str> {
    let word = match (kind, value) {
        (Kind::String, Json::String(text)) => text.as_str(),
        (Kind::Integer | Kind::Unsigned, Json::Number(digits)) => {
            digits.parse::<i128>().is_ok().then_some(digits.as_str())?
        }
        (Kind::Float, Json::Number(digits)) => digits,
        (Kind::Boolean, Json::Boolean(true)) => "true",
        (Kind::Boolean, Json::Boolean(false)) => "false",
        _ => return None,
    };
    (shell::is_argument(word) && !word.contains('\n')).then_some(word)
}
