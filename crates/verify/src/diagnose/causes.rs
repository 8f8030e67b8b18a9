//! All causes, one file each, in the order in which several are named.

use super::cause::Cause;

macro_rules! causes {
    ($($name:ident)*) => {
        $(pub(super) mod $name;)*
        pub(super) static ALL: &[&Cause] = &[$(&$name::CAUSE),*];
    };
}

causes! {
    expired
    authorization_malformed
    token
    key_has_whitespace
    missing_tc3_prefix
    payload_empty
    signature_uppercase
    v1_tc3_prefix
}
