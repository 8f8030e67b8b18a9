//! The common parameters, which signature v3 has in headers.

use tencentcloud_core::{CommonCode, Language};
use tencentcloud_verify::RawRequest;

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
const REQUIRED: [(&str, &str); 4] = [
    ("Action", "x-tc-action"),
    ("Version", "x-tc-version"),
    ("Timestamp", "x-tc-timestamp"),
    // The id stands in this header; an absent one is reported by this name.
    ("SecretId", "authorization"),
];

pub(super) fn read(request: &RawRequest) -> Result<CommonParameters<'_>, Failure> {
    let value = |header| request.header(header).unwrap_or_default();
    let absent: Vec<&str> = REQUIRED
        .iter()
        .filter(|(_, header)| value(header).is_empty())
        .map(|&(name, _)| name)
        .collect();
    if !absent.is_empty() {
        return Err(Failure::common(CommonCode::MissingParameter, messages::missing(absent)));
    }
    if let Some(text) = request.header("x-tc-language")
        && parse_language(text).is_none()
    {
        return Err(Failure::common(
            CommonCode::InvalidParameterValue,
            messages::invalid_language(text),
        ));
    }
    Ok(CommonParameters {
        action: value("x-tc-action"),
        version: value("x-tc-version"),
        region: request.header("x-tc-region"),
    })
}

/// The language to answer in. English where none is asked for, or none that
/// there is: clients that send none are shown English in public reports.
pub(crate) fn language(request: &RawRequest) -> Language {
    request.header("x-tc-language").and_then(parse_language).unwrap_or(Language::EnUs)
}

fn parse_language(text: &str) -> Option<Language> {
    [Language::ZhCn, Language::EnUs].into_iter().find(|language| language.as_str() == text)
}
