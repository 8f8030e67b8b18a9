//! The stages of a run and their order.

use clap::ValueEnum;

use crate::failure::Outcome;
use crate::process;
use crate::report::{Report, StageResult};
use crate::stages::Stage;

/// All stages. A stage that does not run has a reason.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan(Vec<(Stage, Option<&'static str>)>);

impl Plan {
    /// The selected stages, or all if none is selected, except `without`. They
    /// run in the order of their declaration, cheap stages first.
    pub(crate) fn new(selected: &[Stage], without: &[Stage]) -> Self {
        let reason = |stage| {
            if without.contains(stage) {
                Some("--without")
            } else if !selected.is_empty() && !selected.contains(stage) {
                Some("not selected")
            } else {
                None
            }
        };
        Self(Stage::value_variants().iter().map(|stage| (*stage, reason(stage))).collect())
    }

    /// Runs the stages one by one until one fails.
    pub(crate) fn run(self, mut run: impl FnMut(Stage) -> Outcome) -> Report {
        let mut report = Report::default();
        for (stage, reason) in self.0 {
            if let Some(reason) = reason {
                report.add(stage, StageResult::Skipped(reason));
            } else if report.has_failed() {
                report.add(stage, StageResult::Skipped("not reached"));
            } else {
                eprintln!("\n== {stage}");
                let started = process::now();
                let outcome = run(stage);
                let took = process::now().duration_since(started);
                report.add(stage, StageResult::new(outcome, took));
            }
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Failure;

    fn stages_run(selected: &[Stage], without: &[Stage]) -> Vec<Stage> {
        let mut seen = Vec::new();
        Plan::new(selected, without).run(|stage| {
            seen.push(stage);
            Ok(())
        });
        seen
    }

    #[test]
    fn selected_stages_run_in_declared_order() {
        let all = Stage::value_variants();
        assert_eq!(stages_run(&[], &[]), all);
        assert_eq!(stages_run(&[Stage::Unit, Stage::Lint], &[]), [Stage::Lint, Stage::Unit]);
        assert_eq!(stages_run(&[], &[Stage::Clients]).len(), all.len() - 1);
        assert_eq!(stages_run(&[Stage::Unit], &[Stage::Unit]), []);
    }

    #[test]
    fn no_stage_runs_after_a_failure() {
        let mut seen = Vec::new();
        let report = Plan::new(&[], &[]).run(|stage| {
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
