//! From a request to its answer.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use tencentcloud_core::{CommonCode, Credential};
use tencentcloud_verify::{KeyRing, RawRequest};

use crate::builder::Builder;
use crate::clock::VirtualClock;
use crate::failure::Failure;
use crate::gateway::{self, AuthorizedRequest, Parameter, Source};
use crate::images::{Call, Output};
use crate::journal::Entry;
use crate::rules::ImageSettings;
use crate::source_image::SourceImage;
use crate::state::State;
use crate::{admin, messages, parameters, reply};

/// A Tencent Cloud of its own, in this process.
///
/// Cloning is cheap, and clones are the same cloud. It is a
/// [`Transport`](tencentcloud_core::Transport) for blocking and for async
/// clients alike, and `Server` makes it reachable over HTTP. Whatever it is
/// asked, it answers: errors of the API are answers, too.
#[derive(Clone)]
pub struct Emulator(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) keys: KeyRing,
    pub(crate) credential: Credential,
    pub(crate) clock: VirtualClock,
    pub(crate) rules: ImageSettings,
    pub(crate) seed: Vec<SourceImage>,
    pub(crate) state: Mutex<State>,
}

impl Emulator {
    /// Starts one with settings of one's own; without any it has a fresh key
    /// pair, one account, and the CVM image `img-pmqg1cw9` in `ap-chengdu`.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// A key pair that this emulator accepts: the first that it was given, or
    /// the one that it made for itself. Clients refuse to send the latter to
    /// Tencent Cloud.
    pub fn credential(&self) -> Credential {
        self.0.credential.clone()
    }

    /// Its clock, which can be read, moved and stopped.
    pub fn clock(&self) -> VirtualClock {
        self.0.clock.clone()
    }

    /// Answers one request, whatever it is. Nothing is awaited, and no clock is
    /// read but the emulator's own.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a request is sent once, as transports have it"
    )]
    pub fn respond(&self, request: Request<Bytes>) -> Response<Bytes> {
        let request = RawRequest::from_http(&request);
        if let Some(path) = admin::path(&request) {
            return admin::answer(self, path, &request);
        }
        let now = self.0.clock.moment();
        let mut entry = Entry::new(now, self.state().ids.request());
        let source = Source::of(&request);
        note(&source, &mut entry);
        let outcome = self.serve(&source, &mut entry);
        let at = now.timestamp();
        let answer = match outcome {
            Ok(output) => reply::success(output, &entry.request_id, at),
            Err(Failure { code, text }) => {
                let message = text.into_language(gateway::language(&source));
                let mut answer = reply::error(code, &message, &entry.request_id, at);
                if request.method() == "CONNECT" {
                    reply::refuse_tunnel(&mut answer);
                }
                (entry.code, entry.message) = (Some(code), Some(message));
                answer
            }
        };
        self.state().journal.push(entry);
        answer
    }

    fn serve(&self, source: &Source<'_>, entry: &mut Entry) -> Result<Output, Failure> {
        let now = self.0.clock.moment().timestamp();
        let AuthorizedRequest { account, action, handler } =
            gateway::admit(source, &self.0.keys, now, entry)?;

        let limit = {
            let mut state = self.state();
            // Under the lock, so that times come in order.
            let now = self.0.clock.moment();
            state.limiter.admit(&account, action, now)
        };
        let limit = limit.map_err(|calls| {
            Failure::common(CommonCode::RequestLimitExceeded, messages::too_many(&calls))
        });
        entry.trail.check("rate limit", limit)?;

        let body = parameters::read(source, action);
        let body = entry.trail.check("body", body)?;
        let parameters = parameters::check(body, action, &mut entry.trail)?;
        if entry.body_bytes <= MOST_JOURNALLED {
            entry.findings.parameters = Some(parameters.as_json().clone());
        }

        let mut state = self.state();
        let State { store, ids, .. } = &mut *state;
        handler(&mut Call {
            action,
            account: &account,
            parameters: &parameters,
            now: self.0.clock.moment(),
            rules: &self.0.rules,
            store,
            ids,
            trail: &mut entry.trail,
        })
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// What changes. A panic elsewhere leaves whole values behind, so a
    /// poisoned lock is still good.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Bodies above this many bytes do not go into the journal.
const MOST_JOURNALLED: usize = 4_096;

fn note(source: &Source<'_>, entry: &mut Entry) {
    let request = source.request;
    let value = |parameter| source.value(parameter).ok().flatten().map(str::to_owned);
    request.method().clone_into(&mut entry.method);
    request.path().clone_into(&mut entry.path);
    entry.host = request.host().map(str::to_owned);
    entry.action = value(Parameter::ACTION);
    entry.version = value(Parameter::VERSION);
    entry.region = value(Parameter::REGION);
    entry.client = value(Parameter::CLIENT);
    entry.body_bytes = request.body().len();
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator")
            .field("credential", &self.0.credential)
            .field("clock", &self.0.clock)
            .field("rules", &self.0.rules)
            .finish_non_exhaustive()
    }
}
