//! Any bytes as a response body. The call state machine classifies them as an
//! output, an API error or an invalid response, as an independent JSON reader does.
//! Each error is one line.
#![no_main]

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use tencentcloud_core::{
    AccountState, Action, ApiResponse, Auth, Call, Effect, Endpoint, Error, Limits, Now,
    RawResponse, Request, RetryPolicy, Step, Timestamp,
};
use tencentcloud_ecm::{DescribeCustomImageTask, DescribeImage, ImportImage};

fuzz_target!(|body: &[u8]| {
    let request =
        Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read);
    let outcome = classify(&request, body);
    // This reader rejects a number like 1e400, which the state machine skips.
    let read = serde_json::from_slice::<Json>(body).ok();
    let response = read.as_ref().and_then(|body| body.get("Response"));
    let code = response.and_then(|response| response.get("Error")?.get("Code")?.as_str());

    match outcome {
        Ok(output) => {
            let Some(response) = response else { return assert!(read.is_none()) };
            assert!(matches!(response, Json::Object(_)), "{response:?}");
            let error = response.get("Error");
            let is_absent = matches!(error, None | Some(Json::Other(_)));
            assert!(is_absent && code.is_none(), "classified as an output: {response:?}");
            assert_eq!(output.decode::<Json>(&request).ok().as_ref(), Some(response));
            decode::<DescribeImage>(&output, &request);
            decode::<DescribeCustomImageTask>(&output, &request);
            decode::<ImportImage>(&output, &request);
        }
        Err(error) => {
            let line = error.to_string();
            assert!(!line.contains(char::is_control), "not one line: {line:?}");
            match error {
                Error::Api(error) if response.is_some() => {
                    assert_eq!(Some(error.code.as_str()), code);
                }
                // Of the old API, or of JSON that this reader rejects.
                Error::Api(error) => assert!(!error.code.as_str().is_empty()),
                Error::Reply { excerpt, .. } => assert!(excerpt.chars().count() <= 4096),
                other => panic!("not an error of the response: {other:?}"),
            }
        }
    }
});

/// Drives a call whose response has this body.
fn classify(request: &Request, body: &[u8]) -> Result<ApiResponse, Error> {
    let now = Now::new(Timestamp::saturating(1_700_000_000), Duration::ZERO, 0);
    let origin = Endpoint::nearest().origin("ecm").expect("a service's name");
    let mut state = AccountState::default();
    let mut call =
        Call::new(request.clone(), origin, Limits::default()).retry_policy(RetryPolicy::never());
    let Step::Attempt = call.next(now, &mut state) else { panic!("the first step is an attempt") };
    call.sign(now, Auth::Skip).expect("a plain request");
    let body = Bytes::copy_from_slice(body);
    let status = http::StatusCode::OK;
    let response = RawResponse::new(status, http::HeaderMap::new(), body);
    call.receive(now, Ok(response));
    let Step::Done(outcome) = call.next(now, &mut state) else {
        panic!("the second step is the end")
    };
    outcome
}

/// Decodes a typed output. A failure is one line, too.
fn decode<A: Action>(output: &ApiResponse, request: &Request) {
    if let Err(error) = output.decode::<A::Output>(request) {
        let line = error.to_string();
        assert!(!line.contains(char::is_control), "not one line: {line:?}");
    }
}

/// A JSON value. Not `serde_json::Value`, which parses the string in a member named
/// `$serde_json::private::RawValue`.
#[derive(Debug, PartialEq)]
enum Json {
    Object(BTreeMap<String, Json>),
    List(Vec<Json>),
    String(String),
    /// A number, a boolean or null, as displayed.
    Other(String),
}

impl Json {
    fn get(&self, member: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.get(member)
    }

    fn as_str(&self) -> Option<&str> {
        let Self::String(string) = self else { return None };
        Some(string)
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

            fn visit_str<E>(self, string: &str) -> Result<Json, E> {
                Ok(Json::String(string.to_owned()))
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

            fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
                Ok(Json::Other(value.to_string()))
            }

            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Other("null".to_owned()))
            }
        }

        json.deserialize_any(Any)
    }
}
