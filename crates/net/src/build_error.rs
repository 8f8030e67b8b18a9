//! The error of a transport's builder.

/// A transport that cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The PEM data holds no certificate or a damaged one. Pass the certificate
    /// of an authority as `-----BEGIN CERTIFICATE-----`.
    #[error("invalid root certificate: {0}")]
    RootCertificates(String),
    /// The feature `ring` is off and no provider was passed to `tls_provider`.
    #[error("no TLS provider; enable the feature `ring` or pass one to `tls_provider`")]
    NoTlsProvider,
}
