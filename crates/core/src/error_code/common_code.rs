//! The 38 error codes that every service can return.

use core::fmt;

use super::ErrorCode;

/// Defines the enum with its strings, documentation and advice.
macro_rules! common_codes {
    ($($variant:ident = $code:literal, $meaning:literal, $advice:literal;)*) => {
        /// A common error code, which every service can return.
        ///
        /// A variant has the name of the last segment of its code. One name would
        /// occur twice; it begins with the family.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum CommonCode {
            $(#[doc = concat!("`", $code, "`: ", $meaning, " ", $advice)] $variant,)*
        }

        impl CommonCode {
            /// All common error codes, sorted by their strings.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code as a string.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The meaning of the code, one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }

            /// What to do about the error, one imperative sentence or two.
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
        "The action was removed.",
        "Use the replacement that the service's documentation names.";
    InvalidAuthorization = "AuthFailure.InvalidAuthorization",
        "The Authorization header is malformed, or its scope and host name different services.",
        "Compare the header with the documented format, and the service in the scope with the host.";
    InvalidSecretId = "AuthFailure.InvalidSecretId",
        "The secret id is not that of an API key.",
        "Use a key created under Access Management, API keys.";
    MFAFailure = "AuthFailure.MFAFailure",
        "The second factor was not accepted.",
        "Confirm the second factor again.";
    SecretIdNotFound = "AuthFailure.SecretIdNotFound",
        "The secret id is unknown, deleted or disabled.",
        "Check the id for missing characters and spaces, and that the key is enabled.";
    SignatureExpire = "AuthFailure.SignatureExpire",
        "The timestamp differs from the server's clock by more than five minutes.",
        "Correct the local clock.";
    SignatureFailure = "AuthFailure.SignatureFailure",
        "The signature differs from the one that the server computes.",
        "Check the secret key first: it must belong to this secret id and have no spaces around it.";
    TokenFailure = "AuthFailure.TokenFailure",
        "The session token is wrong or has expired.",
        "Fetch new temporary keys; id, key and token belong together.";
    AuthFailureUnauthorizedOperation = "AuthFailure.UnauthorizedOperation",
        "An access policy denies the request.",
        "Request a policy that allows this action on this resource.";
    DryRunOperation = "DryRunOperation",
        "The request would have succeeded; it was a dry run.",
        "Send the request without the dry-run parameter to execute it.";
    FailedOperation = "FailedOperation",
        "The operation failed.",
        "Read the message; retry only if it names a transient cause.";
    InternalError = "InternalError",
        "The server failed.",
        "Check whether the request was executed before you retry. If the error persists, report the request id.";
    InvalidAction = "InvalidAction",
        "The action does not exist in this version of the service.",
        "Check the spelling of the action and its version.";
    InvalidParameter = "InvalidParameter",
        "A parameter has the wrong format or type.",
        "Correct the parameter that the message names.";
    InvalidParameterValue = "InvalidParameterValue",
        "A parameter has a value that is not allowed.",
        "Correct the parameter that the message names.";
    InvalidRequest = "InvalidRequest",
        "The multipart body is malformed.",
        "Check the boundary and the parts of the body.";
    IpInBlacklist = "IpInBlacklist",
        "The IP address of the caller is blocked.",
        "Use another address, or have it removed from the list.";
    IpNotInWhitelist = "IpNotInWhitelist",
        "The IP address of the caller is not on the allowed list.",
        "Have the address added to the list of the key.";
    LimitExceeded = "LimitExceeded",
        "A quota is exhausted.",
        "Release resources or request a higher quota; waiting does not help.";
    MissingParameter = "MissingParameter",
        "A required parameter is missing.",
        "Add the parameter that the message names.";
    NoSuchProduct = "NoSuchProduct",
        "The product does not exist.",
        "Check the service name in the endpoint.";
    NoSuchVersion = "NoSuchVersion",
        "The version of the product does not exist.",
        "Check the version, a date such as 2019-07-19.";
    RequestLimitExceeded = "RequestLimitExceeded",
        "Too many requests per second.",
        "Send fewer requests per second, and retry later.";
    GlobalRegionUinLimitExceeded = "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
        "Too many requests of this account over all regions.",
        "Send fewer requests per second, and retry later.";
    IPLimitExceeded = "RequestLimitExceeded.IPLimitExceeded",
        "Too many requests from this IP address.",
        "Send fewer requests per second, and retry later.";
    UinLimitExceeded = "RequestLimitExceeded.UinLimitExceeded",
        "Too many requests of this account.",
        "Send fewer requests per second, and retry later.";
    RequestSizeLimitExceeded = "RequestSizeLimitExceeded",
        "The request is too large.",
        "Keep POST requests below 10 MB and GET requests below 32 KB.";
    ResourceInUse = "ResourceInUse",
        "The resource is in use.",
        "Wait until it is free, or release it.";
    ResourceInsufficient = "ResourceInsufficient",
        "Resources are insufficient.",
        "Release resources, choose another region or zone, or retry later.";
    ResourceNotFound = "ResourceNotFound",
        "The resource does not exist.",
        "Check the id and the region.";
    ResourceUnavailable = "ResourceUnavailable",
        "The resource is not available.",
        "Wait until its state allows the action.";
    ResponseSizeLimitExceeded = "ResponseSizeLimitExceeded",
        "The response is too large.",
        "Request less data at once, with paging or filters.";
    ServiceUnavailable = "ServiceUnavailable",
        "The service is temporarily unavailable.",
        "Retry later.";
    UnauthorizedOperation = "UnauthorizedOperation",
        "The caller is not permitted to perform this operation.",
        "Request a policy that allows this action on this resource.";
    UnknownParameter = "UnknownParameter",
        "The action does not have this parameter.",
        "Remove the parameter that the message names, or correct its spelling.";
    UnsupportedOperation = "UnsupportedOperation",
        "The operation is not supported.",
        "Check the state and kind of the resource.";
    UnsupportedProtocol = "UnsupportedProtocol",
        "Only GET and POST over HTTP and HTTPS are supported.",
        "Use POST.";
    UnsupportedRegion = "UnsupportedRegion",
        "The action is not available in this region.",
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
    fn all_38_codes_are_sorted_and_found_by_their_strings() {
        assert_eq!(CommonCode::ALL.len(), 38);
        assert!(CommonCode::ALL.is_sorted_by_key(|code| code.as_str()));
        for code in CommonCode::ALL {
            assert_eq!(ErrorCode::from(*code).common(), Some(*code));
        }
        assert_eq!(ErrorCode::new("InvalidParameter.Other").common(), None);
    }
}
