//! What became of each stage: a table, and one line that counts.

use std::fmt;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::stages::Stage;

/// Displayed, it is the table.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<(Stage, Verdict)>);

#[derive(Debug)]
pub(crate) enum Verdict {
    Passed(Duration),
    Failed(Duration, Failure),
    /// And why.
    Skipped(&'static str),
}

impl Verdict {
    pub(crate) fn of(outcome: Outcome, took: Duration) -> Self {
        match outcome {
            Ok(()) => Self::Passed(took),
            Err(failure) => Self::Failed(took, failure),
        }
    }
}

impl Report {
    pub(crate) fn add(&mut self, stage: Stage, verdict: Verdict) {
        self.0.push((stage, verdict));
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.count(|verdict| matches!(verdict, Verdict::Failed(..))) > 0
    }

    /// Something passed and nothing failed. A run that ran nothing is no success.
    pub(crate) fn is_success(&self) -> bool {
        !self.has_failed() && self.count(|verdict| matches!(verdict, Verdict::Passed(_))) > 0
    }

    fn count(&self, wanted: impl Fn(&Verdict) -> bool) -> usize {
        self.0.iter().filter(|(_, verdict)| wanted(verdict)).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (skipped, run): (Vec<_>, Vec<_>) =
            self.0.iter().partition(|(_, verdict)| matches!(verdict, Verdict::Skipped(_)));
        for (stage, verdict) in run.iter().chain(&skipped) {
            let name = stage.to_string();
            match verdict {
                Verdict::Passed(took) => writeln!(f, "{name:<12} passed  {}", Spent(*took))?,
                Verdict::Failed(took, failure) => {
                    writeln!(f, "{name:<12} FAILED  {}  {failure}", Spent(*took))?;
                }
                Verdict::Skipped(reason) => writeln!(f, "{name:<12} skipped ({reason})")?,
            }
        }
        let passed = self.count(|verdict| matches!(verdict, Verdict::Passed(_)));
        let failed = self.count(|verdict| matches!(verdict, Verdict::Failed(..)));
        writeln!(f, "stages: {passed} passed, {failed} failed, {} skipped", skipped.len())
    }
}

/// Minutes and seconds, in a column.
struct Spent(Duration);

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        write!(f, "{:>3} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_stages_come_last_with_their_reason() {
        let mut report = Report::default();
        report.add(Stage::Lint, Verdict::Skipped("not asked for"));
        report.add(Stage::Unit, Verdict::Passed(Duration::from_secs(75)));
        report.add(
            Stage::Clients,
            Verdict::of(Err(Failure::new("no python3")), Duration::from_secs(2)),
        );
        assert_eq!(
            report.to_string(),
            "unit         passed    1 min 15 s\n\
             clients      FAILED    0 min 02 s  no python3\n\
             lint         skipped (not asked for)\n\
             stages: 1 passed, 1 failed, 1 skipped\n"
        );
    }

    #[test]
    fn a_run_of_nothing_is_no_success() {
        let mut report = Report::default();
        report.add(Stage::Lint, Verdict::Skipped("not asked for"));
        assert!(!report.is_success());
        report.add(Stage::Unit, Verdict::Passed(Duration::ZERO));
        assert!(report.is_success());
    }
}
