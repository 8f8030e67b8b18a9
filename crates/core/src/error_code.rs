//! Error codes and their classification.

use alloc::string::String;
use core::fmt;

mod common_code;
#[doc(hidden)]
pub mod table;
mod throttling;

pub use self::common_code::CommonCode;

/// An error code of the API, such as `InvalidParameterValue.ImageDuplicate`.
///
/// The part before the first dot is the family, the rest is the reason. Decide on
/// codes, not on messages: messages change and come in two languages.
///
/// ```
/// use tencentcloud_core::{Class, CommonCode, ErrorCode};
///
/// let code = ErrorCode::new("RequestLimitExceeded.UinLimitExceeded");
/// assert_eq!(code.family(), "RequestLimitExceeded");
/// assert_eq!(code.class(), Class::Throttled);
/// assert_eq!(code.common(), Some(CommonCode::UinLimitExceeded));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrorCode(String);

/// The class of an error code, which decides what a caller can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// Called too often. Nothing was executed; retry later and more slowly. These are
    /// the family `RequestLimitExceeded` and the codes of other families that services
    /// document for it. Quotas, and limits of an hour or a day, are
    /// [`Permanent`](Self::Permanent): a retry does not help.
    Throttled,
    /// The key, signature, clock, policy or address was rejected. Nothing was
    /// executed; correct that first.
    Auth,
    /// The server failed or is unavailable. [`ErrorCode::is_ambiguous`] returns
    /// whether it may have executed the request.
    Transient,
    /// Any other error. A retry usually fails again unless the request or the account
    /// changes; [`ErrorCode::advice`] says how.
    Permanent,
}

