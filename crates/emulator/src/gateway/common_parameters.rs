//! The common parameters of a request.

use tencentcloud_core::{CommonCode, Language};
use tencentcloud_verify::{HeaderFault, Scheme};

use crate::api_request::{ApiRequest, CommonParameter};
use crate::failure::Failure;
use crate::messages;

/// The common parameters of a request that has all required ones.
#[derive(Debug, Clone, Copy)]
pub(super) struct CommonParameters<'a> {
    pub(super) action: &'a str,
    pub(super) version: &'a str,
    /// An empty value is not the same as none.
    pub(super) region: Option<&'a str>,
}

const REQUIRED: [CommonParameter; 4] = [
    CommonParameter::ACTION,
    CommonParameter::VERSION,
    CommonParameter::TIMESTAMP,
    CommonParameter::SECRET_ID,
];

/// Required by signature v1 in addition.
const REQUIRED_BY_V1: [&str; 2] = ["Nonce", "Signature"];

pub(super) fn read<'a>(request: &'a ApiRequest<'_>) -> Result<CommonParameters<'a>, Failure> {
    let is_empty = |value| matches!(value, Ok(None | Some("")));
    let mut missing: Vec<&str> = REQUIRED
        .into_iter()
        .filter(|&parameter| is_empty(request.value(parameter)))
        .map(|parameter| parameter.name)
        .collect();
    if request.scheme == Scheme::V1 {
        missing.extend(REQUIRED_BY_V1.into_iter().filter(|name| is_empty(request.pair(name))));
    }
    if !missing.is_empty() {
        return Err(Failure::common(CommonCode::MissingParameter, messages::missing(missing, 0)));
    }
    let string = |parameter| string(request, parameter);
    let (action, version) = (string(CommonParameter::ACTION)?, string(CommonParameter::VERSION)?);
    let region = string(CommonParameter::REGION)?;
    if let Some(language) = string(CommonParameter::LANGUAGE)?
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

/// The value of a parameter, if present. Fails if it is repeated or not UTF-8.
fn string<'a>(
    request: &'a ApiRequest<'_>,
    parameter: CommonParameter,
) -> Result<Option<&'a str>, Failure> {
    let name = parameter.name;
    request.value(parameter).map_err(|fault| match fault {
        HeaderFault::Repeated => {
            Failure::common(CommonCode::InvalidParameter, messages::repeated(name))
        }
        _ => Failure::common(CommonCode::InvalidParameterValue, messages::not_utf8(name)),
    })
}

/// The language of the messages. The default is English, which public reports
/// show for clients that name no language.
pub(crate) fn language(request: &ApiRequest<'_>) -> Language {
    let requested = request.value(CommonParameter::LANGUAGE).ok().flatten();
    requested.and_then(parse_language).unwrap_or(Language::EnUs)
}

fn parse_language(name: &str) -> Option<Language> {
    [Language::ZhCn, Language::EnUs].into_iter().find(|language| language.as_str() == name)
}
