//! Codes that say that a caller calls too often.

use super::ErrorCode;

/// Whether the service refused the request because of its rate, and would accept it
/// seconds later.
pub(super) fn is_throttled(code: &ErrorCode) -> bool {
    let reason = code.reason().unwrap_or_default();
    match code.family() {
        "RequestLimitExceeded" => true,
        family => OTHER_FAMILIES
            .iter()
            .any(|(listed, reasons)| *listed == family && reasons.contains(&reason)),
    }
}

/// Rate limits in other families, as the error codes of the official SDKs describe them:
/// the comment of each says that requests come too often or exceed a number per second.
///
/// What is not here, though its name or family looks like it:
///
/// - quotas of resources, such as `LimitExceeded` itself: waiting frees nothing;
/// - limits of an hour or a day, such as `LimitExceeded.PhoneNumberOneHourLimit` and
///   `LimitExceeded.PhoneNumberDailyLimit` of SMS or `FailedOperation.ExceedSendLimit` of
///   SES: no call waits that long, and each retry would count against the limit.
const OTHER_FAMILIES: [(&str, &[&str]); 5] = [
    (
        "LimitExceeded",
        &[
            "RateLimitExceeded",
            "RequestLimit",
            "RequestLimitExceeded",
            "TooFrequentlyCalled",
            "TooManyRequests",
        ],
    ),
    (
        "FailedOperation",
        &[
            "FreqCtrl",
            "FrequencyLimit",
            "RateLimitExceeded",
            "ReadQpsLimit",
            "RequestLimitExceeded",
            "RestrictedFrequency",
            "TooFrequent",
            "TooFrequently",
            "WriteQpsLimit",
        ],
    ),
    ("OperationDenied", &["FreqOverLimit"]),
    ("UnsupportedOperation", &["FrequencyLimit"]),
    ("InvalidParameter", &["OperationIsTooFrequent"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Class;

    #[test]
    fn rate_limits_of_other_families_are_throttling() {
        for (family, reasons) in OTHER_FAMILIES {
            for reason in reasons {
                let code = ErrorCode::new(alloc::format!("{family}.{reason}"));
                assert_eq!(code.class(), Class::Throttled, "{code}");
                assert!(!code.is_ambiguous(), "{code}");
            }
        }
        assert_eq!(OTHER_FAMILIES.iter().map(|(_, reasons)| reasons.len()).sum::<usize>(), 17);
    }

    #[test]
    fn quotas_and_limits_of_a_day_are_no_throttling() {
        for code in [
            "LimitExceeded",
            "LimitExceeded.CcnAttachedInstances",
            "LimitExceeded.PhoneNumberDailyLimit",
            "LimitExceeded.PhoneNumberOneHourLimit",
            "FailedOperation",
            "FailedOperation.ExceedSendLimit",
            "FailedOperation.FrequencyLimit.More",
            "InvalidParameter.FrequencyLimit",
            "ResourceInsufficient.InvaildPrivateImageNum",
            "RequestSizeLimitExceeded",
        ] {
            assert_eq!(ErrorCode::new(code).class(), Class::Permanent, "{code}");
        }
    }
}
