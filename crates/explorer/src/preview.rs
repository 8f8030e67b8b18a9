//! A call as the request that would be sent now: its exact bytes, and every step of its
//! signature.

mod lines;
mod mark;
mod steps;
mod tc3;
mod v1;
mod words;

use bytes::Bytes;
use tencentcloud_catalog as catalog;
use tencentcloud_client::SystemClock;
use tencentcloud_core::sign::SigningSteps;
use tencentcloud_core::{Clock, Now, RequestError, Timestamp};
use tencentcloud_hyper::http1_head;

use self::lines::Sent;
use crate::api::{Call, Destination, Language, Preview, PreviewRequest, SignedRequest, TargetKind};
use crate::chinese::{request_problem, sentence};
use crate::explorer::Inner;
use crate::findings::findings;
use crate::mask::Mask;
use crate::request::Outgoing;

/// How long the service accepts a signature, in seconds.
pub(crate) const ACCEPTED: u64 = 300;

/// JavaScript holds integers up to here.
const LARGEST_RANDOM: u64 = (1 << 53) - 1;

/// A request that is signed, and how.
#[derive(Debug)]
pub(crate) struct Signed {
    pub(crate) outgoing: Outgoing,
    pub(crate) request: http::Request<Bytes>,
    pub(crate) steps: SigningSteps,
    /// What the transport sends before the body.
    pub(crate) head: Vec<u8>,
    pub(crate) now: Now,
}

impl Inner {
    pub(crate) fn preview(&self, asked: &PreviewRequest) -> Preview {
        let PreviewRequest { language, call, destination, time, random, at } = asked;
        let now = self.now(destination.target, *time, *random);
        let action = catalog::action(&call.service, &call.version, &call.action);
        let findings =
            action.map(|action| findings(*language, action, &call.input)).unwrap_or_default();
        let signed = self.signed(*language, call, destination, now);
        let url = match &signed {
            Ok(signed) => format!("{}/", signed.outgoing.origin),
            Err(_) if destination.target == TargetKind::Emulator => {
                format!("{}/", self.emulator_url)
            }
            Err(_) => String::new(),
        };
        let mask = self.mask(destination.target);
        let (request, problem) = match signed {
            Ok(signed) => (Some(shown(*language, &signed, &mask, at.as_deref())), None),
            Err(problem) => (None, Some(mask.hide(&problem))),
        };
        let (time, random) = (now.unix.seconds(), now.random);
        Preview { findings, time, random, url, problem, request }
    }

    /// Signs a call, or says in a sentence why it cannot be.
    pub(crate) fn signed(
        &self,
        language: Language,
        call: &Call,
        destination: &Destination,
        now: Now,
    ) -> Result<Signed, String> {
        let outgoing = self.outgoing(language, call, destination)?;
        let credential = self.credential(destination.target);
        if outgoing.request.is_signed() {
            if credential.is_none() {
                return Err(language
                    .of(
                        "There is no key for this target. Keys are never typed into this page.",
                        "没有用于此目标的密钥。密钥从不在此页输入。",
                    )
                    .to_owned());
            }
            if !outgoing.origin.allows_credentials() {
                let error = RequestError::PlainHttp(outgoing.origin.to_string());
                return Err(request_problem(language, &error));
            }
        }
        let signed =
            outgoing.request.to_http_with_steps(&outgoing.origin, now, credential.as_ref());
        let (request, steps) = signed.map_err(|error| request_problem(language, &error))?;
        let head = http1_head(&request).map_err(|error| sentence(&error.to_string()))?;
        Ok(Signed { outgoing, request, steps, head, now })
    }

    /// The time and random number of a request: as given, so that the same bytes come out,
    /// else those of the clock that the target has.
    pub(crate) fn now(&self, target: TargetKind, time: Option<u64>, random: Option<u64>) -> Now {
        let now = match target {
            TargetKind::Emulator => self.emulator.clock().now(),
            TargetKind::Custom | TargetKind::Cloud => SystemClock.now(),
        };
        let random = random.unwrap_or(SystemClock.now().random & LARGEST_RANDOM);
        Now::new(time.map_or(now.unix, Timestamp::saturating), now.elapsed, random)
    }

    /// What of a request to a target the page may not see.
    pub(crate) fn mask(&self, target: TargetKind) -> Mask {
        let account = self.account.as_ref().filter(|_| target != TargetKind::Emulator);
        Mask::new(account.map(|account| &account.credential))
    }
}

/// A signed request as the page shows it. `at` is the JSON pointer of a member to mark.
pub(crate) fn shown(
    language: Language,
    signed: &Signed,
    mask: &Mask,
    at: Option<&str>,
) -> SignedRequest {
    let Signed { request, steps, head, now, .. } = signed;
    let sent = Sent { language, request, steps, head, mask, at };
    let (lines, letters) = sent.lines();
    let (scheme, steps) = match steps {
        SigningSteps::Tc3(steps) => {
            ("TC3-HMAC-SHA256", tc3::steps(language, steps, &letters, mask))
        }
        SigningSteps::V1(steps) => {
            (steps.algorithm.as_str(), v1::steps(language, steps, &letters, request, mask))
        }
        _ => ("TC3-HMAC-SHA256", Vec::new()),
    };
    SignedRequest {
        lines,
        binary: sent.text().is_none(),
        scheme: scheme.to_owned(),
        steps,
        expires: now.unix.seconds().saturating_add(ACCEPTED),
    }
}

#[cfg(test)]
mod tests;
