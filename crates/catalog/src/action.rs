//! One action of a service.

use crate::Member;

/// What an action is called, takes, gives, and how it may fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Action {
    /// Short name of the service it belongs to: `ecm`.
    pub service: &'static str,
    /// Version of the service it belongs to: `2019-07-19`.
    pub version: &'static str,
    /// Its name, the value of `X-TC-Action`: `ImportImage`.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Whether it changes anything.
    pub effect: Effect,
    /// Documented requests per second, if a number is documented.
    pub rate: Option<u32>,
    /// Members of the request, without the common parameters.
    pub input: &'static [Member],
    /// Members of the answer, without `RequestId`, which every answer has.
    pub output: &'static [Member],
    /// Error codes documented for this action. The common ones can come as well.
    pub error_codes: &'static [&'static str],
}

impl Action {
    /// The member of the request that has this very name.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.input.iter().find(|member| member.name == name)
    }

    /// Whether this error code is documented for this action.
    pub fn documents(&self, code: &str) -> bool {
        self.error_codes.contains(&code)
    }
}

/// Whether calling an action twice differs from calling it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// It only looks: sending it again is harmless.
    Read,
    /// It changes something: sending it again may do so twice, or fail because
    /// the first time worked.
    Write,
}
