//! An API request and its common parameters.

use tencentcloud_verify::{HeaderFault, RawRequest, Scheme, form, form::FormFault};

use crate::size_limit;

/// An API request. Signature v3 has the common parameters in headers; signature
/// v1 has them in the query or form, among the parameters of the action.
pub(crate) struct ApiRequest<'a> {
    pub(crate) raw: &'a RawRequest,
    pub(crate) scheme: Scheme,
    /// The query or form of signature v1. Empty if the request is too large.
    pub(crate) pairs: Result<Vec<(String, String)>, FormFault>,
}

/// A common parameter: its name in messages and in signature v1, and its header
/// in signature v3.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CommonParameter {
    pub(crate) name: &'static str,
    pub(crate) header: &'static str,
}

macro_rules! common_parameters {
    ($($constant:ident: $name:literal in $header:literal,)*) => {
        impl CommonParameter {
            $(pub(crate) const $constant: Self = Self { name: $name, header: $header };)*

            /// The names that signature v1 adds to the parameters of the action.
            pub(crate) const NAMES: &[&str] =
                &[$($name,)* "Nonce", "Signature", "SignatureMethod", "Token"];
        }
    };
}

common_parameters! {
    ACTION: "Action" in "x-tc-action",
    VERSION: "Version" in "x-tc-version",
    TIMESTAMP: "Timestamp" in "x-tc-timestamp",
    REGION: "Region" in "x-tc-region",
    LANGUAGE: "Language" in "x-tc-language",
    CLIENT: "RequestClient" in "x-tc-requestclient",
    // The id is a part of this header; a missing header is reported by this name.
    SECRET_ID: "SecretId" in "authorization",
}

impl<'a> ApiRequest<'a> {
    pub(crate) fn new(raw: &'a RawRequest) -> Self {
        let scheme = Scheme::of(raw);
        let is_read = scheme == Scheme::V1 && size_limit::exceeded(raw, scheme).is_none();
        let form = raw.form().filter(|_| is_read);
        Self { raw, scheme, pairs: form::decode(form.unwrap_or_default()) }
    }

    /// The value of a common parameter, if present.
    pub(crate) fn value(&self, parameter: CommonParameter) -> Result<Option<&str>, HeaderFault> {
        if self.scheme == Scheme::V1 {
            self.pair(parameter.name)
        } else {
            self.raw.header(parameter.header)
        }
    }

    /// The value of a parameter of signature v1, if present.
    pub(crate) fn pair(&self, name: &str) -> Result<Option<&str>, HeaderFault> {
        let pairs = self.pairs.as_deref().unwrap_or_default().iter();
        let mut values = pairs.filter(|(other, _)| other == name).map(|(_, value)| &**value);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(HeaderFault::Repeated),
            (value, None) => Ok(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_parameters_are_headers_in_v3_and_pairs_in_v1() {
        let raw = |raw: &str| RawRequest::parse(raw.as_bytes()).unwrap();
        let v3 = raw("GET /?Region=x HTTP/1.1\nAuthorization: a\nX-TC-Action: b\n\n");
        let v3 = ApiRequest::new(&v3);
        assert_eq!(v3.value(CommonParameter::ACTION), Ok(Some("b")));
        assert_eq!(v3.value(CommonParameter::SECRET_ID), Ok(Some("a")));
        assert_eq!(v3.value(CommonParameter::REGION), Ok(None));

        let v1 = raw("GET /?Action=a+b&Region=x&Region=x HTTP/1.1\nX-TC-Language: zh-CN\n\n");
        let v1 = ApiRequest::new(&v1);
        assert_eq!(v1.value(CommonParameter::ACTION), Ok(Some("a b")));
        assert_eq!(v1.value(CommonParameter::REGION), Err(HeaderFault::Repeated));
        assert_eq!(v1.value(CommonParameter::LANGUAGE), Ok(None));
    }

    #[test]
    fn query_is_not_read_when_too_large() {
        let raw = format!("GET /?Action=a&b={} HTTP/1.1\n\n", "x".repeat(32 * 1024));
        let raw = RawRequest::parse(raw.as_bytes()).unwrap();
        assert_eq!(ApiRequest::new(&raw).value(CommonParameter::ACTION), Ok(None));
    }
}
