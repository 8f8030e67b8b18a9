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
    method
    path
    query_encoding
    query_order
    query_missing
    headers_unsorted
    headers_not_lowercased
    header_names_not_lowercased
    headers_not_trimmed
    missing_blank_line
    trailing_newline
    crlf
    host_port
    host_scheme
    host_other
    content_type_charset
    content_type_other
    signed_headers_differ
    payload_empty
    payload_of_get
    payload_reserialized
    payload_unicode_escapes
    payload_trailing_newline
    payload_unsigned
    payload_hash_uppercase
    payload_not_hashed
    signature_uppercase
    v1_tc3_prefix
}
