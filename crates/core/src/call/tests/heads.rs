//! Heads that are kept: they save work and change nothing of what is sent.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::{Language, SignatureMethod};

/// A day in seconds.
const DAY: u64 = 86_400;

/// What a hook does.
type Edit = fn(Request) -> Request;

/// What a call is made of, as far as its head can depend on it.
#[derive(Clone)]
struct Made {
    request: Request,
    origin: Origin,
    credential: Credential,
    now: Now,
}

fn made(request: Request) -> Made {
    let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    Made { request, origin: origin(), credential, now: now(0) }
}

fn plain(input: &'static str) -> Request {
    Request::new("ecm", "2019-07-19", "DescribeImage", input)
}

impl Made {
    fn key(&self) -> SigningKey {
        let date = self.now.unix.date();
        SigningKey::derive(self.credential.secret_key(), date, String::from("ecm"))
    }

    /// The call up to its signing, edited before if that is wanted.
    fn signed(&self, shared: &mut Shared, edit: Option<Edit>) -> (Call, http::Request<Bytes>) {
        let mut call = Call::new(self.request.clone(), self.origin.clone(), Limits::default())
            .in_process(true);
        assert!(matches!(call.next(self.now, shared), Step::Attempt));
        if let Some(edit) = edit {
            call.edit(edit);
        }
        let auth = Auth::Sign { credential: &self.credential, key: &self.key() };
        let signed = call.sign(self.now, auth).unwrap();
        let right = call.request().to_http(&self.origin, self.now, auth).unwrap();
        assert_eq!(format!("{right:?}"), format!("{signed:?}"));
        // Debug hides what is sensitive.
        let values = |request: &http::Request<Bytes>| -> Vec<_> {
            let pair = |(name, value): (&HeaderName, &HeaderValue)| {
                (name.clone(), value.as_bytes().to_vec(), value.is_sensitive())
            };
            request.headers().iter().map(pair).collect()
        };
        assert_eq!(values(&right), values(&signed));
        (call, signed)
    }

    /// Makes the call, which succeeds; whether it had a head that was kept.
    fn succeeds(&self, shared: &mut Shared) -> bool {
        let (mut call, _) = self.signed(shared, None);
        let had_one = matches!(call.0.head, Known::Kept(_));
        call.receive(self.now, answer());
        done(&mut call, self.now, shared).unwrap();
        had_one
    }
}

/// Requests that differ from `plain` in something that their head shows, but
/// may be kept as well.
fn others() -> Vec<Made> {
    let named = |service, version, action| made(Request::new(service, version, action, "{}"));
    let mut others = alloc::vec![
        named("ecm", "2019-07-19", "ImportImage"),
        named("ecm", "2020-07-19", "DescribeImage"),
        named("cvm", "2019-07-19", "DescribeImage"),
        made(plain("{}").region("ap-guangzhou")),
        made(plain("{}").language(Language::EnUs)),
        made(plain("{}").request_client("mine")),
        made(plain("{}").unsigned_payload()),
    ];
    for url in ["http://ecm.tencentcloudapi.com", "https://ecm.ap-beijing.tencentcloudapi.com"] {
        let origin = Endpoint::custom(url).unwrap().origin("ecm").unwrap();
        others.push(Made { origin, ..made(plain("{}")) });
    }
    others
}

/// Others that are to be signed with something else; they take the place of the
/// one that was kept.
fn with_other_keys() -> Vec<Made> {
    let credential = |id, key| Credential::new(id, key).unwrap();
    let keys = [
        credential("test-secret-id-000002", "test-secret-key-000001"),
        credential("test-secret-id-000001", "test-secret-key-000002"),
        made(plain("")).credential.with_token("test-token-000001").unwrap(),
    ];
    let mut others: Vec<_> =
        keys.into_iter().map(|credential| Made { credential, ..made(plain("{}")) }).collect();
    others.push(Made { now: now(DAY), ..made(plain("{}")) });
    others
}

