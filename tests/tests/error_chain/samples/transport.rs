//! The errors of the transports outside a call.

use tencentcloud_hyper::{self as hyper, HyperTransport};
use tencentcloud_ureq::{self as ureq, UreqTransport};

use super::{Sample, cause, sample};

const DAMAGED: &[u8] = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

pub(super) fn samples() -> Vec<Sample> {
    vec![
        sample!(hyper::InvalidProxy = hyper::Proxy::url("socks5://h.example").unwrap_err()),
        sample!(ureq::InvalidProxy = ureq::Proxy::url("socks5://h.example").unwrap_err()),
        sample!(hyper::BuildError::RootCertificates = hyper_with(DAMAGED)),
        sample!(hyper::BuildError::RootCertificates = hyper_with(b"no certificate")),
        sample!(ureq::BuildError::RootCertificates = ureq_with(DAMAGED)),
        sample!(ureq::BuildError::RootCertificates = ureq_with(b"no certificate")),
        sample!(hyper::BuildError::Tls = hyper::BuildError::Tls(cause()), with causes),
    ]
}

fn hyper_with(pem: &[u8]) -> hyper::BuildError {
    HyperTransport::builder().root_certificates_pem(pem).build().unwrap_err()
}

fn ureq_with(pem: &[u8]) -> ureq::BuildError {
    UreqTransport::builder().root_certificates_pem(pem).build().unwrap_err()
}
