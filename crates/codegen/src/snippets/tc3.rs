//! The form `tc3`: a command line.
//!
//! Parameters are options where the line stays short and the command makes the same bytes
//! of them, which are compact JSON in the order of the options; else `--json` has the text
//! as it is.

use tencentcloud_catalog::{Action, Finding, Kind, Member, check_input_text};
use tencentcloud_core::{BodyKind, Method, SignatureMethod};

use super::input::Json;
use super::{Call, Unsupported, input, shell};

/// More options than that are harder to read than JSON.
const MOST_OPTIONS: usize = 16;

const SERVICE: Unsupported = Unsupported::new("tc3 does not know the service", "tc3 没有这个产品");
const TRAILING_SPACE: Unsupported = Unsupported::new(
    "tc3 leaves out white space after the JSON; remove it",
    "tc3 会去掉 JSON 之后的空白，请先删除",
);
const TWO_INPUTS: Unsupported = Unsupported::new(
    "The parameters do not fit a command line, and stdin is taken by the body",
    "参数无法写在命令行中，而标准输入已用于正文",
);

pub(super) fn snippet(call: &Call<'_>) -> Result<String, Unsupported> {
    let service = call.service().ok_or(SERVICE)?;
    let action = call.action();
    if call.has_special_options() {
        return Err(Unsupported::OPTIONS);
    }
    if call.request.is_signed() != action.is_none_or(|action| action.signed) {
        return Err(Unsupported::UNSIGNED);
    }
    if action.is_none() && call.request.body_kind() != BodyKind::Json {
        return Err(Unsupported::FILES);
    }
    let text = input::text(call)?;
    let members = input::members(&text)?;
    if text.trim_end_matches([' ', '\t', '\n', '\r']).len() < text.len() {
        return Err(TRAILING_SPACE);
    }

    let name = call.request.action();
    let mut line = format!("{}tc3 {} {}", environment(call), service.name(), shell::word(name));
    let (version, usual) = (call.request.version(), service.action(name));
    let usual = usual.map_or(service.default_version().version, |action| action.version);
    if version != usual {
        line.push_str(&shell::option("version", version));
    }
    let is_valid =
        action.is_some_and(|action| !check_input_text(action, &text).iter().any(Finding::is_error));
    if !is_valid {
        line.push_str(" --no-validate");
    }
    let mut pipe = String::new();
    let json = Json::Object(members);
    match action.and_then(|action| parameters(action, &json, &text)) {
        Some(parameters) => line.push_str(&parameters),
        None if text == "{}" => {}
        None if shell::is_argument(&text) => line.push_str(&shell::option("json", &text)),
        None => {
            pipe = shell::piped(text.as_bytes());
            line.push_str(" --json -");
        }
    }
    if call.request.body_kind() == BodyKind::Octets {
        if !pipe.is_empty() {
            return Err(TWO_INPUTS);
        }
        pipe = shell::piped(call.request.body());
        line.push_str(" --body -");
    }
    line.push_str(&options(call)?);
    Ok(format!("{pipe}{line}\n"))
}

/// The keys of the emulator, as variables of this command only. A token in the environment is
/// that of other keys.
fn environment(call: &Call<'_>) -> String {
    let keys = call.emulator_keys.filter(|keys| keys.is_never_for_tencent());
    let variables = keys.map(|keys| {
        let (id, key) = (shell::word(keys.secret_id()), shell::word(keys.secret_key().expose()));
        format!(
            "TENCENTCLOUD_SECRET_ID={id} TENCENTCLOUD_SECRET_KEY={key} TENCENTCLOUD_TOKEN={} ",
            keys.token().map(|token| shell::word(token.expose())).unwrap_or_default()
        )
    });
    variables.unwrap_or_default()
}

