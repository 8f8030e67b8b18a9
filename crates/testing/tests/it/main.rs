//! The contract detects faulty transports: each fault violates the rules about it.
#![cfg(test)]

use tencentcloud_testing::contract::{Capability, Contract, Rule, Violation};
use tencentcloud_ureq::{Proxy, UreqTransport};

mod faulty;
mod shared_clock;
mod whole_calls;

use self::faulty::{Fault, Faulty};

fn correct() -> UreqTransport {
    UreqTransport::builder().proxy(Proxy::none()).build().unwrap()
}

/// The violation of the rule by a transport with this fault.
fn violation(fault: Fault, rule: &str) -> Violation {
    let contract = Contract::blocking(move || Faulty::new(correct(), fault));
    match contract.check(rule) {
        Err(violation) => {
            assert_eq!(violation.rule, rule);
            violation
        }
        Ok(()) => panic!("{fault:?} satisfies the rule {rule}"),
    }
}

/// One test for each fault, with the rules that it violates.
macro_rules! faults {
    ($($name:ident: $fault:ident $($rule:literal)+)*) => {
        $(
            #[test]
            fn $name() {
                $(violation(Fault::$fault, $rule);)+
            }
        )*

        #[test]
        fn every_rule_is_violated_by_a_fault() {
            let violated = [$($($rule),+),*];
            for rule in Rule::all() {
                let is_elsewhere = ELSEWHERE.contains(&rule.name);
                assert!(violated.contains(&rule.name) != is_elsewhere, "{}", rule.name);
            }
        }
    };
}

/// Rules with a separate test below.
const ELSEWHERE: [&str; 1] = ["polling_matches_the_transport_kind"];

faults! {
    lost_query_is_detected: DropsQuery "request_arrives_unchanged"
    changed_body_is_detected: ChangesBody
        "request_arrives_unchanged" "large_request_body_arrives_complete"
    lost_host_is_detected: DropsHost "host_header_is_sent_as_given"
    added_header_is_detected: AddsContentType "no_signed_header_is_added"
    chunked_request_is_detected: SendsChunks "request_body_has_content_length"
    added_body_is_detected: AddsBody "request_without_body_sends_none"
    plain_text_is_detected: SendsPlainText "https_is_never_sent_in_plain_text"
    error_for_a_status_is_detected: FailsOnStatus
        "error_status_is_a_response" "redirect_is_not_followed"
    followed_redirect_is_detected: FollowsRedirects "redirect_is_not_followed"
    lost_headers_are_detected: DropsHeaders "response_headers_are_returned"
    partial_body_is_detected: ReadsOneChunk
        "fragmented_response_is_reassembled" "large_response_body_is_complete"
    undecoded_chunks_are_detected: ReturnsRawChunks
        "chunked_body_is_decoded" "empty_body_is_accepted"
    required_length_is_detected: RequiresLength "body_without_length_ends_at_close"
    buffered_body_is_detected: Buffers "response_body_is_streamed"
    missing_connect_timeout_is_detected: NoLimit
        "silent_server_times_out" "connect_timeout_is_enforced"
    missing_read_timeout_is_detected: NoLimit
        "slow_response_head_times_out" "slow_response_body_times_out"
        "stalled_response_body_times_out"
    missing_write_timeout_is_detected: NoLimit "unread_request_times_out"
    missing_limit_for_kept_connections_is_detected: TrustsKeptConnections
        "silent_reused_connection_times_out_early"
    limit_for_new_connections_is_detected: HurriesNewConnections
        "silent_reused_connection_times_out_early"
    accepted_truncation_is_detected: AcceptsTruncation
        "truncated_body_is_an_error" "slow_response_body_times_out"
    overflowing_timeout_is_detected: AddsToLimit "unlimited_timeouts_do_not_overflow"
    wrong_never_sent_is_detected: SaysNever
        "close_before_response_is_maybe_sent" "close_within_response_head_is_maybe_sent"
        "reset_after_request_is_maybe_sent" "invalid_http_is_a_protocol_error"
    wrong_maybe_sent_is_detected: SaysMaybe
        "refused_connection_is_never_sent" "https_is_never_sent_in_plain_text"
    wrong_kind_is_detected: SaysTimeout
        "reset_within_request_body_fails_at_once" "refused_connection_is_never_sent"
    resent_request_is_detected: Resends
        "failed_request_is_not_resent" "request_lost_on_reused_connection_is_not_resent"
    unused_connection_is_detected: ReusesNone "connection_is_reused"
    wrong_timings_are_detected: SaysReused "timings_are_of_their_request"
    failing_second_request_is_detected: FailsSecond
        "closed_idle_connection_is_replaced" "connection_that_closed_unseen_is_replaced"
        "unexpected_bytes_are_not_a_response" "dropped_response_does_not_affect_next_request"
    swapped_responses_are_detected: SwapsResponses "concurrent_requests_get_their_own_responses"
    missing_sleep_is_detected: NeverSleeps "sleep_lasts_at_least_the_delay"
    wrong_in_process_is_detected: SaysInProcess "socket_transport_is_not_in_process"
    panic_is_detected: Panics "error_status_is_a_response"
}

#[test]
fn pending_blocking_transport_is_detected() {
    let violation = violation(Fault::NotReady, "polling_matches_the_transport_kind");
    assert!(violation.actual.contains("after 2 polls"), "{violation}");
}

#[test]
fn blocking_async_transport_is_detected() {
    // A blocking transport that claims to be async.
    let contract = Contract::for_async(
        || Faulty::new(correct(), Fault::None),
        |task| pollster::block_on(task),
    );
    let violation = contract.check("polling_matches_the_transport_kind").unwrap_err();
    assert!(violation.actual.starts_with("it blocked in poll"), "{violation}");
}

#[test]
fn violation_says_what_was_required_and_what_happened() {
    let followed = violation(Fault::FollowsRedirects, "redirect_is_not_followed");
    assert_eq!(
        format!("{followed:?}"),
        "redirect_is_not_followed: a redirect is returned as a response and not followed\n  \
         but: the target of the 301 received POST /elsewhere HTTP/1.1"
    );
    let panicked = violation(Fault::Panics, "refused_connection_is_never_sent");
    assert_eq!(panicked.actual, "the transport panicked, see above");
    let unknown = Contract::blocking(correct).check("no_such_rule").unwrap_err();
    assert_eq!(unknown.to_string(), "there is no rule no_such_rule");
}

#[test]
fn rules_of_absent_capabilities_are_skipped() {
    let contract = || Contract::blocking(|| Faulty::new(correct(), Fault::ReusesNone));
    contract().check("connection_is_reused").unwrap_err();
    contract().without(Capability::KeepAlive).check("connection_is_reused").unwrap();
    contract().without(Capability::Streaming).check("connection_is_reused").unwrap_err();
}

#[test]
fn correct_transport_has_no_violations() {
    assert_eq!(Contract::blocking(correct).violations(), []);
}
