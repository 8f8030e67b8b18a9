//! The errors of quota.

use tencentcloud_quota::{Quota, QuotaBuilder, QuotaError};

use super::{Sample, sample};

pub(super) fn samples() -> Vec<Sample> {
    let built = |builder: QuotaBuilder| sample(builder.build().unwrap_err());
    vec![
        built(Quota::builder("localhost")),
        built(Quota::builder("redis://localhost").account("a:b")),
        built(Quota::builder("redis://localhost").weight(0)),
        sample(QuotaError::Authentication("WRONGPASS: invalid username-password pair".into())),
        sample(QuotaError::Permission("NOPERM: no permissions to run evalsha".into())),
        sample(QuotaError::WrongType("WRONGTYPE: operation against a key".into())),
        sample(QuotaError::Script("ERR: unknown command".into())),
        sample(QuotaError::Unreachable("Connection refused (os error 111)".into())),
        sample(QuotaError::Thread("Resource temporarily unavailable (os error 11)".into())),
    ]
}
