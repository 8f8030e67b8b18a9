//! The result of each stage: a table with times, and a summary line.

use std::fmt;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::stages::Stage;

/// Displays as the table.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<(Stage, StageResult)>);

#[derive(Debug)]
pub(crate) enum StageResult {
    Passed(Duration),
    Failed(Duration, Failure),
    /// With the reason.
    Skipped(&'static str),
}

impl StageResult {
    pub(crate) fn new(outcome: Outcome, took: Duration) -> Self {
        match outcome {
            Ok(()) => Self::Passed(took),
            Err(failure) => Self::Failed(took, failure),
        }
    }
}

impl Report {
    pub(crate) fn add(&mut self, stage: Stage, result: StageResult) {
        self.0.push((stage, result));
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.count(|result| matches!(result, StageResult::Failed(..))) > 0
    }

    /// A stage passed and none failed. A run without stages is no success.
    pub(crate) fn is_success(&self) -> bool {
        !self.has_failed() && self.count(|result| matches!(result, StageResult::Passed(_))) > 0
    }

    fn count(&self, matches: impl Fn(&StageResult) -> bool) -> usize {
        self.0.iter().filter(|(_, result)| matches(result)).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (skipped, run): (Vec<_>, Vec<_>) =
            self.0.iter().partition(|(_, result)| matches!(result, StageResult::Skipped(_)));
        for (stage, result) in run.iter().chain(&skipped) {
            let name = stage.to_string();
            match result {
                StageResult::Passed(took) => {
                    writeln!(f, "{name:<12} passed  {}", MinutesSeconds(*took))?;
                }
                StageResult::Failed(took, failure) => {
                    writeln!(f, "{name:<12} FAILED  {}  {failure}", MinutesSeconds(*took))?;
                }
                StageResult::Skipped(reason) => writeln!(f, "{name:<12} skipped ({reason})")?,
            }
        }
        let passed = self.count(|result| matches!(result, StageResult::Passed(_)));
        let failed = self.count(|result| matches!(result, StageResult::Failed(..)));
        writeln!(f, "stages: {passed} passed, {failed} failed, {} skipped", skipped.len())
    }
}

/// Displays in a fixed width.
struct MinutesSeconds(Duration);

impl fmt::Display for MinutesSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        write!(f, "{:>3} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_stages_are_listed_last_with_a_reason() {
        let mut report = Report::default();
        report.add(Stage::Lint, StageResult::Skipped("not selected"));
        report.add(Stage::Unit, StageResult::Passed(Duration::from_secs(75)));
        report.add(
            Stage::Clients,
            StageResult::new(Err(Failure::new("no python3")), Duration::from_secs(2)),
        );
        assert_eq!(
            report.to_string(),
            "unit         passed    1 min 15 s\n\
             clients      FAILED    0 min 02 s  no python3\n\
             lint         skipped (not selected)\n\
             stages: 1 passed, 1 failed, 1 skipped\n"
        );
    }

    #[test]
    fn a_run_without_stages_is_no_success() {
        let mut report = Report::default();
        report.add(Stage::Lint, StageResult::Skipped("not selected"));
        assert!(!report.is_success());
        report.add(Stage::Unit, StageResult::Passed(Duration::ZERO));
        assert!(report.is_success());
    }
}
