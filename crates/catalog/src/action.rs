//! Actions.

use crate::Member;

/// An action of a service, with its input, output and error codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Action {
    /// Short name of the service: `ecm`.
    pub service: &'static str,
    /// Version of the service: `2019-07-19`.
    pub version: &'static str,
    /// Name of the action, the value of `X-TC-Action`: `ImportImage`.
    pub name: &'static str,
    /// A description in one sentence.
    pub summary: &'static str,
    /// Whether the action is idempotent.
    pub effect: Effect,
    /// Documented rate limit in requests per second, if there is one.
    pub rate: Option<u32>,
    /// Members of the input, without the common parameters.
    pub input: &'static [Member],
    /// Members of the output, without `RequestId`.
    pub output: &'static [Member],
    /// Error codes documented for this action, in addition to the common ones.
    pub error_codes: &'static [&'static str],
}

impl Action {
    /// The input member with this exact name.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.input.iter().find(|member| member.name == name)
    }

    /// Whether the error code is documented for this action.
    pub fn documents(&self, code: &str) -> bool {
        self.error_codes.contains(&code)
    }
}

/// Whether an action is idempotent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// The action changes nothing. Repeating it is safe.
    Read,
    /// The action changes something. Repeating it may change it twice, or fail
    /// because the first attempt succeeded.
    Write,
}
