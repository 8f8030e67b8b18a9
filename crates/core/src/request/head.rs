//! What stays the same from one request of an action to the next.

use core::fmt;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, Method, Uri};

use super::http_request::{POST_LIMIT, X_TC_TIMESTAMP, X_TC_TOKEN, limited, token_header};
use super::{Auth, Content, Request, RequestError, SignatureMethod};
use crate::sign::{Payload, Signer};
use crate::{Credential, Date, Now, Origin, Timestamp};

/// The head of a JSON request, for others that differ in body and time only.
///
/// To make a head takes several times what is left to do for each request: to
/// copy it, and to set time and signature. So whoever sends many keeps it.
pub(crate) struct Head {
    /// What it is for; its input does not matter.
    like: Request,
    origin: Origin,
    credential: Credential,
    date: Date,
    uri: Uri,
    /// Without secrets, and with a time to be set over.
    headers: HeaderMap,
    signer: Signer,
}

impl Head {
    /// The head of this request, unless it has one of its own: of another form,
    /// unsigned, or with headers that only this request may have.
    pub(crate) fn of(
        request: &Request,
        origin: &Origin,
        now: Now,
        auth: Auth<'_>,
    ) -> Result<Option<Self>, RequestError> {
        let Auth::Sign { credential, key } = auth else { return Ok(None) };
        if !request.has_plain_head() {
            return Ok(None);
        }
        let mut like = request.clone();
        like.0.content = Content::Json(Bytes::new());
        let date = now.unix.date();
        let key = like.right_key(credential, key, date).into_owned();
        let signer = like.signer(origin, credential, key, now)?;
        // Nothing is signed here: what is secret is set for each request, and only
        // has its place among the others.
        let (parts, _) = like.to_http(origin, now, Auth::Skip)?.into_parts();
        let (uri, mut headers) = (parts.uri, parts.headers);
        if credential.token().is_some() {
            headers.remove(AUTHORIZATION);
            headers.insert(X_TC_TOKEN, HeaderValue::from_static(""));
            headers.insert(AUTHORIZATION, HeaderValue::from_static(""));
        }
        let (origin, credential) = (origin.clone(), credential.clone());
        Ok(Some(Self { like, origin, credential, date, uri, headers, signer }))
    }

    /// Whether it is that of a request like this.
    pub(crate) fn fits(&self, request: &Request, origin: &Origin) -> bool {
        request.has_plain_head_of(&self.like)
            && self.origin.authority() == origin.authority()
            && self.origin.scheme() == origin.scheme()
    }

    /// Whether the other is of no use any more: it is for the same requests, or
    /// with keys that have been replaced.
    pub(crate) fn replaces(&self, other: &Self) -> bool {
        self.credential != other.credential || self.fits(&other.like, &other.origin)
    }

    /// Whether it may be used with these keys, on this day.
    pub(crate) fn is_by(&self, credential: &Credential, date: Date) -> bool {
        self.date == date && self.credential == *credential
    }

    /// The HTTP request for a request that it fits, at a time of its day.
    pub(crate) fn to_http(
        &self,
        request: &Request,
        at: Timestamp,
    ) -> Result<http::Request<Bytes>, RequestError> {
        let body = request.body().clone();
        limited(body.len(), POST_LIMIT)?;
        let payload =
            if request.0.unsigned_payload { Payload::Unsigned } else { Payload::Signed(&body) };
        let authorization = self.signer.to_header_value(payload, at)?;
        let authorization =
            authorization.ok_or_else(|| RequestError::Header("Authorization".into()))?;
        let mut headers = self.headers.clone();
        headers.insert(X_TC_TIMESTAMP, at.into());
        if let Some(token) = self.credential.token() {
            headers.insert(X_TC_TOKEN, token_header(token)?);
        }
        headers.insert(AUTHORIZATION, authorization);
        let mut made = http::Request::new(body);
        *made.method_mut() = Method::POST;
        *made.uri_mut() = self.uri.clone();
        *made.headers_mut() = headers;
        Ok(made)
    }
}

impl Request {
    /// Whether a head that the other has, for some host, is right for this one.
    pub(crate) fn has_plain_head_of(&self, other: &Self) -> bool {
        let (ours, others) = (&*self.0, &*other.0);
        ours.action == others.action
            && ours.service == others.service
            && ours.version == others.version
            && ours.region == others.region
            && ours.language == others.language
            && ours.client == others.client
            && ours.unsigned_payload == others.unsigned_payload
            && self.has_plain_head()
    }

    /// Whether its head depends on nothing but that.
    fn has_plain_head(&self) -> bool {
        matches!(self.0.content, Content::Json(_))
            && self.0.signature == SignatureMethod::Tc3
            && self.0.trace_id.is_none()
            && self.0.signed_headers.is_empty()
            && self.0.headers.is_empty()
    }
}

/// Without the key and the token that are in it.
impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("like", &self.like)
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}
