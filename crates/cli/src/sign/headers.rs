//! The headers of a description, and whether they agree with its other members.

use std::borrow::Cow;

use super::fields::{self, Fields};

/// The headers of a request, by name in lower case.
pub(super) struct Headers<'a>(Vec<(String, Cow<'a, str>)>);

impl<'a> Headers<'a> {
    pub(super) fn of(fields: &'a Fields) -> Result<Self, String> {
        let pairs = fields.pairs("headers")?;
        let headers: Vec<_> = pairs.into_iter().map(|(name, value)| (lower(name), value)).collect();
        fields::check_distinct("headers", headers.iter().map(|(name, _)| name.as_str()))?;
        Ok(Self(headers))
    }

    fn get(&self, name: &str) -> Option<&str> {
        let wanted = lower(name);
        self.0.iter().find(|(name, _)| *name == wanted).map(|(_, value)| &**value)
    }

    /// The value of a header that is signed. The error shows only a name that cannot be a
    /// key in the wrong place.
    pub(super) fn signed(&self, name: &str) -> Result<&str, String> {
        self.get(name).ok_or_else(|| match lower(name) {
            name if name == "content-type" || name.starts_with("x-") => {
                format!("headers lacks the signed header {name}")
            }
            _ => "headers lacks a header that signed_headers names".into(),
        })
    }

    /// Fails if a header is present and differs from the member that is signed.
    pub(super) fn check_agrees(&self, name: &str, value: &str) -> Result<(), String> {
        match self.get(name) {
            Some(header) if lower(header) != lower(value) => {
                Err(format!("headers contradicts the description: {name} differs"))
            }
            _ => Ok(()),
        }
    }

    /// Fails if the header for the payload contradicts `unsigned_payload`.
    pub(super) fn check_payload(&self, is_unsigned: bool) -> Result<(), String> {
        let header = self.get("x-tc-content-sha256").map(str::trim);
        let says_unsigned = header.map(|value| value == "UNSIGNED-PAYLOAD");
        match (says_unsigned, is_unsigned) {
            (Some(false), true) | (Some(true), false) => {
                Err("headers contradicts unsigned_payload: x-tc-content-sha256 differs".into())
            }
            _ => Ok(()),
        }
    }
}

/// A name or value as it is compared: without outer spaces, in lower case.
pub(super) fn lower(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}
