//! Why a pasted text is no call, or no request.

use tencentcloud_catalog::{ParameterError, ParameterFault};
use tencentcloud_verify::captured::{CapturedError, Form};
use tencentcloud_verify::pasted::PastedError;

use super::phrases::chinese;
use super::sentence;
use crate::api::Language;
use crate::findings::finding;

pub(crate) fn pasted_problem(language: Language, error: &PastedError) -> String {
    let zh = match error {
        PastedError::NoCall => {
            "不是调用：应为 curl、tc3 或 tccli 命令行、HTTP/1.1 请求、curl 的输出，或 API Explorer 的链接。"
                .into()
        }
        PastedError::Captured(error) => return captured_problem(language, error),
        PastedError::Line(program, problem) => {
            format!("{program} 命令行无效：{}。", chinese(problem))
        }
        PastedError::Option { program, option } if option == "such option" => {
            format!("{program} 没有此选项。")
        }
        PastedError::Option { program, option } => format!("{program} 没有选项 {option}。"),
        PastedError::Value(option, problem) => format!("{option}：{}。", chinese(problem)),
        PastedError::Parameter(error) => of_parameter(language, error),
        PastedError::File { option, problem } => {
            format!("无法读取 {option} 的文件：{}。", chinese(problem))
        }
        PastedError::Missing(name) => format!("缺少 {name}。"),
        PastedError::Header(name) => format!("请求头 {name} 重复出现，或不是 UTF-8。"),
        PastedError::Unknown { kind, nearest, .. } => {
            let kind = match *kind {
                "service" => "产品",
                "version" => "版本",
                _ => "接口",
            };
            // The name as `Display` shows it, if it may be shown.
            let text = error.to_string();
            let name = text.split('"').nth(1).map_or_else(String::new, |name| format!(" {name}"));
            match nearest {
                Some(nearest) => format!("目录中没有{kind}{name}，是否为 {nearest}？"),
                None => format!("目录中没有{kind}{name}。"),
            }
        }
        PastedError::Pairs(_) | PastedError::Names(_) => "查询串或表单无效。".into(),
        PastedError::Json(_, found) => {
            format!("输入不是 JSON 对象：{}", finding(language, found.clone()).text)
        }
        PastedError::NotUtf8(_) => "输入不是 UTF-8。".into(),
        PastedError::ContentType(kind) => format!("此处不能读取 {kind} 类型的正文。"),
        error => format!("不是调用：{error}。"),
    };
    language.of(sentence(&error.to_string()), zh)
}

fn of_parameter(language: Language, error: &ParameterError) -> String {
    let name = &error.name;
    let problem = match &error.fault {
        ParameterFault::NotAnIndex(part) => {
            format!("{part:?} 不是下标，列表项从 0 开始编号。")
        }
        ParameterFault::Conflict => "其上层的值已整体给出。".into(),
        ParameterFault::GivenTwice => "重复出现；列表的所有值写在一个名称之后。".into(),
        ParameterFault::Overlap(other) => {
            format!("与 --{other} 重叠；值应整体给出，或分部分给出。")
        }
        ParameterFault::NoValue => "缺少值。".into(),
        ParameterFault::TooManyValues(_) => "值过多；含空格的值请加引号。".into(),
        ParameterFault::Json(found) => finding(language, found.clone()).text,
        ParameterFault::File(problem) => format!("{}。", chinese(problem)),
        fault => format!("{fault}。"),
    };
    format!("--{name}：{problem}")
}

pub(crate) fn captured_problem(language: Language, error: &CapturedError) -> String {
    let zh = match error {
        CapturedError::NoRequest(_) => {
            "不是请求：应为 HTTP/1.1 请求、curl --trace-ascii - 或 curl -v 的输出，或 curl 命令行。"
                .into()
        }
        CapturedError::Requests(count) => {
            format!("curl 的输出中有 {count} 个请求，请只保留一个。")
        }
        CapturedError::BodyNotAtHand(form) => {
            let advice = match form {
                Form::Verbose => "请粘贴 curl 命令行，或 --trace-ascii - 的输出",
                Form::Trace | Form::TraceAscii => {
                    "该 trace 没有显示全部字节，请粘贴 curl 命令行，或 --trace - 的输出"
                }
                _ => "短于 Content-Length",
            };
            format!("正文不完整：{advice}。")
        }
        CapturedError::Option(option) => {
            format!("此处不支持 curl 的 {option}；若它不改变请求，请去掉。")
        }
        CapturedError::Command(problem) => format!("curl 命令行无效：{}。", chinese(problem)),
        CapturedError::File { option, problem } => {
            format!("无法读取 {option} 的文件：{}。", chinese(problem))
        }
        error => format!("不是请求：{error}。"),
    };
    language.of(sentence(&error.to_string()), zh)
}
