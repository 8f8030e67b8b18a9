//! The explanation for people.

use tencentcloud_core::Language;
use tencentcloud_verify::Explanation;

/// The verdict, the causes and the steps of both sides.
pub(super) fn text(explanation: &Explanation, notes: &[String], language: Language) -> String {
    let mut text = format!("{}\n\n", explanation.verdict.as_str());
    text += &explanation.message(language);
    for note in notes {
        text += "\n";
        text += note;
    }
    text
}
