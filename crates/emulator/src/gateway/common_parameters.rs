//! The common parameters that every request must have or may have.

use tencentcloud_core::{CommonCode, Language};
use tencentcloud_verify::{HeaderFault, Scheme};

use super::source::{Parameter, Source};
use crate::failure::Failure;
use crate::messages;

/// The common parameters of a request that has all that it must have.
#[derive(Debug, Clone, Copy)]
pub(super) struct CommonParameters<'a> {
    pub(super) action: &'a str,
    pub(super) version: &'a str,
    /// An empty one is not the same as none.
    pub(super) region: Option<&'a str>,
}

const REQUIRED: [Parameter; 4] =
    [Parameter::ACTION, Parameter::VERSION, Parameter::TIMESTAMP, Parameter::SECRET_ID];

/// What signature v1 asks for beside these.
const REQUIRED_BY_V1: [&str; 2] = ["Nonce", "Signature"];

pub(super) fn read<'a>(source: &'a Source<'_>) -> Result<CommonParameters<'a>, Failure> {
    let is_empty = |value| matches!(value, Ok(None | Some("")));
    let mut absent: Vec<&str> = REQUIRED
        .into_iter()
        .filter(|&parameter| is_empty(source.value(parameter)))
        .map(|parameter| parameter.name)
        .collect();
    if source.scheme == Scheme::V1 {
        absent.extend(REQUIRED_BY_V1.into_iter().filter(|name| is_empty(source.pair(name))));
    }
    if !absent.is_empty() {
        return Err(Failure::common(CommonCode::MissingParameter, messages::missing(absent)));
    }
    let text = |parameter| text(source, parameter);
    let (action, version) = (text(Parameter::ACTION)?, text(Parameter::VERSION)?);
    let region = text(Parameter::REGION)?;
    if let Some(language) = text(Parameter::LANGUAGE)?
        && parse_language(language).is_none()
    {
        return Err(Failure::common(
            CommonCode::InvalidParameterValue,
            messages::invalid_language(language),
        ));
    }
    Ok(CommonParameters {
        action: action.unwrap_or_default(),
        version: version.unwrap_or_default(),
        region,
    })
}

/// The value of a parameter that is text and given once, if it is given.
fn text<'a>(source: &'a Source<'_>, parameter: Parameter) -> Result<Option<&'a str>, Failure> {
    let name = parameter.name;
    source.value(parameter).map_err(|fault| match fault {
        HeaderFault::Repeated => {
            Failure::common(CommonCode::InvalidParameter, messages::repeated(name))
        }
        _ => Failure::common(CommonCode::InvalidParameterValue, messages::not_text(name)),
    })
}

/// The language to answer in. English where none is asked for, or none that
/// there is: clients that send none are shown English in public reports.
pub(crate) fn language(source: &Source<'_>) -> Language {
    let asked_for = source.value(Parameter::LANGUAGE).ok().flatten();
    asked_for.and_then(parse_language).unwrap_or(Language::EnUs)
}

fn parse_language(text: &str) -> Option<Language> {
    [Language::ZhCn, Language::EnUs].into_iter().find(|language| language.as_str() == text)
}
