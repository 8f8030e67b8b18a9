//! `/_explorer/mistakes`: the known mistakes of a step.

use serde::{Deserialize, Serialize};

use super::{Language, StepId};

#[derive(Debug, Deserialize)]
pub(crate) struct MistakesRequest {
    pub(crate) language: Language,
    pub(crate) step: StepId,
}

#[derive(Debug, Serialize)]
pub(crate) struct Mistakes {
    pub(crate) mistakes: Vec<Mistake>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Mistake {
    pub(crate) cause: &'static str,
    pub(crate) sentence: &'static str,
    /// The mistake as a line of code.
    pub(crate) fix: Option<&'static str>,
}
