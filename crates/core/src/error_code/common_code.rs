//! The 38 codes that every service may answer with.

use core::fmt;

use super::ErrorCode;

/// Writes the enum once and its text, documentation and advice with it.
macro_rules! common_codes {
    ($($variant:ident = $code:literal, $meaning:literal, $advice:literal;)*) => {
        /// A common error code, documented for all services alike.
        ///
        /// A variant is named after the last segment of its code; the one that
        /// would collide carries its family too.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum CommonCode {
            $(#[doc = concat!("`", $code, "`: ", $meaning, " ", $advice)] $variant,)*
        }

        impl CommonCode {
            /// All of them, in the order of their text.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code as it is written.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What it means.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }

            /// What to do about it.
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$variant => $advice,)* }
            }

            pub(super) fn of(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

common_codes! {
    ActionOffline = "ActionOffline",
        "The action was withdrawn.",
        "Use the action that the service's documentation names in its place.";
    InvalidAuthorization = "AuthFailure.InvalidAuthorization",
        "The Authorization header is malformed, or its scope names another service than the host.",
        "Compare the header with the documented form and the scope's service with the host.";
    InvalidSecretId = "AuthFailure.InvalidSecretId",
        "The secret id is not that of an API key.",
        "Use a key made under Access Management, API keys.";
    MFAFailure = "AuthFailure.MFAFailure",
        "The second factor was not accepted.",
        "Confirm the second factor again.";
    SecretIdNotFound = "AuthFailure.SecretIdNotFound",
        "The secret id is unknown, deleted or disabled.",
        "Check the id for missing characters and blanks, and that the key is enabled.";
    SignatureExpire = "AuthFailure.SignatureExpire",
        "The timestamp is more than five minutes off.",
        "Set this machine's clock.";
    SignatureFailure = "AuthFailure.SignatureFailure",
        "The signature is not the one the server computes.",
        "Check the secret key first: it belongs to this secret id and has no blanks around it.";
    TokenFailure = "AuthFailure.TokenFailure",
        "The session token is wrong or has expired.",
        "Fetch temporary keys anew; all three parts belong together.";
    AuthFailureUnauthorizedOperation = "AuthFailure.UnauthorizedOperation",
        "An access policy denies the call.",
        "Ask for a policy that allows this action on this resource.";
    DryRunOperation = "DryRunOperation",
        "The call would have worked; a dry run was asked for.",
        "Leave the dry run out to carry it out.";
    FailedOperation = "FailedOperation",
        "The operation failed.",
        "Read the message; repeat only if it names a passing cause.";
    InternalError = "InternalError",
        "The server failed.",
        "The work may have been done: look before you repeat the call. If it stays, report the request id.";
    InvalidAction = "InvalidAction",
        "The service has no such action in this version.",
        "Check the spelling of the action and its version.";
    InvalidParameter = "InvalidParameter",
        "A parameter has a wrong format or type.",
        "Correct the parameter that the message names.";
    InvalidParameterValue = "InvalidParameterValue",
        "A parameter has a value that is not allowed.",
        "Correct the parameter that the message names.";
    InvalidRequest = "InvalidRequest",
        "The multipart body is malformed.",
        "Check the boundary and the parts of the body.";
    IpInBlacklist = "IpInBlacklist",
        "The caller's address is blocked.",
        "Call from another address, or have it taken off the list.";
    IpNotInWhitelist = "IpNotInWhitelist",
        "The caller's address is not on the allowed list.",
        "Have the address added to the list of the key.";
    LimitExceeded = "LimitExceeded",
        "A quota is used up.",
        "Free something or ask for a higher quota; waiting does not help.";
    MissingParameter = "MissingParameter",
        "A required parameter is absent.",
        "Add the parameter that the message names.";
    NoSuchProduct = "NoSuchProduct",
        "There is no such product.",
        "Check the service's name in the endpoint.";
    NoSuchVersion = "NoSuchVersion",
        "The product has no such version.",
        "Check the version, a date such as 2019-07-19.";
    RequestLimitExceeded = "RequestLimitExceeded",
        "Too many calls a second.",
        "Call again later, and slower.";
    GlobalRegionUinLimitExceeded = "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
        "Too many calls of this account over all regions.",
        "Call again later, and slower.";
    IPLimitExceeded = "RequestLimitExceeded.IPLimitExceeded",
        "Too many calls from this address.",
        "Call again later, and slower.";
    UinLimitExceeded = "RequestLimitExceeded.UinLimitExceeded",
        "Too many calls of this account.",
        "Call again later, and slower.";
    RequestSizeLimitExceeded = "RequestSizeLimitExceeded",
        "The request is too large.",
        "Stay below 10 MB for POST and 32 KB for GET.";
    ResourceInUse = "ResourceInUse",
        "The resource is busy.",
        "Wait until it is free, or release it.";
    ResourceInsufficient = "ResourceInsufficient",
        "There are not enough resources.",
        "Free some, choose another region or zone, or try later.";
    ResourceNotFound = "ResourceNotFound",
        "There is no such resource.",
        "Check the id and the region.";
    ResourceUnavailable = "ResourceUnavailable",
        "The resource cannot be used.",
        "Check its state.";
    ResponseSizeLimitExceeded = "ResponseSizeLimitExceeded",
        "The answer would be too large.",
        "Ask for less at once, by paging or filters.";
    ServiceUnavailable = "ServiceUnavailable",
        "The service is down for now.",
        "Try again later.";
    UnauthorizedOperation = "UnauthorizedOperation",
        "The caller is not permitted to do this.",
        "Ask for a policy that allows this action on this resource.";
    UnknownParameter = "UnknownParameter",
        "The action has no such parameter.",
        "Remove the parameter that the message names, or correct its spelling.";
    UnsupportedOperation = "UnsupportedOperation",
        "The operation is not supported.",
        "Check the state and kind of the resource.";
    UnsupportedProtocol = "UnsupportedProtocol",
        "Only GET and POST over HTTP are served.",
        "Use POST.";
    UnsupportedRegion = "UnsupportedRegion",
        "The action is not offered in this region.",
        "Choose a region that the documentation lists.";
}

impl fmt::Display for CommonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<CommonCode> for ErrorCode {
    fn from(code: CommonCode) -> Self {
        Self::new(code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_38_in_order_and_each_finds_itself() {
        assert_eq!(CommonCode::ALL.len(), 38);
        assert!(CommonCode::ALL.is_sorted_by_key(|code| code.as_str()));
        for code in CommonCode::ALL {
            assert_eq!(ErrorCode::from(*code).common(), Some(*code));
        }
        assert_eq!(ErrorCode::new("InvalidParameter.Other").common(), None);
    }
}
