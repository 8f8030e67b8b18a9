//! Everything that a client decides when it signs by v1.

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tencentcloud_core::Secret;
use zeroize::Zeroizing;

use super::{Hash, SignedTexts};
use crate::redact;

/// The string to sign and the key of one way to sign.
#[derive(Clone)]
pub(crate) struct SigningV1<'a> {
    pub(crate) method: Cow<'a, str>,
    pub(crate) host: Cow<'a, str>,
    pub(crate) path: Cow<'a, str>,
    /// Between path and parameters: `?`.
    pub(crate) mark: &'static str,
    /// Names and values, as they are written.
    pub(crate) parameters: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Before the secret key: nothing.
    pub(crate) prefix: &'static str,
    pub(crate) secret: Secret,
    pub(crate) hash: Hash,
    /// How the bytes of the HMAC are written.
    pub(crate) encode: fn(&[u8]) -> String,
}

impl<'a> SigningV1<'a> {
    /// Signs another value of a parameter.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<Cow<'a, str>>) {
        if let Some((_, old)) = self.parameters.iter_mut().find(|(other, _)| other == name) {
            *old = value.into();
        }
    }

    pub(crate) fn write(&self) -> String {
        let mut text = String::with_capacity(256);
        text.extend([&*self.method, &self.host, &self.path, self.mark]);
        let mut separator = "";
        for (name, value) in &self.parameters {
            text.extend([separator, name, "=", value]);
            separator = "&";
        }
        text
    }

    pub(crate) fn mac(&self) -> Vec<u8> {
        let key = Zeroizing::new([self.prefix, self.secret.expose()].concat());
        self.hash.hmac(key.as_bytes(), self.write().as_bytes())
    }

    /// The signature as written in the parameter `Signature`.
    pub(crate) fn sign(&self) -> String {
        self.last_step(&self.write())
    }

    /// The signature, given the string to sign.
    pub(crate) fn last_step(&self, string_to_sign: &str) -> String {
        let key = Zeroizing::new([self.prefix, self.secret.expose()].concat());
        (self.encode)(&self.hash.hmac(key.as_bytes(), string_to_sign.as_bytes()))
    }

    /// The string to sign with secrets redacted. The secret id stays: it is known, or
    /// there would be no key to compare with.
    pub(crate) fn shown(&self) -> SignedTexts {
        let redacted = |(name, value): &(Cow<'_, str>, Cow<'_, str>)| match &**name {
            "SecretId" => (Cow::from("SecretId"), value.clone().into_owned().into()),
            _ => (redact::words(name).into(), redact::value(name, value).into_owned().into()),
        };
        let shown = SigningV1 {
            method: redact::words(&self.method).into(),
            host: redact::words(&self.host).into(),
            path: redact::target(&self.path).into(),
            parameters: self.parameters.iter().map(redacted).collect(),
            ..self.clone()
        };
        SignedTexts { canonical_request: None, string_to_sign: shown.write() }
    }
}

/// The way of v1 to write a signature.
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
