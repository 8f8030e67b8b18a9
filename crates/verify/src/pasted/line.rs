//! Command lines of `tc3` and of `tccli`.

use std::ffi::OsString;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_catalog::{
    Action, Json, Kind, Parameter, ParameterError, ParameterFault, Words, WordsError,
    input_of_parameters,
};
use tencentcloud_core::sign::ALGORITHM;
use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{Method, SignatureMethod};

use super::options::{Options, Program, value_error};
use super::{PastedCall, PastedError, PastedForm, names, request};
use crate::captured::CapturedError;
use crate::captured::shell::{self, Variables};

type Files<'a> = &'a mut dyn FnMut(&str) -> Result<Vec<u8>, String>;

/// A command, the text of its line, and what is piped into it.
pub(super) struct Command<'a> {
    program: Program,
    line: &'a [u8],
    stdin: Option<Vec<u8>>,
}

/// The command line that a text is, if the word after a prompt and after assignments of
/// variables is one of the commands.
pub(super) fn command(text: &[u8]) -> Option<Command<'_>> {
    let line = text.strip_prefix(b"$ ").unwrap_or(text).trim_ascii_start();
    let (stdin, line) = match shell::piped(line) {
        Some((stdin, line)) => (Some(stdin), line),
        None => (None, line),
    };
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let first = words.find(|word| !is_assignment(word))?;
    let name = first.rsplit(|&byte| byte == b'/').next()?;
    let programs = [Program::Tc3, Program::Tccli].into_iter();
    let program = programs.into_iter().find(|program| program.name().as_bytes() == name)?;
    Some(Command { program, line, stdin })
}

/// `NAME=…`, as before a command.
fn is_assignment(word: &[u8]) -> bool {
    let name = word.iter().position(|&byte| byte == b'=').and_then(|end| word.get(..end));
    name.is_some_and(|name| {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        name.first().is_some_and(u8::is_ascii_alphabetic) && name.iter().all(is_part)
    })
}

pub(super) fn read(command: &Command<'_>, file: Files<'_>) -> Result<PastedCall, PastedError> {
    let program = command.program;
    let invalid = |problem| PastedError::Line(program.name(), problem);
    let words = shell::words(command.line, Variables::AsNul).map_err(|error| match error {
        CapturedError::Command(problem) => invalid(problem),
        other => PastedError::Captured(other),
    })?;
    let words: Vec<String> = words
        .into_iter()
        .map(|word| String::from_utf8(word).map_err(|_| invalid("a word is not UTF-8")))
        .collect::<Result<_, _>>()?;
    // Of the variables only the region is one of the call.
    let before = words.iter().take_while(|word| is_assignment(word.as_bytes()));
    let region_before = before.clone().find_map(|word| word.strip_prefix("TENCENTCLOUD_REGION="));
    let after: Vec<OsString> = words.iter().skip(before.count() + 1).map(Into::into).collect();
    let words = Words::split(&after, |word| program.is_option(word)).map_err(|error| {
        invalid(match error {
            WordsError::Dashes => "-- has no meaning in it",
            _ => "a word is not UTF-8",
        })
    })?;
    let options = Options::read(program, words.options)?;
    let file = &mut |name: &str| match (name, &command.stdin) {
        ("-" | "/dev/stdin", Some(stdin)) => Ok(stdin.clone()),
        ("-" | "/dev/stdin", None) => Err("stdin is not at hand; write the JSON".to_owned()),
        (name, _) => file(name),
    };
    let action = action(program, &options)?;
    let region = options.value("--region")?.or(region_before);
    Ok(PastedCall {
        action,
        input: input(program, action, &options, &words.parameters, file)?,
        region: region.filter(|region| !region.is_empty()).map(str::to_owned),
        language: language(&options)?,
        method: method(program, &options)?,
        signature: signature(program, &options)?,
        host: options.value("--endpoint")?.map(str::to_owned),
        is_signed: false,
        form: match program {
            Program::Tc3 => PastedForm::Tc3,
            Program::Tccli => PastedForm::Tccli,
        },
    })
}

fn action(program: Program, options: &Options) -> Result<&'static Action, PastedError> {
    let invalid = |problem| PastedError::Line(program.name(), problem);
    match &*options.names {
        [service, name] if [service, name].iter().any(|word| word.contains('\0')) => {
            Err(invalid("its service or action is a variable"))
        }
        [service, name] => {
            let version = match options.value("--version")? {
                None => options.value("-V")?,
                some => some,
            };
            names::action(service, version, name)
        }
        [] | [_] => Err(invalid("it names no service and action")),
        _ => Err(invalid("it has a word too many")),
    }
}

