//! Any bytes as the body of an answer: the call machine takes them for an
//! output, an error of the API or no answer of the API, as a reader of JSON
//! does that knows nothing of it, and says which on one line.
#![no_main]

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use tencentcloud_core::{
    ApiResponse, Action, Auth, Call, Effect, Endpoint, Error, Limits, Now, RawResponse, Request,
    RetryPolicy, AccountState, Step, Timestamp,
};
use tencentcloud_ecm::{DescribeCustomImageTask, DescribeImage, ImportImage};

fuzz_target!(|body: &[u8]| {
    let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read);
    let outcome = judge(&request, body);
    // This reader refuses a number like 1e400, which the machine passes over.
    let read = serde_json::from_slice::<Json>(body).ok();
    let response = read.as_ref().and_then(|body| body.get("Response"));
    let code = response.and_then(|response| response.get("Error")?.get("Code")?.text());

    match outcome {
        Ok(accepted) => {
            let Some(response) = response else { return assert!(read.is_none()) };
            assert!(matches!(response, Json::Object(_)), "{response:?}");
            assert!(matches!(code, None | Some("")), "taken for an output: {response:?}");
            assert_eq!(accepted.decode::<Json>(&request).ok().as_ref(), Some(response));
            decode::<DescribeImage>(&accepted, &request);
            decode::<DescribeCustomImageTask>(&accepted, &request);
            decode::<ImportImage>(&accepted, &request);
        }
        Err(error) => {
            let shown = error.to_string();
            assert!(!shown.contains(char::is_control), "not one line: {shown:?}");
            match error {
                Error::Api(error) if read.is_some() => {
                    assert_eq!(Some(error.code.as_str()), code);
                }
                Error::Api(error) => assert!(!error.code.as_str().is_empty()),
                Error::Reply { beginning, .. } => assert!(beginning.chars().count() <= 120),
                other => panic!("not about the answer: {other:?}"),
            }
        }
    }
});

/// Goes through a call whose answer has this body.
fn judge(request: &Request, body: &[u8]) -> Result<ApiResponse, Error> {
    let now =
        Now::new(Timestamp::saturating(1_700_000_000), Duration::ZERO, 0);
    let origin = Endpoint::nearest().origin("ecm").expect("a service's name");
    let mut shared = AccountState::default();
    let mut call =
        Call::new(request.clone(), origin, Limits::default()).retry_policy(RetryPolicy::never());
    let Step::Attempt = call.next(now, &mut shared) else { panic!("first it sends") };
    call.sign(now, Auth::Skip).expect("a plain request");
    let body = Bytes::copy_from_slice(body);
    let status = http::StatusCode::OK;
    let received = RawResponse::new(status, http::HeaderMap::new(), body);
    call.receive(now, Ok(received));
    let Step::Done(outcome) = call.next(now, &mut shared) else { panic!("then it is done") };
    outcome
}

/// Reads a typed output; what cannot be read is told on one line, too.
fn decode<A: Action>(accepted: &ApiResponse, request: &Request) {
    if let Err(error) = accepted.decode::<A::Output>(request) {
        let shown = error.to_string();
        assert!(!shown.contains(char::is_control), "not one line: {shown:?}");
    }
}

/// What JSON says. Not `serde_json::Value`, which takes a member called
/// `$serde_json::private::RawValue` for a text that holds JSON.
#[derive(Debug, PartialEq)]
enum Json {
    Object(BTreeMap<String, Json>),
    List(Vec<Json>),
    Text(String),
    /// A number, a truth value or null, as it is displayed.
    Other(String),
}

impl Json {
    fn get(&self, member: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.get(member)
    }

    fn text(&self) -> Option<&str> {
        let Self::Text(text) = self else { return None };
        Some(text)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
                let mut members = BTreeMap::new();
                while let Some((name, value)) = map.next_entry()? {
                    members.insert(name, value);
                }
                Ok(Json::Object(members))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Json::List(items))
            }

            fn visit_str<E>(self, text: &str) -> Result<Json, E> {
                Ok(Json::Text(text.to_owned()))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
                Ok(Json::Other(number.to_string()))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
                Ok(Json::Other(number.to_string()))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
                Ok(Json::Other(number.to_string()))
            }

            fn visit_bool<E>(self, truth: bool) -> Result<Json, E> {
                Ok(Json::Other(truth.to_string()))
            }

            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Other("null".to_owned()))
            }
        }

        json.deserialize_any(Any)
    }
}
