//! Where a request has its common parameters.

use tencentcloud_verify::{HeaderFault, RawRequest, Scheme, form, form::FormFault};

use super::envelope;

/// A request, and where it has its common parameters: signature v3 has them in
/// headers, signature v1 in the query or form among the action's own.
pub(crate) struct Source<'a> {
    pub(crate) request: &'a RawRequest,
    pub(crate) scheme: Scheme,
    /// Of signature v1 alone. None are read of a request that is too large.
    pub(crate) pairs: Result<Vec<(String, String)>, FormFault>,
}

/// A common parameter: its name, as messages and signature v1 have it, and the
/// header that carries it under signature v3.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) header: &'static str,
}

macro_rules! parameters {
    ($($constant:ident: $name:literal in $header:literal,)*) => {
        impl Parameter {
            $(pub(crate) const $constant: Self = Self { name: $name, header: $header };)*

            /// The names that signature v1 takes from the action's own parameters.
            pub(crate) const NAMES: &[&str] =
                &[$($name,)* "Nonce", "Signature", "SignatureMethod", "Token"];
        }
    };
}

parameters! {
    ACTION: "Action" in "x-tc-action",
    VERSION: "Version" in "x-tc-version",
    TIMESTAMP: "Timestamp" in "x-tc-timestamp",
    REGION: "Region" in "x-tc-region",
    LANGUAGE: "Language" in "x-tc-language",
    CLIENT: "RequestClient" in "x-tc-requestclient",
    // The id stands within this header; an absent one is reported by this name.
    SECRET_ID: "SecretId" in "authorization",
}

impl<'a> Source<'a> {
    pub(crate) fn of(request: &'a RawRequest) -> Self {
        let scheme = Scheme::of(request);
        let is_read = scheme == Scheme::V1 && envelope::check_size(request, scheme).is_ok();
        let text = request.form().filter(|_| is_read);
        Self { request, scheme, pairs: form::decode(text.unwrap_or_default()) }
    }

    /// The value of a common parameter, if it is given.
    pub(crate) fn value(&self, parameter: Parameter) -> Result<Option<&str>, HeaderFault> {
        if self.scheme == Scheme::V1 {
            self.pair(parameter.name)
        } else {
            self.request.header(parameter.header)
        }
    }

    /// The value of a parameter of signature v1, if it is given.
    pub(super) fn pair(&self, name: &str) -> Result<Option<&str>, HeaderFault> {
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
    fn headers_under_v3_and_pairs_under_v1() {
        let raw = |raw: &str| RawRequest::parse(raw.as_bytes()).unwrap();
        let v3 = raw("GET /?Region=x HTTP/1.1\nAuthorization: a\nX-TC-Action: b\n\n");
        let v3 = Source::of(&v3);
        assert_eq!(v3.value(Parameter::ACTION), Ok(Some("b")));
        assert_eq!(v3.value(Parameter::SECRET_ID), Ok(Some("a")));
        assert_eq!(v3.value(Parameter::REGION), Ok(None));

        let v1 = raw("GET /?Action=a+b&Region=x&Region=x HTTP/1.1\nX-TC-Language: zh-CN\n\n");
        let v1 = Source::of(&v1);
        assert_eq!(v1.value(Parameter::ACTION), Ok(Some("a b")));
        assert_eq!(v1.value(Parameter::REGION), Err(HeaderFault::Repeated));
        assert_eq!(v1.value(Parameter::LANGUAGE), Ok(None));
    }

    #[test]
    fn what_is_too_large_is_not_read() {
        let raw = format!("GET /?Action=a&b={} HTTP/1.1\n\n", "x".repeat(32 * 1024));
        let raw = RawRequest::parse(raw.as_bytes()).unwrap();
        assert_eq!(Source::of(&raw).value(Parameter::ACTION), Ok(None));
    }
}