fn language(options: &Options) -> Result<Option<tencentcloud_core::Language>, PastedError> {
    let word = options.value("--language")?;
    word.map(|word| {
        request::language(word).ok_or_else(|| value_error("--language", "must be zh-CN or en-US"))
    })
    .transpose()
}

fn method(program: Program, options: &Options) -> Result<Method, PastedError> {
    match options.value("--method")? {
        Some("GET") if program == Program::Tc3 => Ok(Method::Get),
        None | Some("POST") => Ok(Method::Post),
        Some(_) => Err(value_error("--method", "must be POST or GET")),
    }
}

fn signature(program: Program, options: &Options) -> Result<SignatureMethod, PastedError> {
    let v1 = [Algorithm::HmacSha256, Algorithm::HmacSha1];
    match options.value("--sign-method")? {
        None => Ok(SignatureMethod::Tc3),
        Some(word) if word == ALGORITHM => Ok(SignatureMethod::Tc3),
        Some(word) if program == Program::Tc3 => {
            let method = v1.into_iter().find(|algorithm| algorithm.as_str() == word);
            method.map(SignatureMethod::V1).ok_or_else(|| {
                value_error("--sign-method", "must be TC3-HMAC-SHA256, HmacSHA256 or HmacSHA1")
            })
        }
        Some(_) => Err(value_error("--sign-method", "is no option of tccli")),
    }
}

/// JSON as it is written, overridden by the parameters.
fn input(
    program: Program,
    action: &Action,
    options: &Options,
    given: &[Parameter],
    file: Files<'_>,
) -> Result<String, PastedError> {
    let json = match program {
        Program::Tc3 => json(options, file)?,
        Program::Tccli => json_file(options, file)?,
    };
    if given.is_empty() {
        return Ok(json);
    }
    for Parameter { name, values, .. } in given {
        if name.contains('\0') || values.iter().any(|value| value.contains('\0')) {
            let name = format!("--{}", name.replace('\0', "$"));
            return Err(PastedError::Value(name, "it is a variable; write its value"));
        }
    }
    let Ok(Json::Object(base)) = Json::parse(&json) else { return Ok(json) };
    let content = &mut |name: &str| file(name).map(|content| STANDARD.encode(content));
    let given: Vec<Parameter> = given.iter().map(|one| spelled(program, action, one)).collect();
    input_of_parameters(action.input, base, &given, content).map(|input| input.to_string()).map_err(
        |error: ParameterError| match error.fault {
            ParameterFault::File(problem) => PastedError::File { option: "a parameter", problem },
            _ => PastedError::Parameter(error),
        },
    )
}

/// The text of `--json JSON` or `--json @FILE`.
fn json(options: &Options, file: Files<'_>) -> Result<String, PastedError> {
    const OPTION: &str = "--json";
    let failed = |problem| PastedError::File { option: OPTION, problem };
    let text = match options.value(OPTION)? {
        None => return Ok("{}".to_owned()),
        Some("-") => file("-").map_err(failed)?,
        Some(text) => match text.strip_prefix('@') {
            Some(name) => file(name).map_err(failed)?,
            None => text.as_bytes().to_vec(),
        },
    };
    request::object(OPTION, text.trim_ascii_end())
}

/// The text of `--cli-input-json file://FILE`.
fn json_file(options: &Options, file: Files<'_>) -> Result<String, PastedError> {
    const OPTION: &str = "--cli-input-json";
    let Some(value) = options.value(OPTION)? else { return Ok("{}".to_owned()) };
    let name = value.strip_prefix("file://");
    let name = name.ok_or_else(|| value_error(OPTION, "must begin with file://"))?;
    let text = file(name).map_err(|problem| PastedError::File { option: OPTION, problem })?;
    request::object(OPTION, text.trim_ascii_end())
}

/// A parameter with the booleans of tccli in the spelling of JSON.
fn spelled(program: Program, action: &Action, parameter: &Parameter) -> Parameter {
    let is_boolean = action.kind_at(&parameter.name) == Some(Kind::Boolean);
    let mut parameter = parameter.clone();
    if let (Program::Tccli, [value]) = (program, &mut *parameter.values) {
        let spelled = match &*value.to_ascii_lowercase() {
            "true" | "t" | "1" => "true",
            "false" | "f" | "0" => "false",
            _ => return parameter,
        };
        if is_boolean {
            spelled.clone_into(value);
        }
    }
    parameter
}
