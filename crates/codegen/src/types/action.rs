//! An action: its input, its output, its facts and its error codes.

use std::collections::BTreeMap;
use std::fmt::Write;

use tencentcloud_catalog::{Action, ActionClass, Body, Paging, Status, Version};

use super::field::{Field, input_fields, output_fields};
use super::structure::{Struct, docs};
use super::usage::Structures;

/// The path from the module of an action to the one that has `structures`.
const ROOT: &str = "super::super";

/// The text of the module of an action.
pub(super) fn text(version: &Version, action: &'static Action, structures: &Structures) -> String {
    let input = input_fields(action, structures);
    let output = output_fields(action, structures);
    let is_deprecated = action.status != Status::Current;
    let body = (action.body == Body::Octets).then_some("body");
    let input_docs = input_docs(action);
    let mut text = Struct {
        name: action.name,
        docs: &input_docs,
        fields: &input,
        is_input: true,
        body,
        is_deprecated,
        root: ROOT,
    }
    .text();
    text.push_str(&facts(version, action, &input, body));
    let output_docs = [format!("The output of [`{}`].", action.name)];
    let output_name = format!("{}Output", action.name);
    let output = Struct {
        name: &output_name,
        docs: &output_docs,
        fields: &output,
        is_input: false,
        body: None,
        is_deprecated: false,
        root: ROOT,
    };
    let _ = write!(text, "\n{}", output.text());
    if !action.error_codes.is_empty() {
        let _ = write!(text, "\n{}", error_codes(version, action));
    }
    text
}

fn input_docs(action: &Action) -> Vec<String> {
    let mut lines = vec![sentence(action.title_en.unwrap_or(action.title))];
    let mut paragraph = |text: String| lines.extend([String::new(), text]);
    if let Some(summary) = action.summary {
        paragraph(summary.to_owned());
    }
    if action.title_en.is_some() {
        paragraph(sentence(action.title));
    }
    paragraph(class(action.class).to_owned());
    if let Some(rate) = action.rate {
        paragraph(format!("At most {rate} requests per second and account."));
    }
    match action.paging {
        Some(Paging::Offset) => paragraph("Pages are chosen by `Offset` and `Limit`.".into()),
        Some(Paging::Page) => paragraph("Pages are chosen by their number and size.".into()),
        Some(_) => paragraph("The marker of the next page comes with each output.".into()),
        None => {}
    }
    if action.streams {
        paragraph("The response may be a stream of events.".into());
    }
    if action.status == Status::Offline {
        paragraph("The service no longer offers it.".into());
    }
    paragraph(format!(
        "[API Explorer](https://console.cloud.tencent.com/api/explorer?Product={}&Version={}&Action={})",
        action.service, action.version, action.name
    ));
    lines
}

/// With a full stop, and nothing that is markup.
pub(crate) fn sentence(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.trim().chars() {
        if matches!(character, '[' | ']' | '<' | '>' | '`' | '*' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(if character.is_control() { ' ' } else { character });
    }
    if !escaped.ends_with(['.', '。', '!', '?']) {
        escaped.push(if escaped.is_ascii() { '.' } else { '。' });
    }
    escaped
}

fn class(class: ActionClass) -> &'static str {
    match class {
        ActionClass::Reads => "It reads and is idempotent.",
        ActionClass::ReadsPaid => "It reads and costs per call.",
        ActionClass::Deletes => "It deletes something.",
        ActionClass::Charges => "It charges the account.",
        _ => "It changes something.",
    }
}

/// The implementation of the trait `Action`.
fn facts(version: &Version, action: &Action, input: &[Field], body: Option<&str>) -> String {
    const CORE: &str = "::tencentcloud_core";
    let name = action.name;
    let mut text = format!("\nimpl {CORE}::Action for {name} {{\n");
    let mut constant = |name: &str, kind: &str, value: &str| {
        let _ = writeln!(text, "    const {name}: {kind} = {value};");
    };
    constant("SERVICE", "&'static str", &format!("{:?}", action.product));
    constant("VERSION", "&'static str", &format!("{:?}", action.version));
    constant("NAME", "&'static str", &format!("{name:?}"));
    let effect = match action.class {
        class if class.is_idempotent() => "Read".to_owned(),
        _ if action.client_token => "Token(\"ClientToken\")".to_owned(),
        _ => "Write".to_owned(),
    };
    constant("EFFECT", &format!("{CORE}::Effect"), &format!("{CORE}::Effect::{effect}"));
    if let Some(rate) = action.rate {
        let some = format!("::core::option::Option::Some({rate})");
        constant("RATE", "::core::option::Option<u32>", &some);
    }
    if let Some(host) = action.host {
        let some = format!("::core::option::Option::Some({host:?})");
        constant("HOST", "::core::option::Option<&'static str>", &some);
    }
    let body_kind = match action.body {
        Body::Multipart => Some("Multipart"),
        Body::Octets => Some("Octets"),
        _ => None,
    };
    if let Some(kind) = body_kind {
        constant("BODY", &format!("{CORE}::BodyKind"), &format!("{CORE}::BodyKind::{kind}"));
    }
    for (name, holds) in [("DECLARES_ERROR", action.declares_error()), ("STREAMS", action.streams)]
    {
        if holds {
            constant(name, "bool", "true");
        }
    }
    if !action.signed {
        constant("SIGNED", "bool", "false");
    }
    let code = if action.error_codes.is_empty() {
        format!("{CORE}::ErrorCode")
    } else {
        code_enum(version, action)
    };
    let _ = writeln!(text, "    type Output = {name}Output;\n    type Code = {code};");
    let files: Vec<_> = input.iter().filter(|field| field.is_binary()).map(Field::file).collect();
    if !files.is_empty() {
        let _ = writeln!(
            text,
            "\n    fn files(&self) -> ::std::vec::Vec<(&'static str, &[u8])> {{\n        \
             let mut files = ::std::vec::Vec::new();\n{}        files\n    }}",
            files.concat()
        );
    }
    if let Some(body) = body {
        let _ = writeln!(text, "\n    fn octets(&self) -> &[u8] {{\n        &self.{body}\n    }}");
    }
    text.push_str("}\n");
    text
}

fn error_codes(version: &Version, action: &Action) -> String {
    let name = action.name;
    let documentation = [format!("The error codes documented for [`{name}`].")];
    let mut text = String::from("::tencentcloud_core::error_codes! {\n");
    text.push_str(&docs("    ", &documentation));
    let _ = writeln!(text, "    pub enum {} {{", code_enum(version, action));
    for (variant, code) in variants(action.error_codes) {
        let _ = writeln!(text, "        {variant} = {code:?},");
    }
    text.push_str("    }\n}\n");
    text
}

/// `ImportImageCode`; where an action has this name, `GetTaskErrorCode`.
pub(super) fn code_enum(version: &Version, action: &Action) -> String {
    let name = format!("{}Code", action.name);
    if version.action(&name).is_some() { format!("{}ErrorCode", action.name) } else { name }
}

/// A variant is the last part of its code; where two are equal, family and part.
fn variants(codes: &'static [&'static str]) -> Vec<(String, &'static str)> {
    let last = |code: &'static str| code.rsplit('.').next().unwrap_or(code);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::from([("Other", 1)]);
    for code in codes {
        *counts.entry(last(code)).or_default() += 1;
    }
    let variant = |code: &&'static str| {
        let is_single = counts.get(last(code)) == Some(&1);
        let name = if is_single { last(code).to_owned() } else { code.replace('.', "") };
        (name, *code)
    };
    codes.iter().map(variant).collect()
}
