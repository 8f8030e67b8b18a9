//! The errors of the transports outside a call.

use tencentcloud_core::TransportErrorKind;
use tencentcloud_hyper::{self as hyper, HyperTransport};
use tencentcloud_net::ConnectError;
use tencentcloud_ureq::{self as ureq, UreqTransport};

use super::{Sample, cause, sample};

const DAMAGED: &[u8] = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

pub(super) fn samples() -> Vec<Sample> {
    vec![
        sample(hyper::Proxy::url("socks5://h.example").unwrap_err()),
        sample(ureq::Proxy::url("socks5://h.example").unwrap_err()),
        sample(ureq::Proxy::url("http://user:a/b@h.example").unwrap_err()),
        sample(hyper_with(DAMAGED)),
        sample(hyper_with(b"no certificate")),
        sample(hyper::BuildError::NoTlsProvider),
        sample(ureq_with(DAMAGED)),
        sample(ureq_with(b"no certificate")),
        sample(ConnectError::from_cause(TransportErrorKind::Tls, &*cause())),
    ]
}

fn hyper_with(pem: &[u8]) -> hyper::BuildError {
    HyperTransport::builder().root_certificates_pem(pem).build().unwrap_err()
}

fn ureq_with(pem: &[u8]) -> ureq::BuildError {
    UreqTransport::builder().root_certificates_pem(pem).build().unwrap_err()
}
