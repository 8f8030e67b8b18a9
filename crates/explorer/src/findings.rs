//! What the check of an input found, in the sentences of the page.

use tencentcloud_catalog::{self as catalog, Action, FindingKind, Kind, check_input_text};

use crate::api::{Finding, Language, Severity};

/// The findings of an input, in the order of the text.
pub(crate) fn findings(language: Language, action: &Action, input: &str) -> Vec<Finding> {
    check_input_text(action, input).into_iter().map(|found| finding(language, found)).collect()
}

/// A finding as the page shows it.
pub(crate) fn finding(language: Language, found: catalog::Finding) -> Finding {
    let severity = if found.is_error() { Severity::Error } else { Severity::Warning };
    let rename = match found.kind {
        FindingKind::UnknownMember { nearest } => nearest.map(str::to_owned),
        _ => None,
    };
    Finding {
        text: text(language, &found.kind),
        kind: name(&found.kind).to_owned(),
        pointer: found.pointer,
        path: found.path,
        severity,
        rename,
    }
}

fn name(kind: &FindingKind) -> &'static str {
    match kind {
        FindingKind::NotJson { .. } => "not_json",
        FindingKind::NotAnObject { .. } => "not_an_object",
        FindingKind::UnknownMember { .. } => "unknown",
        FindingKind::UndeclaredMember => "undeclared",
        FindingKind::Missing { .. } => "missing",
        FindingKind::WrongType { .. } => "wrong_type",
        FindingKind::WrongNesting { .. } => "wrong_nesting",
        FindingKind::GivenTwice => "given_twice",
        FindingKind::DottedName => "dotted_name",
        FindingKind::NumberTooLarge => "too_large",
        FindingKind::Deprecated => "deprecated",
        FindingKind::More { .. } => "more",
        _ => "other",
    }
}

fn text(language: Language, kind: &FindingKind) -> String {
    match *kind {
        FindingKind::NotJson { problem, line, column } => language.of(
            format!("Not JSON: {problem} (line {line}, column {column})."),
            format!("不是合法的 JSON：第 {line} 行第 {column} 列。"),
        ),
        FindingKind::NotAnObject { found } => language.of(
            format!("Expected an object, got {}.", article(found)),
            format!("应为对象，实际为{}。", chinese(found)),
        ),
        FindingKind::UnknownMember { nearest: Some(nearest) } => language.of(
            format!("Unknown member. Did you mean {nearest}?"),
            format!("未知参数，是否为 {nearest}？"),
        ),
        FindingKind::UnknownMember { nearest: None } => {
            language.of("Unknown member.", "未知参数。").into()
        }
        FindingKind::UndeclaredMember => {
            language.of("The catalog does not declare it.", "目录中没有声明此参数。").into()
        }
        FindingKind::Missing { .. } => {
            language.of("Missing. Required by the catalog.", "缺少必填参数。").into()
        }
        FindingKind::WrongType { expected, found }
        | FindingKind::WrongNesting { expected, found } => {
            let (wanted, wanted_chinese) = expected_names(expected);
            language.of(
                format!("Expected {wanted}, got {}.", article(found)),
                format!("应为{wanted_chinese}，实际为{}。", chinese(found)),
            )
        }
        FindingKind::GivenTwice => language.of("Given twice.", "重复出现。").into(),
        FindingKind::DottedName => language
            .of(
                "A name with a dot. Nest objects and lists instead.",
                "名称不能带点，请使用嵌套的对象和列表。",
            )
            .into(),
        FindingKind::NumberTooLarge => {
            language.of("The number does not fit 64 bits.", "数值超出 64 位范围。").into()
        }
        FindingKind::Deprecated => language.of("Deprecated.", "已弃用。").into(),
        FindingKind::More { errors, warnings } => language.of(
            format!("Further errors: {errors}; further warnings: {warnings}."),
            format!("其余错误 {errors} 个，其余警告 {warnings} 个。"),
        ),
        // Newer than this page.
        _ => language.of("Not as the catalog has it.", "与目录不符。").into(),
    }
}

/// What must be there, in English and Chinese.
fn expected_names(kind: Kind) -> (String, String) {
    let (english, chinese) = match kind {
        Kind::Integer => ("an integer", "整数"),
        Kind::Unsigned => ("an integer of at least 0", "非负整数"),
        Kind::Float => ("a number", "数值"),
        Kind::Boolean => ("a boolean", "布尔值"),
        Kind::Structure(structure) => {
            let name = structure.name;
            return (format!("an object ({name})"), format!("对象（{name}）"));
        }
        Kind::List(of) => {
            let (english, chinese) = expected_names(*of);
            let english = english.split_once(' ').map_or(&*english, |(_, noun)| noun);
            return (format!("a list ({english})"), format!("列表（{chinese}）"));
        }
        _ => ("a string", "字符串"),
    };
    (english.into(), chinese.into())
}

fn article(found: &str) -> String {
    match found.bytes().next() {
        _ if found == "null" => "null".into(),
        Some(b'a' | b'e' | b'i' | b'o' | b'u') => format!("an {found}"),
        _ => format!("a {found}"),
    }
}

fn chinese(found: &str) -> &str {
    match found {
        "boolean" => "布尔值",
        "integer" => "整数",
        "negative integer" => "负整数",
        "decimal number" => "小数",
        "string" => "字符串",
        "list" => "列表",
        "object" => "对象",
        "number out of range" => "超出范围的数值",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_have_a_pointer_and_the_sentence_of_the_page() {
        let describe = catalog::action("ecm", "2019-07-19", "DescribeImage").unwrap();
        for (input, pointer, english, chinese) in [
            (
                r#"{"Offset":"1o"}"#,
                "/Offset",
                "Expected an integer, got a string.",
                "应为整数，实际为字符串。",
            ),
            (
                r#"{"Filters":[{"Name":"a"}]}"#,
                "/Filters/0/Values",
                "Missing. Required by the catalog.",
                "缺少必填参数。",
            ),
            (
                r#"{"Limits":1}"#,
                "/Limits",
                "Unknown member. Did you mean Limit?",
                "未知参数，是否为 Limit？",
            ),
            (r#"{"Limit":1,"Limit":2}"#, "/Limit", "Given twice.", "重复出现。"),
            (
                r#"{"Filters":1}"#,
                "/Filters",
                "Expected a list (object (Filter)), got an integer.",
                "应为列表（对象（Filter）），实际为整数。",
            ),
            ("[]", "", "Expected an object, got a list.", "应为对象，实际为列表。"),
        ] {
            for (language, text) in [(Language::English, english), (Language::Chinese, chinese)] {
                let found = findings(language, describe, input);
                assert_eq!((&*found[0].pointer, &*found[0].text), (pointer, text), "{input}");
            }
        }
        let found = findings(Language::English, describe, r#"{"Limits":1}"#);
        assert_eq!(found[0].rename.as_deref(), Some("Limit"));
        assert_eq!(findings(Language::Chinese, describe, "{")[0].kind, "not_json");
    }
}
