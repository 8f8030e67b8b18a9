//! The contract finds what is wrong: transports that break one thing each are
//! caught by the rule about it, in words.
#![cfg(test)]

use tencentcloud_testing::contract::{Broken, Capability, Contract, Rule};
use tencentcloud_ureq::{Proxy, UreqTransport};

mod wrong;

use self::wrong::{Fault, Wrong};

fn right() -> UreqTransport {
    UreqTransport::builder().proxy(Proxy::none()).build().unwrap()
}

/// What the rule says about a transport with this fault.
fn caught(fault: Fault, rule: &str) -> Broken {
    let contract = Contract::blocking(move || Wrong::new(right(), fault));
    match contract.check(rule) {
        Err(broken) => {
            assert_eq!(broken.rule, rule);
            broken
        }
        Ok(()) => panic!("{fault:?} keeps the rule {rule}"),
    }
}

/// One test for each fault, with the rules that must catch it.
macro_rules! faults {
    ($($name:ident: $fault:ident $($rule:literal)+)*) => {
        $(
            #[test]
            fn $name() {
                $(caught(Fault::$fault, $rule);)+
            }
        )*

        #[test]
        fn every_rule_catches_something() {
            let caught = [$($($rule),+),*];
            for rule in Rule::all() {
                let is_elsewhere = ELSEWHERE.contains(&rule.name);
                assert!(caught.contains(&rule.name) != is_elsewhere, "{}", rule.name);
            }
        }
    };
}

/// Caught by a test further down.
const ELSEWHERE: [&str; 1] = ["it_waits_as_it_says"];

faults! {
    it_loses_the_query: LosesQuery "a_request_arrives_as_it_is"
    it_changes_the_body: ChangesBody "a_request_arrives_as_it_is" "a_large_body_arrives_whole"
    it_loses_the_host: LosesHost "the_host_is_the_one_given"
    it_adds_a_header: AddsContentType "no_signed_header_is_added"
    it_sends_chunks: SendsChunks "a_body_has_its_length"
    it_adds_a_body: AddsBody "a_request_without_body_has_none"
    it_sends_in_clear: SendsInClear "https_is_never_sent_in_clear"
    it_fails_on_a_status: FailsOnStatus "a_status_is_an_answer" "a_redirect_is_an_answer"
    it_follows: Follows "a_redirect_is_an_answer"
    it_loses_headers: LosesHeaders "headers_come_back"
    it_reads_the_first_chunk: ReadsOneChunk "a_body_comes_in_pieces" "a_large_answer_comes_whole"
    it_hands_on_chunks: HandsOnChunks "a_chunked_body_is_decoded" "a_body_may_be_empty"
    it_wants_a_length: WantsLength "a_body_may_end_with_the_connection"
    it_collects: Collects "a_body_is_handed_on_as_it_comes"
    it_waits_for_ever: NoLimit "a_silent_server_is_left" "connecting_has_a_limit"
    it_reads_for_ever: NoLimit "a_dribbling_head_is_left" "a_dribbling_body_is_left"
    it_writes_for_ever: NoLimit "a_server_that_does_not_read_is_left"
    it_takes_an_end_for_good: ShortSuccess "a_cut_body_is_an_error" "a_dribbling_body_is_left"
    it_adds_to_the_limit: AddsToLimit "a_limit_may_be_endless"
    it_says_never: SaysNever
        "closed_without_an_answer" "closed_within_the_head" "a_reset_with_the_request_held"
        "garbage_is_no_answer"
    it_says_maybe: SaysMaybe "nobody_listens" "https_is_never_sent_in_clear"
    it_says_timeout: SaysTimeout "a_reset_before_the_body_was_taken" "nobody_listens"
    it_sends_again: SendsAgain
        "nothing_is_sent_twice" "a_stale_connection_is_no_reason_to_send_again"
    it_keeps_no_connection: KeepsNone "a_connection_is_kept"
    it_fails_the_second_time: FailsSecond
        "a_closed_connection_does_no_harm" "an_answer_may_be_dropped"
    it_mixes_answers_up: MixesUp "many_at_once"
    it_does_not_sleep: Sleepless "sleep_waits"
    it_says_in_process: SaysInProcess "it_is_not_in_process"
    it_panics: Panics "a_status_is_an_answer"
}

#[test]
fn a_blocking_transport_that_is_not_ready() {
    let broken = caught(Fault::NotReady, "it_waits_as_it_says");
    assert!(broken.what.contains("polled 2 times"), "{broken}");
}

#[test]
fn an_async_transport_that_blocks() {
    // As a transport may be called async that is not.
    let contract =
        Contract::nonblocking(|| Wrong::new(right(), Fault::None), |task| pollster::block_on(task));
    let broken = contract.check("it_waits_as_it_says").unwrap_err();
    assert!(broken.what.starts_with("it waited inside of poll"), "{broken}");
}

#[test]
fn it_is_told_in_words() {
    let broken = caught(Fault::Follows, "a_redirect_is_an_answer");
    assert_eq!(
        format!("{broken:?}"),
        "a_redirect_is_an_answer: a redirect is handed back and not followed\n  \
         but: the server that a 301 pointed to was sent POST /elsewhere HTTP/1.1"
    );
    let panicked = caught(Fault::Panics, "nobody_listens");
    assert_eq!(panicked.what, "the transport panicked, see above");
    let unknown = Contract::blocking(right).check("no_such_rule").unwrap_err();
    assert_eq!(unknown.to_string(), "no_such_rule is no rule");
}

#[test]
fn what_it_does_not_offer_is_left_out() {
    let contract = || Contract::blocking(|| Wrong::new(right(), Fault::KeepsNone));
    contract().check("a_connection_is_kept").unwrap_err();
    contract().without(Capability::KeepAlive).check("a_connection_is_kept").unwrap();
    contract().without(Capability::Streaming).check("a_connection_is_kept").unwrap_err();
}

#[test]
fn all_rules_at_once() {
    assert_eq!(Contract::blocking(right).broken(), []);
}