#[test]
fn a_head_is_used_again_with_another_body_and_another_time() {
    let mut kinds = others();
    kinds.extend(with_other_keys());
    for kind in kinds {
        let mut shared = Shared::default();
        assert!(!kind.succeeds(&mut shared));
        let unix = Timestamp::new(kind.now.unix.seconds() + 1).unwrap();
        assert!(Made { now: Now { unix, ..kind.now }, ..kind }.succeeds(&mut shared));
        assert_eq!(shared.heads().len(), 1);
    }
    let mut shared = Shared::default();
    for (input, is_kept) in [("{}", false), (r#"{"Limit": 1}"#, true), ("", true)] {
        assert_eq!(made(plain(input)).succeeds(&mut shared), is_kept);
    }
}

#[test]
fn a_head_is_for_requests_like_it_alone() {
    let mut all = others();
    all.push(made(plain("{}")));
    let mut shared = Shared::default();
    for kind in &all {
        assert!(!kind.succeeds(&mut shared), "{:?} {:?}", kind.request, kind.origin);
    }
    assert_eq!(shared.heads().len(), all.len());
    for kind in &all {
        assert!(kind.succeeds(&mut shared));
    }
}

#[test]
fn other_keys_and_another_day_take_its_place() {
    let mut shared = Shared::default();
    made(plain("{}")).succeeds(&mut shared);
    for other in with_other_keys() {
        assert!(!other.succeeds(&mut shared));
        assert!(other.succeeds(&mut shared));
        assert_eq!(shared.heads().len(), 1);
        let head = shared.heads().first().unwrap();
        assert!(head.is_by(&other.credential, other.now.unix.date()));
    }
}

#[test]
fn keys_that_were_replaced_are_not_held() {
    let mut shared = Shared::default();
    let all = others();
    for kind in &all {
        assert!(!kind.succeeds(&mut shared));
    }
    let rotated = Credential::new("test-secret-id-000002", "test-secret-key-000002").unwrap();
    Made { credential: rotated, ..made(plain("{}")) }.succeeds(&mut shared);
    assert_eq!(shared.heads().len(), 1);
}

#[test]
fn what_only_one_request_has_is_not_kept() {
    let name = || HeaderName::from_static("x-mine");
    for request in [
        plain("{}").get(),
        plain("{}").signature(SignatureMethod::V1(crate::sign::v1::Algorithm::HmacSha256)),
        plain("{}").trace_id("t-1"),
        plain("{}").sign_header(HeaderName::from_static("x-tc-action")),
        plain("{}").header(name(), HeaderValue::from_static("1")),
        Request::multipart("ecm", "2019-07-19", "DescribeImage", "{}", Vec::new()),
        Request::octets("ecm", "2019-07-19", "DescribeImage", Vec::new(), "{}"),
    ] {
        let mut shared = Shared::default();
        made(plain("{}")).succeeds(&mut shared);
        assert!(!made(request).succeeds(&mut shared));
        assert_eq!(shared.heads().len(), 1);
    }
}

#[test]
fn an_unsigned_request_has_none() {
    let mut shared = Shared::default();
    made(plain("{}")).succeeds(&mut shared);
    let mut call = call(Effect::Read);
    let _ = call.next(now(0), &mut shared);
    let sent = call.sign(now(0), Auth::Skip).unwrap();
    assert_eq!(sent.headers()["authorization"], "SKIP");
    call.receive(now(0), answer());
    done(&mut call, now(0), &mut shared).unwrap();
    assert_eq!(shared.heads().len(), 1);
}

#[test]
fn an_edited_request_has_the_head_that_it_should_have() {
    let edits: [(Edit, bool); 3] = [
        (|request| request, true),
        (|request| request.region("ap-guangzhou"), false),
        (|request| request.trace_id("t-1"), false),
    ];
    for (edit, still_fits) in edits {
        let mut shared = Shared::default();
        let end = |mut call: Call, shared: &mut Shared| {
            call.receive(now(0), answer());
            done(&mut call, now(0), shared).unwrap();
        };
        let (call, _) = made(plain("{}")).signed(&mut shared, Some(edit));
        end(call, &mut shared);
        assert_eq!(shared.heads().len(), usize::from(still_fits));
        made(plain("{}")).succeeds(&mut shared);
        let (call, _) = made(plain("{}")).signed(&mut shared, Some(edit));
        assert_eq!(matches!(call.0.head, Known::Kept(_)), still_fits);
        end(call, &mut shared);
        assert_eq!(shared.heads().len(), 1, "what an edited one has is not kept");
    }
}

#[test]
fn a_head_is_kept_if_the_service_took_it() {
    let unsigned = || api("AuthFailure.SignatureFailure");
    for (outcome, kept) in [(api("InvalidParameter"), 1), (unsigned(), 0), (lost(Sent::Never), 0)] {
        let mut shared = Shared::default();
        let (mut call, _) = made(plain("{}")).signed(&mut shared, None);
        call.receive(now(0), outcome);
        let _ = call.next(now(0), &mut shared);
        assert_eq!(shared.heads().len(), kept);
    }
}

#[test]
fn the_oldest_makes_room() {
    let mut shared = Shared::default();
    let kind = |at: usize| made(Request::new("ecm", "2019-07-19", format!("Describe{at}"), "{}"));
    (0..65).for_each(|at| assert!(!kind(at).succeeds(&mut shared)));
    assert_eq!(shared.heads().len(), 64);
    (1..65).for_each(|at| assert!(kind(at).succeeds(&mut shared)));
    assert!(!kind(0).succeeds(&mut shared));
}

proptest! {
    /// In whatever order, with whatever keys, and edited in between or not: what
    /// is sent is what would be made at length (`signed` compares them).
    #[test]
    fn what_is_sent_is_the_same_without_heads(
        calls in vec((0_usize..14, 0_usize..6, 0_usize..4, any::<bool>()), 1..30),
    ) {
        let edits: [Option<Edit>; 4] = [
            None,
            Some(|request| request),
            Some(|request| request.region("ap-beijing")),
            Some(|request| request.trace_id("t-1")),
        ];
        let (kinds, keys) = (others(), with_other_keys());
        let mut shared = Shared::default();
        for (kind, by, edit, succeeds) in calls {
            let kind = kinds.get(kind).cloned().unwrap_or_else(|| made(plain("{}")));
            let kind = match keys.get(by) {
                Some(by) => Made { credential: by.credential.clone(), now: by.now, ..kind },
                None => kind,
            };
            let (mut call, _) = kind.signed(&mut shared, edits[edit]);
            call.receive(kind.now, if succeeds { answer() } else { lost(Sent::Maybe) });
            let _ = call.next(kind.now, &mut shared);
        }
    }
}

#[test]
fn a_body_is_not_larger_for_a_kept_head() {
    let mut shared = Shared::default();
    made(plain("{}")).succeeds(&mut shared);
    let large =
        made(Request::new("ecm", "2019-07-19", "DescribeImage", alloc::vec![b' '; 10 << 20]));
    large.signed(&mut shared, None);
    let too_large = alloc::vec![b' '; (10 << 20) + 1];
    let mut call = Call::new(
        Request::new("ecm", "2019-07-19", "DescribeImage", too_large),
        origin(),
        Limits::default(),
    );
    let _ = call.next(now(0), &mut shared);
    assert!(matches!(call.0.head, Known::Kept(_)));
    let error = sign_as(&mut call, "test-secret-id-000001", now(0)).unwrap_err();
    assert!(matches!(error, Error::Request { .. }), "{error}");
}

#[test]
fn debug_tells_no_secrets() {
    let keys = made(plain("{}")).credential.with_token("test-token-000001").unwrap();
    let mut shared = Shared::default();
    let kind = Made { credential: keys, ..made(plain("{}")) };
    kind.succeeds(&mut shared);
    let (call, _) = kind.signed(&mut shared, None);
    let told = format!("{shared:?} {call:?}");
    assert!(told.contains("Head") && told.contains("Carried(..)"), "{told}");
    assert!(!told.contains("test-"), "{told}");
}
