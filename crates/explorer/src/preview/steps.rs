//! What steps of both signatures have in common.

use super::words;
use crate::api::{Language, Step, StepId, StepLine};
use crate::known_mistakes::causes_at;
use crate::mask::Mask;

/// A step with its lines; the exact text is that of the lines joined.
pub(super) struct Draft<'a> {
    pub(super) number: usize,
    pub(super) id: StepId,
    pub(super) service: &'a str,
    pub(super) size: String,
    pub(super) summary: String,
    pub(super) lines: Vec<StepLine>,
    /// The exact text.
    pub(super) copy: &'a str,
}

impl Draft<'_> {
    /// The step without the secrets of an account. A text that has one is not exact any
    /// more, so it cannot be copied.
    pub(super) fn step(self, language: Language, mask: &Mask) -> Step {
        let Self { number, id, service, size, summary, mut lines, copy } = self;
        for line in &mut lines {
            line.text = mask.hide(&line.text);
        }
        Step {
            number,
            id,
            title: words::title(id).of(language),
            why: words::why(language, id, service),
            size,
            summary: mask.hide(&summary),
            lines,
            mistakes: causes_at(id).count(),
            hidden: None,
            copy: Some(copy.to_owned()).filter(|copy| mask.hide(copy) == *copy),
        }
    }
}

/// A line that ends the text.
pub(super) fn last(text: impl Into<String>, source: String) -> StepLine {
    StepLine { text: text.into(), source, ..StepLine::default() }
}
