//! The HTTP request together with the steps of its signature.

use bytes::Bytes;

use super::{Auth, Request, RequestError};
use crate::sign::v1::{Algorithm, SourceText};
use crate::sign::{Authorization, SigningKey, SigningSteps, Tc3Steps};
use crate::{Credential, Now, Origin};

/// What is signed, at the moment when it is.
pub(super) enum Signed<'a> {
    Tc3(&'a Authorization<'a>),
    V1(&'a SourceText<'a>, Algorithm),
}

impl Request {
    /// Creates the HTTP request to `origin` like [`Request::to_http`], with every step
    /// of the signature that it carries. Like a client, it does not sign a request that
    /// is [unsigned](Request::unsigned), nor without a credential ([`Auth::Skip`]).
    ///
    /// Use it to show how a signature comes about. The same `now` makes the same
    /// request, so the one that was shown can be sent. To choose the nonce of a v1
    /// signature, from 1 to 2³¹, set `now.random` to `(nonce - 1) << 33`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_core::sign::SigningSteps;
    /// use tencentcloud_core::{Credential, Endpoint, Now, Request, Timestamp};
    ///
    /// let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}");
    /// let origin = Endpoint::nearest().origin("ecm")?;
    /// let now = Now::new(Timestamp::new(1_700_000_000).unwrap(), Duration::ZERO, 7);
    /// let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001")?;
    /// let (http, steps) = request.to_http_with_steps(&origin, now, Some(&keys))?;
    /// let SigningSteps::Tc3(steps) = steps else { panic!("signature v3 is the default") };
    /// assert_eq!(http.headers()["authorization"], steps.authorization);
    /// println!("{}", steps.canonical_request);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_http_with_steps(
        &self,
        origin: &Origin,
        now: Now,
        credential: Option<&Credential>,
    ) -> Result<(http::Request<Bytes>, SigningSteps), RequestError> {
        let Some(credential) = credential.filter(|_| self.is_signed()) else {
            return Ok((self.to_http(origin, now, Auth::Skip)?, SigningSteps::Skip));
        };
        let secret_key = credential.secret_key();
        let key = SigningKey::derive(secret_key, now.unix.date(), self.service());
        let auth = Auth::Sign { credential, key: &key };
        let mut steps = SigningSteps::Skip;
        let request = self.to_http_observed(origin, now, auth, |signed| {
            steps = match signed {
                Signed::Tc3(value) => SigningSteps::Tc3(Tc3Steps::of(value, secret_key, now.unix)),
                Signed::V1(source, algorithm) => {
                    SigningSteps::V1(source.sign_with_steps(algorithm, secret_key))
                }
            };
        })?;
        Ok((request, steps))
    }
}
