//! Any bytes as the body of an answer: the call machine takes them for an
//! output, an error of the API or no answer of the API, as a reader of JSON
//! does that knows nothing of it, and says which on one line.
#![no_main]

use std::time::Duration;

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use tencentcloud_core::{
    Action, Auth, Call, Endpoint, Error, Limits, Now, Received, Request, Step, Timestamp,
};
use tencentcloud_ecm::{DescribeCustomImageTask, DescribeImage, ImportImage};

fuzz_target!(|body: &[u8]| {
    let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}");
    let outcome = judge(&request, body);
    // This reader refuses a number like 1e400, which the machine passes over.
    let read = serde_json::from_slice::<Value>(body).ok();
    let response = read.as_ref().and_then(|body| body.get("Response"));
    let code = response.and_then(|response| response.get("Error")?.get("Code")?.as_str());

    match outcome {
        Ok(received) => {
            let Some(response) = response else { return assert!(read.is_none()) };
            assert!(response.is_object(), "{response}");
            assert!(matches!(code, None | Some("")), "taken for an output: {response}");
            assert_eq!(received.decode::<Value>(&request).ok().as_ref(), Some(response));
            decode::<DescribeImage>(&received, &request);
            decode::<DescribeCustomImageTask>(&received, &request);
            decode::<ImportImage>(&received, &request);
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
fn judge(request: &Request, body: &[u8]) -> Result<Received, Error> {
    let now =
        Now { unix: Timestamp::saturating(1_700_000_000), elapsed: Duration::ZERO, random: 0 };
    let origin = Endpoint::nearest().origin("ecm").expect("a service's name");
    let mut call = Call::new(request, origin, Limits::default());
    let Step::Send(_) = call.next(now, Auth::Skip) else { panic!("first it sends") };
    let body = Bytes::copy_from_slice(body);
    let status = http::StatusCode::OK;
    call.receive(now, Ok(Received { status, headers: http::HeaderMap::new(), body }));
    let Step::Done(outcome) = call.next(now, Auth::Skip) else { panic!("then it is done") };
    outcome
}

/// Reads a typed output; what cannot be read is told on one line, too.
fn decode<A: Action>(received: &Received, request: &Request) {
    if let Err(error) = received.decode::<A::Output>(request) {
        let shown = error.to_string();
        assert!(!shown.contains(char::is_control), "not one line: {shown:?}");
    }
}
