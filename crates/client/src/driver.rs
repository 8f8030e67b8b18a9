//! The one loop that joins the call machine to a transport.

use bytes::Bytes;
use tencentcloud_core::{
    Auth, Call, Credential, Date, Error, Limits, Received, Request, Step, TransportError,
};

use crate::client::Inner;
use crate::pending::Options;

impl Inner {
    /// Carries a call out; how many attempts it took stands beside the answer.
    pub(crate) async fn drive(
        &self,
        request: &Request,
        options: &Options,
    ) -> Result<(Received, u32), Error> {
        let origin = options.endpoint.origin(request.service())?;
        let mut call =
            Call::new(request, origin, options.limits).in_process(self.transport.in_process());
        loop {
            let credential = self.credential(request).await?;
            let now = self.clock.now();
            let step = self.authorize(request, credential.as_ref(), now.unix.date(), |auth| {
                call.next(now, auth)
            });
            match step {
                Step::Send(signed) => {
                    let outcome = self.exchange(signed, call.limits(now)).await;
                    call.receive(self.clock.now(), outcome);
                }
                Step::Wait(delay) => self.transport.sleep(delay).await,
                Step::Done(result) => return result.map(|received| (received, call.attempts())),
            }
        }
    }

    /// The signed request alone.
    pub(crate) async fn sign(
        &self,
        request: &Request,
        options: &Options,
    ) -> Result<http::Request<Bytes>, Error> {
        let origin = options.endpoint.origin(request.service())?;
        let credential = self.credential(request).await?;
        let now = self.clock.now();
        self.authorize(request, credential.as_ref(), now.unix.date(), |auth| {
            request.to_http(&origin, now, auth)
        })
        .map_err(|error| Error::Request { error, action: request.action().into() })
    }

    async fn credential(&self, request: &Request) -> Result<Option<Credential>, Error> {
        if !request.is_signed() {
            return Ok(None);
        }
        self.credentials.credential().await.map(Some).map_err(Error::Credential)
    }

    fn authorize<T>(
        &self,
        request: &Request,
        credential: Option<&Credential>,
        date: Date,
        make: impl FnOnce(Auth<'_>) -> T,
    ) -> T {
        let Some(credential) = credential else {
            return make(Auth::Skip);
        };
        let key = self.keys.key(credential, date, request.service());
        make(Auth::Sign { credential, key: &key })
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<Received, TransportError> {
        let (head, body) = self.transport.send(request, limits).await?.into_parts();
        let body = body.collect(limits.body).await?;
        Ok(Received { status: head.status, headers: head.headers, body })
    }
}
