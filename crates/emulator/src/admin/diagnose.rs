//! Explaining a pasted request.

use http::StatusCode;
use tencentcloud_verify::RawRequest;

use super::refusal::Refusal;
use crate::api_request::ApiRequest;
use crate::emulator::Emulator;
use crate::gateway;
use crate::peer::Peer;
use crate::size_limit::WHOLE_LIMIT;

/// Explains a raw request as if it arrived now, in its language.
pub(super) fn explain(
    emulator: &Emulator,
    raw: &[u8],
    peer: Option<Peer>,
) -> Result<String, Refusal> {
    if raw.len() > WHOLE_LIMIT {
        let reason = format!("the request has more than {WHOLE_LIMIT} bytes");
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, reason));
    }
    let request = RawRequest::parse(raw).map_err(|error| {
        let reason = format!("the body must be one HTTP/1.1 request: {error}");
        Refusal::new(StatusCode::BAD_REQUEST, reason)
    })?;
    let language = gateway::language(&ApiRequest::new(&request));
    let (explanation, _) = emulator.explain(&request, emulator.now().timestamp(), peer);
    Ok(explanation.to_json(language))
}
