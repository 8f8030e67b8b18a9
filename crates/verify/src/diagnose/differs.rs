//! Where each cause differs, known without a request.

use super::{Cause, DiffersAt};

impl Cause {
    /// The steps of signing at which a request with this mistake may differ first: those of
    /// its variants. None for a request that is only too old.
    ///
    /// ```
    /// use tencentcloud_verify::{Cause, DiffersAt};
    ///
    /// let of_the_key = Cause::all().filter(|cause| cause.differs_at() == [DiffersAt::SigningKey]);
    /// assert!(of_the_key.map(Cause::name).any(|name| name == "missing-tc3-prefix"));
    /// ```
    pub fn differs_at(&self) -> &'static [DiffersAt] {
        use DiffersAt as At;
        match self.name {
            "expired" => &[],
            "authorization-malformed" | "token" => &[At::Authorization],
            "local-date" => &[At::Scope],
            "scope-service" | "scope-terminator" => &[At::SigningKey, At::Scope],
            "crlf" | "payload-hash-uppercase" | "trailing-newline" => {
                &[At::CanonicalRequest, At::StringToSign]
            }
            "sha1-for-sha256" => &[At::CanonicalRequest, At::StringToSign, At::SigningKey],
            "algorithm-line"
            | "canonical-request-not-hashed"
            | "header-timestamp-differs"
            | "timestamp-in-milliseconds"
            | "v1-host"
            | "v1-method"
            | "v1-missing-question-mark"
            | "v1-order"
            | "v1-path"
            | "v1-values-encoded" => &[At::StringToSign],
            "hex-key-chain" | "id-used-as-key" | "key-chain-order" | "key-has-quotes"
            | "key-has-whitespace" | "key-without-chain" | "missing-tc3-prefix" | "other-key"
            | "region-in-chain" | "v1-tc3-prefix" => &[At::SigningKey],
            "signature-base64"
            | "signature-truncated"
            | "signature-uppercase"
            | "v1-algorithm"
            | "v1-for-v3"
            | "v1-signature-not-encoded" => &[At::Signature],
            _ => &[At::CanonicalRequest],
        }
    }

    /// Whether a client that signs by TC3 can make the mistake.
    pub fn is_of_tc3(&self) -> bool {
        self.tc3.is_some() || self.is_read()
    }

    /// Whether a client that signs by v1 can make the mistake.
    pub fn is_of_v1(&self) -> bool {
        self.v1.is_some() || self.is_read()
    }

    /// Whether it is read off the request, which both signatures have in common.
    fn is_read(&self) -> bool {
        self.tc3.is_none() && self.v1.is_none()
    }
}
