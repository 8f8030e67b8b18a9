//! The errors of inputs that people write, of pasted calls, and of generated code.

use tencentcloud_catalog::{Parameter, UnflattenError, WordsError, action, input_of_parameters};
use tencentcloud_codegen::package::{InvalidSource, NotGenerated};
use tencentcloud_codegen::snippets::{Call, Form, UnknownForm, Unsupported, snippet};
use tencentcloud_codegen::types::Types;
use tencentcloud_core::{Endpoint, Method, Request};
use tencentcloud_emulator::AddImageError;
use tencentcloud_verify::captured::CapturedError;
use tencentcloud_verify::form::FormFault;
use tencentcloud_verify::pasted::PastedError;

use super::{Sample, sample};

pub(super) fn samples() -> Vec<Sample> {
    let unsupported = unsupported();
    [
        vec![
            sample(parameter_error()),
            sample(WordsError::Dashes),
            sample(WordsError::NotUtf8),
            sample(UnflattenError::Name("Filters..Name".into())),
            sample(repeated()),
            sample(UnflattenError::ValueAndMembers {
                name: "Filters".into(),
                member: "Filters.0".into(),
            }),
            sample(UnknownForm),
            sample(unsupported),
            sample(AddImageError::Invalid("the region is unknown".into())),
            sample(AddImageError::Exists),
        ],
        pasted(),
        generated(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn generated() -> Vec<Sample> {
    let unknown = Types::of("cvmm").unwrap_err();
    vec![
        sample(unknown.clone()),
        sample(NotGenerated::Unknown(unknown)),
        sample(NotGenerated::NoRecord),
        sample(InvalidSource),
    ]
}

fn pasted() -> Vec<Sample> {
    let describe = action("ecm", "2019-07-19", "DescribeImage").unwrap();
    let finding = tencentcloud_catalog::check_input_text(describe, "[").remove(0);
    let name = "DescribeImages".to_owned();
    vec![
        sample(PastedError::NoCall),
        sample(PastedError::Captured(CapturedError::Requests(2))),
        sample(PastedError::Line("tccli", "a quote is not closed")),
        sample(PastedError::Option { program: "tccli", option: "--detail".into() }),
        sample(PastedError::Value("--region".into(), "it is missing")),
        sample(PastedError::Parameter(parameter_error())),
        sample(PastedError::File { option: "--json", problem: "it is a folder".into() }),
        sample(PastedError::Missing("X-TC-Action")),
        sample(PastedError::Header("X-TC-Action")),
        sample(PastedError::Unknown { kind: "action", name, nearest: Some("DescribeImage") }),
        sample(PastedError::Pairs(FormFault::NoValue(2))),
        sample(PastedError::Names(repeated())),
        sample(PastedError::Json("the body", finding)),
        sample(PastedError::NotUtf8("the body")),
        sample(PastedError::ContentType("multipart/form-data")),
    ]
}

fn repeated() -> UnflattenError {
    UnflattenError::Repeated("Limit".into())
}

fn parameter_error() -> tencentcloud_catalog::ParameterError {
    let describe = action("ecm", "2019-07-19", "DescribeImage").unwrap();
    let wrong = [Parameter::new("Filters.first.Name", ["a"])];
    input_of_parameters(describe.input, Vec::new(), &wrong, &mut |_| Err(String::new()))
        .unwrap_err()
}

fn unsupported() -> Unsupported {
    let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_method(Method::Get);
    snippet(Form::Go, &Call::new(&request, &Endpoint::nearest())).unwrap_err()
}
