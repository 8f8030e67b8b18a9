//! Explaining a pasted request.

use http::StatusCode;
use tencentcloud_verify::RawRequest;
use tencentcloud_verify::captured::{Captured, CapturedError, Form};

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
    let request = saved(raw).map_err(|reason| {
        let reason = format!("the body must be one HTTP/1.1 request: {reason}");
        Refusal::new(StatusCode::BAD_REQUEST, reason)
    })?;
    let language = gateway::language(&ApiRequest::new(&request));
    let (explanation, _) = emulator.explain(&request, emulator.now().timestamp(), peer);
    Ok(explanation.to_json(language))
}

/// Reads a saved request as `tc3 explain` does, with a line end behind its body. The other
/// forms that the command reads may be incomplete, which its notes say.
fn saved(raw: &[u8]) -> Result<RawRequest, String> {
    match Captured::read(raw, &mut |_| Err("the emulator reads no files".to_owned())) {
        Ok(Captured { form: Form::Saved, request, .. }) => Ok(request),
        Ok(_) => Err("give what curl prints and command lines to tc3 explain".to_owned()),
        Err(CapturedError::NoRequest(error)) => Err(error.to_string()),
        Err(error) => Err(error.to_string()),
    }
}
