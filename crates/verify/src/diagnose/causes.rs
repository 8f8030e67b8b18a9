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
    timestamp_in_milliseconds
    local_date
    header_timestamp_differs
    authorization_malformed
    token
    key_has_whitespace
    key_has_quotes
    id_used_as_key
    other_key
    missing_tc3_prefix
    key_without_chain
    hex_key_chain
    key_chain_order
    region_in_chain
    scope_service
    scope_terminator
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
    algorithm_line
    canonical_request_not_hashed
    sha1_for_sha256
    signature_base64
    signature_uppercase
    signature_truncated
    v1_for_v3
    v1_values_encoded
    v1_order
    v1_method
    v1_host
    v1_path
    v1_missing_question_mark
    v1_algorithm
    v1_tc3_prefix
    v1_signature_not_encoded
}