impl ErrorCode {
    /// A code as the service returned it.
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into())
    }

    /// The whole code as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first dot.
    pub fn family(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }

    /// The part after the first dot.
    pub fn reason(&self) -> Option<&str> {
        self.0.split_once('.').map(|(_, reason)| reason)
    }

    /// The common error code, if this is one of the 38.
    pub fn common(&self) -> Option<CommonCode> {
        CommonCode::of(&self.0)
    }

    /// Whether the outcome is unknown: the service failed during execution, and
    /// may have executed the request.
    pub fn is_ambiguous(&self) -> bool {
        self.family() == "InternalError" || self.0 == "FailedOperation.InternalOperationFailure"
    }

    /// The class of the code. Services add reasons to the common families, so the
    /// family decides; only for throttling some services use another family.
    pub fn class(&self) -> Class {
        match self.family() {
            _ if throttling::is_throttled(self) => Class::Throttled,
            "AuthFailure" | "UnauthorizedOperation" | "IpInBlacklist" | "IpNotInWhitelist" => {
                Class::Auth
            }
            _ if self.is_ambiguous() => Class::Transient,
            "ServiceUnavailable" => Class::Transient,
            _ => Class::Permanent,
        }
    }

    /// What to do about the error, one imperative sentence or two: the advice of the
    /// common code, else that for its class or for its family.
    ///
    /// ```
    /// # use tencentcloud_core::{CommonCode, ErrorCode};
    /// let code = ErrorCode::new("ResourceNotFound.ImageNotFound");
    /// assert_eq!(code.advice(), CommonCode::ResourceNotFound.advice());
    /// ```
    pub fn advice(&self) -> &'static str {
        let common = self.common().or_else(|| match self.class() {
            Class::Throttled => Some(CommonCode::RequestLimitExceeded),
            _ => CommonCode::of(self.family()),
        });
        match common {
            Some(common) => common.advice(),
            None if self.family() == "AuthFailure" => {
                "Check the secret id and the secret key; they belong together."
            }
            None => "Correct the parameter or the state that the message names.",
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Compares with a code string.
///
/// ```
/// # use tencentcloud_core::ErrorCode;
/// assert!(ErrorCode::new("InvalidParameter") == "InvalidParameter");
/// ```
impl PartialEq<str> for ErrorCode {
    fn eq(&self, code: &str) -> bool {
        self.0 == code
    }
}

impl PartialEq<&str> for ErrorCode {
    fn eq(&self, code: &&str) -> bool {
        self.0 == *code
    }
}

impl From<&str> for ErrorCode {
    fn from(code: &str) -> Self {
        Self::new(code)
    }
}

impl From<String> for ErrorCode {
    fn from(code: String) -> Self {
        Self(code)
    }
}

/// Defines the error codes of an action: an enum with a variant for each
/// documented code, and `Other` for all other codes.
///
/// A variant has the name of the last segment of its code, in the spelling of the
/// service. If two segments are equal, family and segment make the name.
///
/// ```
/// use tencentcloud_core::{ErrorCode, error_codes};
///
/// error_codes! {
///     /// Error codes of an example action.
///     pub enum PaintCode {
///         /// The color is not known.
///         UnknownColor = "InvalidParameterValue.UnknownColor",
///     }
/// }
///
/// let code = PaintCode::from(ErrorCode::new("InvalidParameterValue.UnknownColor"));
/// assert_eq!(code, PaintCode::UnknownColor);
/// assert_eq!(PaintCode::ALL, ["InvalidParameterValue.UnknownColor"]);
/// ```
#[macro_export]
macro_rules! error_codes {
    (
        $(#[$outer:meta])*
        pub enum $name:ident {
            $($(#[$inner:meta])* $variant:ident = $code:literal,)*
        }
    ) => {
        $(#[$outer])*
        #[non_exhaustive]
        pub enum $name {
            $($(#[$inner])* #[doc = $code] $variant,)*
            /// Any other code: a common one, or one that the service added later.
            Other($crate::ErrorCode),
        }

        impl $name {
            /// The documented codes.
            pub const ALL: &'static [&'static str] = &[$($code),*];

            /// The code as a string.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)*
                    Self::Other(code) => $crate::__error_codes::text(code),
                }
            }
        }

        impl ::core::convert::From<$crate::ErrorCode> for $name {
            #[inline]
            fn from(code: $crate::ErrorCode) -> Self {
                let variants = [$(Self::$variant),*];
                $crate::__error_codes::from(Self::ALL, variants, code, Self::Other)
            }
        }

        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::__error_codes::clone(self, Self::as_str)
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__error_codes::eq(self, other, Self::as_str)
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__error_codes::fmt(self, f, Self::as_str)
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__error_codes::fmt(self, f, Self::as_str)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_is_that_of_the_code_or_its_class_or_its_family() {
        let advice = |code: &str| ErrorCode::new(code).advice();
        assert_eq!(advice("ActionOffline"), CommonCode::ActionOffline.advice());
        let slower = CommonCode::RequestLimitExceeded.advice();
        assert_eq!(advice("LimitExceeded.RateLimitExceeded"), slower);
        assert_eq!(advice("RequestLimitExceeded.New"), slower);
        assert_eq!(advice("LimitExceeded.Images"), CommonCode::LimitExceeded.advice());
        assert!(advice("AuthFailure").contains("secret key"));
        assert!(advice("AuthFailure.New").contains("secret key"));
        assert!(advice("Some.Code").contains("that the message names"));
    }

    #[test]
    fn request_limit_codes_are_classified_as_throttled() {
        for code in CommonCode::ALL.iter().filter(|c| c.as_str().starts_with("RequestLimit")) {
            assert_eq!(ErrorCode::from(*code).class(), Class::Throttled, "{code}");
        }
        assert_eq!(ErrorCode::new("RequestLimitExceeded.New").class(), Class::Throttled);
    }

    #[test]
    fn family_decides_the_class_of_an_unlisted_code() {
        for (code, class) in [
            ("AuthFailure.SomethingNew", Class::Auth),
            ("UnauthorizedOperation.ForbiddenOperation", Class::Auth),
            ("InternalError.DbError", Class::Transient),
            ("FailedOperation.InternalOperationFailure", Class::Transient),
            ("FailedOperation.ImageInUse", Class::Permanent),
            ("", Class::Permanent),
        ] {
            assert_eq!(ErrorCode::new(code).class(), class, "{code}");
        }
    }
}
