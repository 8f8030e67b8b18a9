//! Messages about invalid parameters of any action.

use tencentcloud_verify::form::FormFault;

use super::text::{Text, list, shown};

pub(crate) fn content_type(value: &str, expected: &str) -> Text {
    let (value, expected) = (shown(value), shown(expected));
    Text::new(
        format!("不支持 `Content-Type` {value}，应为 {expected}。"),
        format!("The `Content-Type` {value} is not supported; expected {expected}."),
    )
}

/// `read` is the number of parts before the malformed one.
pub(crate) fn malformed_multipart(read: usize) -> Text {
    let (zh, en) = match read {
        0 => ("开头".to_owned(), "at its beginning".to_owned()),
        _ => (format!("第 {read} 部分之后"), format!("after part {read}")),
    };
    Text::new(
        format!("请求体不是合法的 `multipart/form-data`：{zh}有误。"),
        format!("The body is not valid `multipart/form-data`: it is malformed {en}."),
    )
}

pub(crate) fn malformed_json(line: usize, column: usize) -> Text {
    Text::new(
        format!("请求体不是合法的 JSON：第 {line} 行第 {column} 列有误。"),
        format!("The body is not valid JSON: error at line {line}, column {column}."),
    )
}

/// `offset` is the offset of the byte in the body.
pub(crate) fn bytes_not_utf8(path: Option<&str>, offset: usize) -> Text {
    let (zh, en) = whose_value(path);
    Text::new(
        format!("{zh}不是合法的 UTF-8 文本：请求体第 {offset} 字节（从 0 开始）有误。"),
        format!("{en} is not valid UTF-8: error at offset {offset} of the body."),
    )
}

pub(crate) fn bare_control_character(path: Option<&str>, line: usize, column: usize) -> Text {
    let (zh, en) = whose_value(path);
    Text::new(
        format!("{zh}含有未转义的控制字符：第 {line} 行第 {column} 列有误。"),
        format!("{en} has an unescaped control character at line {line}, column {column}."),
    )
}

pub(crate) fn malformed_escape(path: Option<&str>, line: usize, column: usize) -> Text {
    let (zh, en) = whose_value(path);
    Text::new(
        format!("{zh}含有无效的转义序列：第 {line} 行第 {column} 列有误。"),
        format!("{en} has an invalid escape sequence at line {line}, column {column}."),
    )
}

fn whose_value(path: Option<&str>) -> (String, String) {
    match path.map(shown) {
        Some(path) => (format!("参数 {path} 的值"), format!("The value of the parameter {path}")),
        None => ("请求体".to_owned(), "The body".to_owned()),
    }
}

pub(crate) fn not_an_object() -> Text {
    Text::new("请求体应为 JSON 对象。", "The body must be a JSON object.")
}

/// For a query or form. `pair` is the malformed pair; none if it may be a secret, so
/// that the message has its number.
pub(crate) fn malformed_pair(fault: FormFault, pair: Option<&str>) -> Text {
    let number = fault.pair();
    let (zh_pair, en_pair) = match pair.filter(|pair| !pair.is_empty()) {
        Some(pair) => (shown(pair), format!("at {}", shown(pair))),
        None => (format!("第 {number} 个参数"), format!("at pair {number}")),
    };
    let (zh, en) = match fault {
        FormFault::NoValue(_) => {
            ("缺少 `=`，应为 `名称=值`", "it has no `=`; expected `name=value`")
        }
        FormFault::Escape(_) => (
            "`%` 之后不是两位十六进制字符，`%` 本身应编码为 `%25`",
            "it has a `%` without two hexadecimal digits; encode `%` itself as `%25`",
        ),
        _ => ("解码后不是合法的 UTF-8 文本", "it is not valid UTF-8 when decoded"),
    };
    Text::new(
        format!("请求参数有误：{zh_pair} {zh}。"),
        format!("The parameters are malformed {en_pair}: {en}."),
    )
}

/// For a query or form.
pub(crate) fn malformed_name(name: &str) -> Text {
    let name = shown(name);
    Text::new(
        format!("请求参数有误：{name} 不是合法的参数名。"),
        format!("The parameters are malformed: {name} is not a valid name of a parameter."),
    )
}

/// For a query or form; `member` is a name below `name`.
pub(crate) fn value_and_members(name: &str, member: &str) -> Text {
    let (name, member) = (shown(name), shown(member));
    Text::new(
        format!("参数 {name} 既有值，又有下级参数 {member}。"),
        format!("The parameter {name} has both a value and members such as {member}."),
    )
}

pub(crate) fn unknown(path: &str, nearest: Option<&str>) -> Text {
    let path = shown(path);
    let text =
        Text::new(format!("未定义的参数 {path}。"), format!("The action has no parameter {path}."));
    match nearest.map(shown) {
        Some(nearest) => {
            text.and(&format!("是否应为 {nearest}？"), &format!("Did you mean {nearest}?"))
        }
        None => text,
    }
}

pub(crate) fn wrong_type(path: &str, expected: &str) -> Text {
    let path = shown(path);
    let zh = match expected {
        "string" => "字符串",
        "integer" => "整数",
        "unsigned integer" => "非负整数",
        "float" => "数值",
        "boolean" => "布尔值",
        "list" => "数组",
        _ => "对象",
    };
    Text::new(
        format!("参数 {path} 的类型不正确，应为{zh}（{expected}）。"),
        format!("The parameter {path} has a wrong type: expected {expected}."),
    )
}

pub(crate) fn control_character(path: &str) -> Text {
    let path = shown(path);
    Text::new(
        format!("参数 {path} 的值含有控制字符。"),
        format!("The value of the parameter {path} contains a control character."),
    )
}

pub(crate) fn none_of<'a>(names: impl IntoIterator<Item = &'a str>) -> Text {
    let names = list(names, 0);
    Text::new(
        format!("请至少传入以下参数之一：{}。", names.zh),
        format!("At least one of the parameters {} is required.", names.en),
    )
}
