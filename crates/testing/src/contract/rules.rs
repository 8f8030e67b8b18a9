//! The rules, each with its words and its trial.

use super::exchange::Verdict;
use super::{Capability, Contract};

mod answers;
mod connections;
mod failures;
mod limits;
mod requests;
mod waiting;

/// One thing that every transport must do.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Rule {
    /// What its test is called.
    pub name: &'static str,
    /// What it asks.
    pub says: &'static str,
    /// What only transports with this capability have to do.
    pub needs: Option<Capability>,
    pub(super) check: fn(&Contract) -> Verdict,
}

impl Rule {
    /// All rules, in the order in which they are best read.
    pub fn all() -> &'static [Self] {
        RULES
    }
}

macro_rules! rules {
    ($($(#[needs($needs:ident)])? $module:ident::$name:ident $says:literal)*) => {
        const RULES: &[Rule] = &[$(Rule {
            name: stringify!($name),
            says: $says,
            needs: rules!(@needs $($needs)?),
            check: |contract| {
                rules!(@skip contract $($needs)?);
                $module::$name(contract)
            },
        }),*];
    };
    (@needs) => { None };
    (@needs $needs:ident) => { Some(Capability::$needs) };
    (@skip $contract:ident) => {};
    (@skip $contract:ident $needs:ident) => {
        if $contract.lacks(Capability::$needs) {
            return Ok(());
        }
    };
}

rules! {
    requests::a_request_arrives_as_it_is
        "method, path, query, headers and body arrive byte for byte"
    requests::the_host_is_the_one_given
        "the Host header is the one given, even where the URI names another authority"
    requests::no_signed_header_is_added
        "no header is added that a signature may cover: Content-Type, Authorization, X-TC-…, a second Host"
    requests::a_body_has_its_length
        "a body is announced with Content-Length and comes in one piece"
    requests::a_request_without_body_has_none
        "a GET without a body arrives without one"
    requests::a_large_body_arrives_whole
        "a body of one megabyte arrives whole"
    requests::https_is_never_sent_in_clear
        "a request to an https URI does not leave in clear text, and failing TLS is Never sent"

    answers::a_status_is_an_answer
        "a status of 4xx or 5xx is an answer with its body, not an error"
    answers::a_redirect_is_an_answer
        "a redirect is handed back and not followed"
    answers::headers_come_back
        "the headers of the answer are handed back, repeated ones all"
    answers::a_body_comes_in_pieces
        "a body is whole, in however many pieces it comes"
    answers::a_chunked_body_is_decoded
        "Transfer-Encoding: chunked is taken off"
    answers::a_body_may_end_with_the_connection
        "a body without a length ends with the connection"
    answers::a_body_may_be_empty
        "a body of no bytes, and a 204, are answers"
    answers::a_large_answer_comes_whole
        "a body of one megabyte comes back whole"
    #[needs(Streaming)] answers::a_body_is_handed_on_as_it_comes
        "the answer is handed over when its head is there, and its body as it comes"

    limits::a_silent_server_is_left
        "Limits::total ends the wait for a server that takes the request and says nothing"
    limits::a_dribbling_head_is_left
        "Limits::total counts from the beginning, and not anew with every byte of the head"
    limits::a_dribbling_body_is_left
        "Limits::total covers the reading of the body"
    limits::a_server_that_does_not_read_is_left
        "Limits::total covers the writing of the request"
    limits::connecting_has_a_limit
        "Limits::connect ends the wait for a connection, with nothing sent"
    limits::a_limit_may_be_endless
        "Limits of Duration::MAX are no limits, and no overflow"

    failures::nobody_listens
        "a refused connection is Connect, and Never sent"
    failures::closed_without_an_answer
        "a connection closed after the request is Closed, and Maybe sent"
    failures::closed_within_the_head
        "a connection closed within the head of the answer is Closed, and Maybe sent"
    failures::a_cut_body_is_an_error
        "a body that ends before its length, or before its last chunk, is an error and not a short success"
    failures::a_reset_with_the_request_held
        "a reset is Maybe sent whenever the server can hold the whole request"
    failures::a_reset_before_the_body_was_taken
        "a reset in the middle of a large body is an error at once"
    failures::garbage_is_no_answer
        "an answer that is not HTTP is Protocol, and Maybe sent"
    failures::nothing_is_sent_twice
        "a request that failed is not sent again"

    #[needs(KeepAlive)] connections::a_connection_is_kept
        "requests one after another share a connection"
    connections::a_closed_connection_does_no_harm
        "a connection that the server closed after an answer does no harm to the next request"
    connections::a_stale_connection_is_no_reason_to_send_again
        "a request that was lost on a kept connection is not sent again on a new one"
    connections::an_answer_may_be_dropped
        "an answer that nobody reads to its end does no harm to the next"
    connections::many_at_once
        "several threads send at once, and each gets the answer to its own request"

    waiting::sleep_waits
        "sleep waits at least as long as it is asked to"
    waiting::it_is_not_in_process
        "in_process is false for a transport with real sockets"
    waiting::it_waits_as_it_says
        "a blocking transport is ready when first polled; an async one does not hold up whoever polls it"
}
