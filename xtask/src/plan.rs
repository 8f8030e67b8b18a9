//! Which stages run, and in which order.

use clap::ValueEnum;

use crate::failure::Outcome;
use crate::process;
use crate::report::{Report, Verdict};
use crate::stages::Stage;

/// Every stage, each with the reason why it does not run, if there is one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan(Vec<(Stage, Option<&'static str>)>);

impl Plan {
    /// The stages asked for, or all, less those to do without; always in the
    /// order in which they are declared, cheap ones first.
    pub(crate) fn new(asked: &[Stage], without: &[Stage]) -> Self {
        let reason = |stage| {
            if without.contains(stage) {
                Some("left out with --without")
            } else if !asked.is_empty() && !asked.contains(stage) {
                Some("not asked for")
            } else {
                None
            }
        };
        Self(Stage::value_variants().iter().map(|stage| (*stage, reason(stage))).collect())
    }

    /// Runs one stage after the other until one fails.
    pub(crate) fn carry_out(self, mut run: impl FnMut(Stage) -> Outcome) -> Report {
        let mut report = Report::default();
        for (stage, reason) in self.0 {
            if let Some(reason) = reason {
                report.add(stage, Verdict::Skipped(reason));
            } else if report.has_failed() {
                report.add(stage, Verdict::Skipped("not reached"));
            } else {
                eprintln!("\n== {stage}");
                let started = process::now();
                let outcome = run(stage);
                let took = process::now().duration_since(started);
                report.add(stage, Verdict::of(outcome, took));
            }
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Failure;

    fn run_of(asked: &[Stage], without: &[Stage]) -> Vec<Stage> {
        let mut seen = Vec::new();
        Plan::new(asked, without).carry_out(|stage| {
            seen.push(stage);
            Ok(())
        });
        seen
    }

    #[test]
    fn all_stages_run_in_order_unless_some_are_named_or_left_out() {
        let all = Stage::value_variants();
        assert_eq!(run_of(&[], &[]), all);
        assert_eq!(run_of(&[Stage::Unit, Stage::Lint], &[]), [Stage::Lint, Stage::Unit]);
        assert_eq!(run_of(&[], &[Stage::Clients]).len(), all.len() - 1);
        assert_eq!(run_of(&[Stage::Unit], &[Stage::Unit]), []);
    }

    #[test]
    fn nothing_runs_after_a_failure() {
        let mut seen = Vec::new();
        let report = Plan::new(&[], &[]).carry_out(|stage| {
            seen.push(stage);
            match stage {
                Stage::Unit => Err(Failure::new("a test failed")),
                _ => Ok(()),
            }
        });
        assert_eq!(seen, [Stage::Lint, Stage::Unit]);
        assert!(!report.is_success());
    }
}
