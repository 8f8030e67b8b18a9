//! The rules, each with its requirement and its check.

use super::capability::Capability;
use super::exchange::Verdict;
use super::subject::Subject;

mod connections;
mod failures;
mod limits;
mod requests;
mod responses;
mod waiting;

/// A requirement on every transport.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Rule {
    /// The name of the rule and of its test.
    pub name: &'static str,
    /// What the rule requires.
    pub requirement: &'static str,
    /// The capability without which the rule does not apply.
    pub needs: Option<Capability>,
    pub(super) check: fn(&Subject) -> Verdict,
}

impl Rule {
    /// All rules.
    pub fn all() -> &'static [Self] {
        RULES
    }
}

macro_rules! rules {
    ($($(#[needs($needs:ident)])? $module:ident::$name:ident $requirement:literal)*) => {
        const RULES: &[Rule] = &[$(Rule {
            name: stringify!($name),
            requirement: $requirement,
            needs: rules!(@needs $($needs)?),
            check: |subject| {
                rules!(@skip subject $($needs)?);
                $module::$name(subject)
            },
        }),*];
    };
    (@needs) => { None };
    (@needs $needs:ident) => { Some(Capability::$needs) };
    (@skip $subject:ident) => {};
    (@skip $subject:ident $needs:ident) => {
        if $subject.lacks(Capability::$needs) {
            return Ok(());
        }
    };
}

rules! {
    requests::request_arrives_unchanged
        "method, path, query, headers and body arrive byte for byte"
    requests::host_header_is_sent_as_given
        "the Host header is sent as given, even if the URI has another authority"
    requests::no_signed_header_is_added
        "no header is added that a signature may cover: Content-Type, Authorization, X-TC-…, a second Host"
    requests::request_body_has_content_length
        "a request body has Content-Length and is not chunked"
    requests::request_without_body_sends_none
        "a GET without a body is sent without one"
    requests::large_request_body_arrives_complete
        "a request body of one megabyte arrives complete"
    requests::https_is_never_sent_in_plain_text
        "a request to an https URI is never sent in plain text, and fails as Never sent without TLS"

    responses::error_status_is_a_response
        "a status of 4xx or 5xx is a response with its body, not an error"
    responses::redirect_is_not_followed
        "a redirect is returned as a response and not followed"
    responses::response_headers_are_returned
        "all headers of the response are returned, repeated ones included"
    responses::fragmented_response_is_reassembled
        "a response is complete, in however many pieces it arrives"
    responses::chunked_body_is_decoded
        "Transfer-Encoding: chunked is decoded"
    responses::body_without_length_ends_at_close
        "a body without a length ends when the connection closes"
    responses::empty_body_is_accepted
        "an empty body and a 204 are responses"
    responses::large_response_body_is_complete
        "a response body of one megabyte is returned complete"
    #[needs(Streaming)] responses::response_body_is_streamed
        "the response is returned once its head has arrived, and its body as it arrives"

    limits::silent_server_times_out
        "Limits::total ends the wait for a server that reads the request and never responds"
    limits::slow_response_head_times_out
        "Limits::total counts from the start and does not restart with each byte of the head"
    limits::slow_response_body_times_out
        "Limits::total covers reading the body"
    limits::stalled_response_body_times_out
        "Limits::total ends the wait for the rest of a body"
    limits::unread_request_times_out
        "Limits::total covers writing the request"
    limits::connect_timeout_is_enforced
        "Limits::connect ends the wait for a connection, with nothing sent"
    #[needs(KeepAlive)] limits::silent_reused_connection_times_out_early
        "Limits::first_byte_reused ends the wait for a kept connection that is silent, and no other request uses it; a new connection has the whole limit"
    limits::unlimited_timeouts_do_not_overflow
        "limits of Duration::MAX do not overflow"

    failures::refused_connection_is_never_sent
        "a refused connection is Connect and Never sent"
    failures::close_before_response_is_maybe_sent
        "a connection closed after the request is Closed and Maybe sent"
    failures::close_within_response_head_is_maybe_sent
        "a connection closed within the response head is Closed and Maybe sent"
    failures::truncated_body_is_an_error
        "a body that ends before its length or its last chunk is an error"
    failures::reset_after_request_is_maybe_sent
        "a reset is Maybe sent if the server may hold the whole request"
    failures::reset_within_request_body_fails_at_once
        "a reset in the middle of a large request body is an error at once"
    failures::invalid_http_is_a_protocol_error
        "a response that is not HTTP is Protocol and Maybe sent"
    failures::failed_request_is_not_resent
        "a failed request is not sent again"

    #[needs(KeepAlive)] connections::connection_is_reused
        "consecutive requests share a connection"
    connections::timings_are_of_their_request
        "Timings, if a response has them, are those of its request: connect only where a connection was made for it, first_byte with the delay of the server, both within the time that it took"
    connections::closed_idle_connection_is_replaced
        "a connection that the server closed after a response does not affect the next request"
    connections::connection_that_closed_unseen_is_replaced
        "a kept connection is looked at before it is used again, even if nothing was polled since it closed"
    connections::unexpected_bytes_are_not_a_response
        "bytes that arrive between requests are not the next response"
    connections::request_lost_on_reused_connection_is_not_resent
        "a request lost on a reused connection is not sent again on a new one"
    connections::dropped_response_does_not_affect_next_request
        "a response that is not read to its end does not affect the next request"
    connections::concurrent_requests_get_their_own_responses
        "each of several concurrent requests gets its own response"

    waiting::sleep_lasts_at_least_the_delay
        "sleep lasts at least as long as its delay"
    waiting::socket_transport_is_not_in_process
        "in_process is false for a transport with real sockets"
    waiting::polling_matches_the_transport_kind
        "a blocking transport is ready at the first poll; an async one does not block in poll"
}
