//! A typed call without its transport, for instruction counts.

use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{Action, Auth, Credential, Endpoint, Now, Request};
use tencentcloud_ecm::ImportImage;

use super::Signer;
use super::message::{AT, SECRET_ID, SECRET_KEY, SERVICE};
use crate::rounds::Subject;

const RESPONSE: &str = r#"{"RequestId":"6ef60bec-0242-43af-bb20-270359fb54a7"}"#;

/// Writes the input of an action, signs its HTTP request with a cached key, and reads the
/// output. The input has 86 bytes.
pub(super) fn signer() -> Result<Signer<'static>, Box<dyn Error>> {
    let origin = Endpoint::nearest().origin(SERVICE)?;
    let now = Now::new(AT, Duration::ZERO, 7);
    let credential = Credential::new(SECRET_ID, SECRET_KEY)?;
    let key = SigningKey::derive(credential.secret_key(), AT.date(), SERVICE);
    let import = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
    let subject = Subject::new("typed call", move || {
        let auth = Auth::Sign { credential: &credential, key: &key };
        if let Ok(request) = Request::of(black_box(&import)) {
            let _ = black_box(request.to_http(&origin, black_box(now), auth));
        }
        let output = serde_json::from_str::<<ImportImage as Action>::Output>(black_box(RESPONSE));
        let _ = black_box(output);
    });
    Ok(Signer { subject, blocks: 8 })
}
