//! What an error tells of a response that is not one of the API.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use http::HeaderMap;
use http::header::LOCATION;
use serde_json::value::RawValue;

use crate::call::RequestSecrets;
use crate::json;

/// The characters that an error quotes of a page, or of a value.
const CHARACTERS: usize = 120;
/// The names of members that an error lists.
const NAMES: usize = 10;

/// A JSON object that is no response of API 3.0.
#[derive(Default)]
pub(super) struct OtherJson<'a> {
    code: Option<&'a RawValue>,
    code_desc: Option<&'a RawValue>,
    message: Option<&'a RawValue>,
    names: Vec<String>,
    /// Members whose names are not kept.
    more: usize,
}

impl<'a> OtherJson<'a> {
    /// None if the JSON is not an object.
    pub(super) fn read(json: &'a str) -> Option<Self> {
        let mut read = Self::default();
        json::each_member(json, |name, value| {
            let place = match name.to_ascii_lowercase().as_str() {
                "code" => Some(&mut read.code),
                "codedesc" => Some(&mut read.code_desc),
                "message" => Some(&mut read.message),
                _ => None,
            };
            if let Some(place) = place {
                *place = place.or(Some(value));
            }
            match read.names.len() {
                _ if read.names.contains(&name) => {}
                ..NAMES => read.names.push(name),
                _ => read.more += 1,
            }
        })
        .ok()?;
        Some(read)
    }

    /// Code and message of an error of the API before version 3.0: `code` is a number
    /// other than 0, and `codeDesc` names it. The official Go SDK reads it so, too.
    pub(super) fn legacy_error(&self) -> Option<(String, Option<&'a RawValue>)> {
        let code = self.code?;
        let is_zero = || code.get().bytes().all(|byte| matches!(byte, b'-' | b'0'));
        if !json::is_number(code) || is_zero() {
            return None;
        }
        let code = json::string(self.code_desc?).filter(|code| !code.is_empty())?;
        Some((code, self.message))
    }

    /// The values of `code` and `message`, or else the names of the members: other
    /// members may hold keys.
    pub(super) fn excerpt(&self, who: &str, secrets: &RequestSecrets) -> String {
        let said: Vec<String> = [("code", self.code), ("message", self.message)]
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name} {}", scalar(value?, secrets)?)))
            .collect();
        if !said.is_empty() {
            return format!("{who} says {}", said.join(", "));
        }
        let name = |name: &String| format!("{:?}", secrets.beginning(name, CHARACTERS));
        let names: Vec<String> = self.names.iter().map(name).collect();
        match (names.as_slice(), self.more) {
            ([], _) => format!("{who} has no members"),
            (names, 0) => format!("{who} has the members {}", names.join(", ")),
            (names, more) => format!("{who} has the members {} and {more} more", names.join(", ")),
        }
    }
}

/// The digits of a number, or the beginning of a string.
fn scalar(value: &RawValue, secrets: &RequestSecrets) -> Option<String> {
    if json::is_number(value) {
        return Some(secrets.beginning(value.get(), CHARACTERS));
    }
    let string = json::string(value).filter(|string| !string.is_empty())?;
    Some(format!("{:?}", secrets.beginning(&string, CHARACTERS)))
}

/// Tells of a member `Error` that is no error of the API.
pub(super) fn of_error(error: &RawValue, secrets: &RequestSecrets) -> String {
    match OtherJson::read(error.get()) {
        Some(object) => object.excerpt("Error", secrets),
        None => scalar(error, secrets).map(|text| format!("Error is {text}")).unwrap_or_default(),
    }
}

/// The first characters of a body that is not JSON, to show whose page it is.
pub(super) fn of_page(body: &[u8], secrets: &RequestSecrets) -> String {
    if matches!(body.trim_ascii_start().first(), Some(b'{' | b'[' | b'"')) {
        return String::new();
    }
    let beginning = secrets.beginning_of_bytes(body, CHARACTERS);
    if beginning.is_empty() { beginning } else { format!("the body begins {beginning:?}") }
}

/// The host that a redirect names; empty for any other response. The rest of the URL
/// may repeat the request.
pub(super) fn of_redirect(headers: &HeaderMap, secrets: &RequestSecrets) -> String {
    let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
    match location.and_then(host_of) {
        Some(host) => format!("it redirects to {}", secrets.beginning(host, CHARACTERS)),
        None => String::new(),
    }
}

/// The host of a URL, also of one that lacks its scheme or has characters that a URL may
/// not have.
fn host_of(url: &str) -> Option<&str> {
    let (scheme, rest) = url.trim().split_once("//")?;
    let authority = rest.split(['/', '?', '#', '\\', ' ']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.split_once(']') {
        Some((address, _)) => address.strip_prefix('[')?,
        None => host.split(':').next()?,
    };
    let is_scheme = scheme.is_empty() || scheme.ends_with(':');
    (is_scheme && !host.is_empty()).then_some(host)
}
