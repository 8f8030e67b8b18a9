//! From a request to its response.

use std::net::SocketAddr;
use std::time::Instant;

use bytes::Bytes;
use http::{Request, Response};
use tencentcloud_core::CommonCode;
use tencentcloud_verify::RawRequest;

use crate::api_request::{ApiRequest, CommonParameter};
use crate::emulator::Emulator;
use crate::failure::Failure;
use crate::gateway::{self, AuthorizedRequest};
use crate::images::{Call, Output};
use crate::journal::{self, Entry};
use crate::moment::Moment;
use crate::peer::Peer;
use crate::shortened::shortened;
use crate::state::State;
use crate::{admin, messages, parameters, response};

/// Larger bodies do not go into the journal, in bytes.
const JOURNAL_LIMIT: usize = 4_096;

impl Emulator {
    /// Responds to a request of the API or of the [administration](crate::admin).
    /// It does not block and reads no clock but the emulator's.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "takes the request by value, as a transport does"
    )]
    pub fn respond(&self, request: Request<Bytes>) -> Response<Bytes> {
        self.respond_to(None, &request)
    }

    /// Responds to a peer; without one, to this process.
    pub(crate) fn respond_to(
        &self,
        peer: Option<Peer>,
        request: &Request<Bytes>,
    ) -> Response<Bytes> {
        let raw = RawRequest::from_http(request);
        if let Some(path) = admin::path(&raw) {
            return admin::respond(self, path, &raw, peer);
        }
        let began = stopwatch();
        let now = self.now();
        let mut entry = Entry::new(now, self.state().ids.request());
        let text = journal::raw(request);
        let request = ApiRequest::new(&raw);
        record(&request, &mut entry);
        entry.peer = peer.map(|peer| SocketAddr::new(peer.remote, peer.remote_port).to_string());
        let mut response = match self.serve(&request, now, &mut entry) {
            Ok(output) => {
                entry.result = journal::result(&output);
                response::success(output, &entry.request_id, now.timestamp())
            }
            Err(Failure { code, text }) => {
                let language = gateway::language(&request);
                let message = text.into_language(language);
                let mut response =
                    response::error(code, &message, &entry.request_id, now.timestamp());
                if raw.method() == "CONNECT" {
                    response::refuse_tunnel(&mut response);
                }
                code.clone_into(&mut entry.result);
                (entry.code, entry.message) = (Some(code), Some(message));
                if entry.checks.refused_by().is_some_and(gateway::may_refuse_signature) {
                    let diagnosis = self.diagnose(&raw, now.timestamp(), peer, language);
                    if let Some(diagnosis) = &diagnosis {
                        response::insert_diagnosis(&mut response, diagnosis);
                    }
                    entry.details.diagnosis = diagnosis;
                }
                response
            }
        };
        let fidelity = gateway::fidelity(&request, self.inner().has_stubs);
        response::insert_fidelity(&mut response, fidelity);
        entry.fidelity = fidelity;
        if fidelity == "stub" && entry.code.is_none() {
            "stub".clone_into(&mut entry.result);
        }
        entry.redact_unless_verified();
        let text = self.inner().journal_text(text, &entry);
        entry.duration_ms = began.elapsed().as_secs_f64() * 1000.0;
        self.state().journal.push(&mut entry, text);
        response
    }

    fn serve(
        &self,
        request: &ApiRequest<'_>,
        now: Moment,
        entry: &mut Entry,
    ) -> Result<Output, Failure> {
        let AuthorizedRequest { account, action, handler } =
            gateway::authorize(request, self.inner(), now.timestamp(), entry)?;

        let rate = {
            let mut state = self.state();
            // Read under the lock, so that the times are in order.
            let now = self.now();
            state.limiter.admit(&account, action, now)
        };
        let rate = rate.map_err(|calls| {
            Failure::common(CommonCode::RequestLimitExceeded, messages::too_many(&calls))
        });
        entry.checks.check("rate limit", rate)?;

        let parameters =
            parameters::read(request, action, Self::models(action), &mut entry.checks)?;
        if entry.body_bytes <= JOURNAL_LIMIT {
            entry.details.parameters = Some(parameters.to_json());
        }

        let mut state = self.state();
        let State { store, ids, .. } = &mut *state;
        handler(&mut Call {
            action,
            account: &account,
            parameters: &parameters,
            now: self.now(),
            settings: &self.inner().image_settings,
            store,
            ids,
            checks: &mut entry.checks,
        })
    }
}

/// How long a response takes is for people: nothing is decided by it.
#[expect(clippy::disallowed_methods, reason = "the emulator's clock may stand still")]
fn stopwatch() -> Instant {
    Instant::now()
}

fn record(request: &ApiRequest<'_>, entry: &mut Entry) {
    let raw = request.raw;
    let text = |text| shortened(text).into_owned();
    let value = |parameter| request.value(parameter).ok().flatten().map(text);
    entry.method = text(raw.method());
    entry.path = text(raw.path());
    entry.host = raw.host().map(text);
    entry.action = value(CommonParameter::ACTION);
    entry.version = value(CommonParameter::VERSION);
    entry.region = value(CommonParameter::REGION);
    entry.client = value(CommonParameter::CLIENT);
    entry.user_agent = raw.header("user-agent").ok().flatten().map(text);
    entry.body_bytes = raw.body().len();
}
