//! The common parameters, which signature v3 has in headers.

use tencentcloud_core::{CommonCode, Language};
use tencentcloud_verify::{HeaderFault, RawRequest};

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

/// Names as messages give them, and the headers that carry them.
type Named = (&'static str, &'static str);

const REQUIRED: [Named; 4] = [
    ("Action", "x-tc-action"),
    ("Version", "x-tc-version"),
    ("Timestamp", "x-tc-timestamp"),
    // The id stands in this header; an absent one is reported by this name.
    ("SecretId", "authorization"),
];

pub(super) fn read(request: &RawRequest) -> Result<CommonParameters<'_>, Failure> {
    let is_absent = |header| matches!(request.header(header), Ok(None | Some("")));
    let absent: Vec<&str> =
        REQUIRED.iter().filter(|(_, header)| is_absent(header)).map(|&(name, _)| name).collect();
    if !absent.is_empty() {
        return Err(Failure::common(CommonCode::MissingParameter, messages::missing(absent)));
    }
    let text = |named| text(request, named);
    let (action, version) = (text(("Action", "x-tc-action"))?, text(("Version", "x-tc-version"))?);
    let region = text(("Region", "x-tc-region"))?;
    if let Some(language) = text(("Language", "x-tc-language"))?
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
fn text(request: &RawRequest, (name, header): Named) -> Result<Option<&str>, Failure> {
    request.header(header).map_err(|fault| match fault {
        HeaderFault::Repeated => {
            Failure::common(CommonCode::InvalidParameter, messages::repeated(name))
        }
        _ => Failure::common(CommonCode::InvalidParameterValue, messages::not_text(name)),
    })
}

/// The language to answer in. English where none is asked for, or none that
/// there is: clients that send none are shown English in public reports.
pub(crate) fn language(request: &RawRequest) -> Language {
    let asked_for = request.header("x-tc-language").ok().flatten();
    asked_for.and_then(parse_language).unwrap_or(Language::EnUs)
}

fn parse_language(text: &str) -> Option<Language> {
    [Language::ZhCn, Language::EnUs].into_iter().find(|language| language.as_str() == text)
}
