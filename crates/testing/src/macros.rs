//! One test for each rule of the contract.

/// Generates one `#[test]` for each rule of the [contract](mod@crate::contract),
/// named after the rule. The argument is an expression for the
/// [`Contract`](crate::contract::Contract). A rule passes if it needs a
/// capability that the transport does not offer.
///
/// Invoke it at the top level of a test file or in a module of one.
#[macro_export]
macro_rules! contract {
    ($contract:expr) => {
        $crate::contract_tests! { $contract;
            request_arrives_unchanged
            host_header_is_sent_as_given
            no_signed_header_is_added
            request_body_has_content_length
            request_without_body_sends_none
            large_request_body_arrives_complete
            https_is_never_sent_in_plain_text
            error_status_is_a_response
            redirect_is_not_followed
            response_headers_are_returned
            fragmented_response_is_reassembled
            chunked_body_is_decoded
            body_without_length_ends_at_close
            empty_body_is_accepted
            large_response_body_is_complete
            response_body_is_streamed
            silent_server_times_out
            slow_response_head_times_out
            slow_response_body_times_out
            stalled_response_body_times_out
            unread_request_times_out
            connect_timeout_is_enforced
            silent_reused_connection_times_out_early
            unlimited_timeouts_do_not_overflow
            refused_connection_is_never_sent
            close_before_response_is_maybe_sent
            close_within_response_head_is_maybe_sent
            truncated_body_is_an_error
            reset_after_request_is_maybe_sent
            reset_within_request_body_fails_at_once
            invalid_http_is_a_protocol_error
            failed_request_is_not_resent
            connection_is_reused
            timings_are_of_their_request
            closed_idle_connection_is_replaced
            connection_that_closed_unseen_is_replaced
            unexpected_bytes_are_not_a_response
            request_lost_on_reused_connection_is_not_resent
            dropped_response_does_not_affect_next_request
            concurrent_requests_get_their_own_responses
            sleep_lasts_at_least_the_delay
            socket_transport_is_not_in_process
            polling_matches_the_transport_kind
        }
    };
}

/// The generated tests, and one that compares them with the list of rules.
#[doc(hidden)]
#[macro_export]
macro_rules! contract_tests {
    ($contract:expr; $($rule:ident)*) => {
        $(
            #[test]
            fn $rule() -> ::std::result::Result<(), $crate::contract::Violation> {
                $crate::contract::Contract::check(&$contract, ::std::stringify!($rule))
            }
        )*

        #[test]
        fn every_rule_has_its_test() {
            let tested = [$(::std::stringify!($rule)),*];
            let rules = $crate::contract::Rule::all().iter().map(|rule| rule.name);
            ::std::assert_eq!(rules.collect::<::std::vec::Vec<_>>(), tested);
        }
    };
}
