//! One test for each rule of the contract.

/// Makes a `#[test]` for each rule of the [contract](mod@crate::contract), named
/// after it, from an expression that gives the
/// [`Contract`](crate::contract::Contract). A rule that needs what the transport
/// does without passes.
///
/// Stands on its own in a test file or a module of it.
#[macro_export]
macro_rules! contract {
    ($contract:expr) => {
        $crate::contract_tests! { $contract;
            a_request_arrives_as_it_is
            the_host_is_the_one_given
            no_signed_header_is_added
            a_body_has_its_length
            a_request_without_body_has_none
            a_large_body_arrives_whole
            https_is_never_sent_in_clear
            a_status_is_an_answer
            a_redirect_is_an_answer
            headers_come_back
            a_body_comes_in_pieces
            a_chunked_body_is_decoded
            a_body_may_end_with_the_connection
            a_body_may_be_empty
            a_large_answer_comes_whole
            a_body_is_handed_on_as_it_comes
            a_silent_server_is_left
            a_dribbling_head_is_left
            a_dribbling_body_is_left
            a_server_that_does_not_read_is_left
            connecting_has_a_limit
            a_limit_may_be_endless
            nobody_listens
            closed_without_an_answer
            closed_within_the_head
            a_cut_body_is_an_error
            a_reset_with_the_request_held
            a_reset_before_the_body_was_taken
            garbage_is_no_answer
            nothing_is_sent_twice
            a_connection_is_kept
            a_closed_connection_does_no_harm
            a_stale_connection_is_no_reason_to_send_again
            an_answer_may_be_dropped
            many_at_once
            sleep_waits
            it_is_not_in_process
            it_waits_as_it_says
        }
    };
}

/// The tests, and one that sees that no rule is forgotten.
#[doc(hidden)]
#[macro_export]
macro_rules! contract_tests {
    ($contract:expr; $($rule:ident)*) => {
        $(
            #[test]
            fn $rule() -> ::std::result::Result<(), $crate::contract::Broken> {
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
