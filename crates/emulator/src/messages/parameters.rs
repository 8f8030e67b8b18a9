//! What is wrong with the body of a request, whatever the action.

use super::text::{Text, list, shown};

pub(crate) fn content_type(value: &str, due: &str) -> Text {
    let (value, due) = (shown(value), shown(due));
    Text::new(
        format!("不支持 `Content-Type` {value}，应为 {due}。"),
        format!("The `Content-Type` {value} is not supported here; {due} is due."),
    )
}

/// `read` is how many parts could be read.
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
        format!("The body is not valid JSON: see line {line}, column {column}."),
    )
}

/// `offset` is that of the byte in the body, counted from 0.
pub(crate) fn bytes_not_utf8(path: Option<&str>, offset: usize) -> Text {
    let (zh, en) = whose_value(path);
    Text::new(
        format!("{zh}不是合法的 UTF-8 文本：请求体第 {offset} 字节（从 0 开始）有误。"),
        format!("{en} is not valid UTF-8 text: see byte {offset} of the body, counted from 0."),
    )
}

pub(crate) fn bare_control_character(path: Option<&str>, line: usize, column: usize) -> Text {
    let (zh, en) = whose_value(path);
    Text::new(
        format!("{zh}含有未转义的控制字符：第 {line} 行第 {column} 列有误。"),
        format!(
            "{en} has a control character that is not escaped: see line {line}, column {column}."
        ),
    )
}

pub(crate) fn malformed_escape(path: Option<&str>, line: usize, column: usize) -> Text {
    let (zh, en) = whose_value(path);
    Text::new(
        format!("{zh}含有不代表任何字符的转义序列：第 {line} 行第 {column} 列有误。"),
        format!(
            "{en} has an escape sequence that stands for no character: see line {line}, column {column}."
        ),
    )
}

fn whose_value(path: Option<&str>) -> (String, String) {
    match path.map(shown) {
        Some(path) => (format!("参数 {path} 的值"), format!("The value of the parameter {path}")),
        None => ("请求体".to_owned(), "The body".to_owned()),
    }
}

pub(crate) fn not_an_object() -> Text {
    Text::new(
        "请求体应为 JSON 对象。",
        "The body must be a JSON object with the parameters as members.",
    )
}

pub(crate) fn malformed_query(pair: &str) -> Text {
    let pair = shown(pair);
    Text::new(
        format!("查询字符串有误：{pair} 应为 `名称=值`，且名称不可重复。"),
        format!("The query is malformed at {pair}: it consists of `name=value`, each name once."),
    )
}

pub(crate) fn unknown(path: &str, meant: Option<&str>) -> Text {
    let path = shown(path);
    let text = Text::new(
        format!("未定义的参数 {path}。"),
        format!("The parameter {path} is not defined by this action."),
    );
    match meant.map(shown) {
        Some(meant) => text.and(&format!("是否应为 {meant}？"), &format!("Did you mean {meant}?")),
        None => text,
    }
}

pub(crate) fn wrong_type(path: &str, due: &str) -> Text {
    let path = shown(path);
    let zh = match due {
        "string" => "字符串",
        "integer" => "整数",
        "float" => "数值",
        "boolean" => "布尔值",
        "list" => "数组",
        _ => "对象",
    };
    Text::new(
        format!("参数 {path} 的类型不正确，应为{zh}（{due}）。"),
        format!("The parameter {path} has a wrong type: {due} is due."),
    )
}

pub(crate) fn control_character(path: &str) -> Text {
    let path = shown(path);
    Text::new(
        format!("参数 {path} 的值含有控制字符。"),
        format!("The value of the parameter {path} has a control character."),
    )
}

pub(crate) fn none_of<'a>(names: impl IntoIterator<Item = &'a str>) -> Text {
    let names = list(names);
    Text::new(
        format!("参数 {} 至少需要一个。", names.zh),
        format!("At least one of the parameters {} is due.", names.en),
    )
}
