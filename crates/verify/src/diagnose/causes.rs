//! All causes, a file each.

use super::cause::Cause;

pub(super) mod algorithm_line;
pub(super) mod authorization_malformed;
pub(super) mod canonical_request_not_hashed;
pub(super) mod content_type_charset;
pub(super) mod content_type_other;
pub(super) mod crlf;
pub(super) mod expired;
pub(super) mod header_names_not_lowercased;
pub(super) mod header_timestamp_differs;
pub(super) mod headers_not_lowercased;
pub(super) mod headers_not_trimmed;
pub(super) mod headers_unsorted;
pub(super) mod hex_key_chain;
pub(super) mod host_other;
pub(super) mod host_port;
pub(super) mod host_scheme;
pub(super) mod id_used_as_key;
pub(super) mod key_chain_order;
pub(super) mod key_has_quotes;
pub(super) mod key_has_whitespace;
pub(super) mod key_without_chain;
pub(super) mod local_date;
pub(super) mod method;
pub(super) mod missing_blank_line;
pub(super) mod missing_tc3_prefix;
pub(super) mod other_key;
pub(super) mod path;
pub(super) mod payload_empty;
pub(super) mod payload_hash_uppercase;
pub(super) mod payload_not_hashed;
pub(super) mod payload_of_get;
pub(super) mod payload_reserialized;
pub(super) mod payload_trailing_newline;
pub(super) mod payload_unicode_escapes;
pub(super) mod payload_unsigned;
pub(super) mod query_encoding;
pub(super) mod query_missing;
pub(super) mod query_order;
pub(super) mod region_in_chain;
pub(super) mod scope_service;
pub(super) mod scope_terminator;
pub(super) mod sha1_for_sha256;
pub(super) mod signature_base64;
pub(super) mod signature_truncated;
pub(super) mod signature_uppercase;
pub(super) mod signed_headers_differ;
pub(super) mod timestamp_in_milliseconds;
pub(super) mod token;
pub(super) mod trailing_newline;
pub(super) mod v1_algorithm;
pub(super) mod v1_for_v3;
pub(super) mod v1_host;
pub(super) mod v1_method;
pub(super) mod v1_missing_question_mark;
pub(super) mod v1_order;
pub(super) mod v1_path;
pub(super) mod v1_signature_not_encoded;
pub(super) mod v1_tc3_prefix;
pub(super) mod v1_values_encoded;

/// The order in which several causes of one request are named.
pub(super) static ALL: &[&Cause] = &[
    &expired::CAUSE,
    &timestamp_in_milliseconds::CAUSE,
    &local_date::CAUSE,
    &header_timestamp_differs::CAUSE,
    &authorization_malformed::CAUSE,
    &token::CAUSE,
    &key_has_whitespace::CAUSE,
    &key_has_quotes::CAUSE,
    &id_used_as_key::CAUSE,
    &other_key::CAUSE,
    &missing_tc3_prefix::CAUSE,
    &key_without_chain::CAUSE,
    &hex_key_chain::CAUSE,
    &key_chain_order::CAUSE,
    &region_in_chain::CAUSE,
    &scope_service::CAUSE,
    &scope_terminator::CAUSE,
    &method::CAUSE,
    &path::CAUSE,
    &query_encoding::CAUSE,
    &query_order::CAUSE,
    &query_missing::CAUSE,
    &headers_unsorted::CAUSE,
    &headers_not_lowercased::CAUSE,
    &header_names_not_lowercased::CAUSE,
    &headers_not_trimmed::CAUSE,
    &missing_blank_line::CAUSE,
    &trailing_newline::CAUSE,
    &crlf::CAUSE,
    &host_port::CAUSE,
    &host_scheme::CAUSE,
    &host_other::CAUSE,
    &content_type_charset::CAUSE,
    &content_type_other::CAUSE,
    &signed_headers_differ::CAUSE,
    &payload_empty::CAUSE,
    &payload_of_get::CAUSE,
    &payload_reserialized::CAUSE,
    &payload_unicode_escapes::CAUSE,
    &payload_trailing_newline::CAUSE,
    &payload_unsigned::CAUSE,
    &payload_hash_uppercase::CAUSE,
    &payload_not_hashed::CAUSE,
    &algorithm_line::CAUSE,
    &canonical_request_not_hashed::CAUSE,
    &sha1_for_sha256::CAUSE,
    &signature_base64::CAUSE,
    &signature_uppercase::CAUSE,
    &signature_truncated::CAUSE,
    &v1_for_v3::CAUSE,
    &v1_values_encoded::CAUSE,
    &v1_order::CAUSE,
    &v1_method::CAUSE,
    &v1_host::CAUSE,
    &v1_path::CAUSE,
    &v1_missing_question_mark::CAUSE,
    &v1_algorithm::CAUSE,
    &v1_tc3_prefix::CAUSE,
    &v1_signature_not_encoded::CAUSE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_a_wrong_and_a_right_form_without_values_of_a_request() {
        for cause in ALL {
            let forms: Vec<_> = cause.code.split("  // ").collect();
            let [wrong, right] = forms[..] else { panic!("{}: {forms:?}", cause.name) };
            assert!(!wrong.is_empty() && !right.is_empty() && wrong != right, "{}", cause.name);
            for value in ["cvm", "ecm", "localhost", ".com", "443", "application/", "sha1(", "32"] {
                assert!(!cause.code.contains(value), "{}: {value}", cause.name);
            }
        }
    }
}
