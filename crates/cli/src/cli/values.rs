//! Values of options. No error shows the value.

use std::net::SocketAddr;
use std::time::Duration;

use tencentcloud_codegen::snippets::{Form, UnknownForm};
use tencentcloud_core::sign::{ALGORITHM, v1::Algorithm};
use tencentcloud_core::{Language, SignatureMethod, Timestamp};
use tencentcloud_emulator::SourceImage;

/// The value of `--key`, validated after parsing: an error of clap would print the
/// secret.
#[derive(Clone)]
pub(crate) struct KeyPair(String);

impl KeyPair {
    /// Secret id and secret key, if the value is a pair.
    pub(crate) fn parts(&self) -> Option<(&str, &str)> {
        self.0.split_once(':')
    }
}

impl From<String> for KeyPair {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyPair([redacted])")
    }
}

/// Only what no host begins with; the endpoint itself is validated by core, whose error
/// shows it.
pub(super) fn endpoint(text: &str) -> Result<String, &'static str> {
    if text.starts_with('-') { Err("must be a host or a URL") } else { Ok(text.to_owned()) }
}

pub(super) fn language(text: &str) -> Result<Language, &'static str> {
    [Language::ZhCn, Language::EnUs]
        .into_iter()
        .find(|language| language.as_str() == text)
        .ok_or("must be zh-CN or en-US")
}

pub(super) fn signature(text: &str) -> Result<SignatureMethod, &'static str> {
    let v1 = [Algorithm::HmacSha256, Algorithm::HmacSha1];
    match v1.into_iter().find(|algorithm| algorithm.as_str() == text) {
        Some(algorithm) => Ok(SignatureMethod::V1(algorithm)),
        None if text == ALGORITHM => Ok(SignatureMethod::Tc3),
        None => Err("must be TC3-HMAC-SHA256, HmacSHA256 or HmacSHA1"),
    }
}

pub(super) fn form(text: &str) -> Result<Form, String> {
    text.parse().map_err(|error: UnknownForm| error.to_string())
}

pub(super) fn seconds(text: &str) -> Result<Duration, &'static str> {
    text.parse()
        .ok()
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .filter(|duration| !duration.is_zero())
        .ok_or("must be a finite number of seconds greater than zero")
}

/// A number of seconds that may be zero.
pub(super) fn duration(text: &str) -> Result<Duration, &'static str> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or("must be a finite number of seconds")
}

pub(super) fn source_image(text: &str) -> Result<SourceImage, &'static str> {
    let mut parts = text.splitn(3, ':');
    match (parts.next(), parts.next(), parts.next()) {
        (_, _, Some("")) => Err("the name must not be empty"),
        (Some(id), Some(region), name) => Ok(SourceImage::new(id, region, name.unwrap_or(id))),
        _ => Err("must be ID:REGION or ID:REGION:NAME"),
    }
}

pub(super) fn count(text: &str) -> Result<u32, &'static str> {
    text.parse().map_err(|_| "must be an integer of at least 0")
}

pub(super) fn address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| "must be an IP address and a port, such as 127.0.0.1:8080")
}

pub(super) fn timestamp(text: &str) -> Result<Timestamp, &'static str> {
    text.parse().ok().and_then(Timestamp::new).ok_or("must be a time in Unix seconds")
}