/// Options that differ from their defaults.
fn options(call: &Call<'_>) -> Result<String, Unsupported> {
    let options = call.options();
    let mut line = String::new();
    if let Some(region) = options.region {
        line.push_str(&shell::option("region", region));
    }
    if let Some(language) = options.language {
        line.push_str(&shell::option("language", language.as_str()));
    }
    if let SignatureMethod::V1(algorithm) = options.signature {
        line.push_str(&shell::option("sign-method", algorithm.as_str()));
    }
    if options.method == Method::Get {
        line.push_str(" --method GET");
    }
    if let Some(origin) = call.origin_unlike_catalog()? {
        let url = origin.to_string();
        let host = url.strip_prefix("https://").unwrap_or(&url);
        line.push_str(&shell::option("endpoint", host));
        if url.starts_with("http://") && !origin.is_loopback() {
            line.push_str(" --allow-http");
        }
    }
    Ok(line)
}

/// The input as options, if the command makes this very text of them.
fn parameters(action: &Action, input: &Json, text: &str) -> Option<String> {
    if input.to_string() != text {
        return None;
    }
    let Json::Object(members) = input else { return None };
    let mut options = Vec::new();
    for (name, value) in members {
        // Only such a word is a parameter and no option.
        let kind = kind_of(action.input, name).filter(|_| name.starts_with(char::is_uppercase))?;
        add(name, kind, value, &mut options)?;
    }
    (options.len() <= MOST_OPTIONS).then(|| options.concat())
}

fn kind_of(members: &[Member], name: &str) -> Option<Kind> {
    // Other characters end the name of an option, or are steps of its path.
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    members.iter().find(|member| is_name && member.name == name).map(|member| member.kind)
}

/// Adds the options of a value. `None` if the command would make another value of them.
fn add(name: &str, kind: Kind, value: &Json, options: &mut Vec<String>) -> Option<()> {
    let words = match (kind, value) {
        (Kind::Structure(_), Json::Object(members)) if members.is_empty() => "'{}'".into(),
        (Kind::Structure(structure), Json::Object(members)) => {
            for (member, value) in members {
                let kind = kind_of(structure.members(), member)?;
                add(&format!("{name}.{member}"), kind, value, options)?;
            }
            return Some(());
        }
        (Kind::List(_), Json::List(items)) if items.is_empty() => "'[]'".into(),
        (Kind::List(element), Json::List(items)) => match element {
            Kind::Structure(_) | Kind::List(_) => {
                for (index, item) in items.iter().enumerate().take(MOST_OPTIONS + 1) {
                    add(&format!("{name}.{index}"), *element, item, options)?;
                }
                return Some(());
            }
            _ => list(*element, items)?,
        },
        (kind, value) => {
            let value = scalar(kind, value)?;
            let separator = if value.starts_with('-') { '=' } else { ' ' };
            options.push(format!(" --{name}{separator}{}", shell::word(value)));
            return Some(());
        }
    };
    options.push(format!(" --{name} {words}"));
    Some(())
}

/// The words of a list of scalars.
fn list(element: Kind, items: &[Json]) -> Option<String> {
    let words = items.iter().map(|item| scalar(element, item)).collect::<Option<Vec<_>>>()?;
    // One word that begins with [ is a list, and one that begins with - may be an option.
    let is_json = matches!(*words, [word] if word.trim_start().starts_with('['));
    let is_taken = is_json || words.iter().any(|word| word.starts_with('-'));
    let words = words.into_iter().map(shell::word).collect::<Vec<_>>();
    (!is_taken).then(|| words.join(" "))
}

/// The word from which the command makes this value.
fn scalar(kind: Kind, value: &Json) -> Option<&str> {
    let word = match (kind, value) {
        (Kind::String, Json::String(text)) => text,
        // A word that begins with @ is the name of a file.
        (Kind::Binary, Json::String(text)) if !text.starts_with('@') => text,
        (Kind::Integer | Kind::Unsigned | Kind::Float, Json::Number(digits)) => digits,
        (Kind::Boolean, Json::Boolean(true)) => "true",
        (Kind::Boolean, Json::Boolean(false)) => "false",
        _ => return None,
    };
    // JSON on one line is easier to read than an option of several.
    (shell::is_argument(word) && !word.contains('\n')).then_some(word)
}
