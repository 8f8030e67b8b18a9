//! The list of findings, bounded.

use super::path::Path;
use super::{Finding, FindingKind, MAX_FINDINGS};

/// Collects findings. Beyond the limit it counts them, so that a large text does not
/// become a larger list.
pub(super) struct Findings {
    found: Vec<Finding>,
    errors: usize,
    warnings: usize,
}

impl Findings {
    pub(super) fn new() -> Self {
        Self { found: Vec::new(), errors: 0, warnings: 0 }
    }

    /// Adds an error. Its kind is computed only if it is listed.
    pub(super) fn error(&mut self, path: &Path<'_>, kind: impl FnOnce() -> FindingKind) {
        self.errors += 1;
        if self.errors <= MAX_FINDINGS {
            self.found.push(Finding::at(path, kind()));
        }
    }

    /// Adds a warning.
    pub(super) fn warning(&mut self, path: &Path<'_>, kind: FindingKind) {
        self.warnings += 1;
        if self.warnings <= MAX_FINDINGS {
            self.found.push(Finding::at(path, kind));
        }
    }

    /// The findings in the order of the text, the number of the others last.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        let errors = self.errors.saturating_sub(MAX_FINDINGS);
        let warnings = self.warnings.saturating_sub(MAX_FINDINGS);
        if errors + warnings > 0 {
            let kind = FindingKind::More { errors, warnings };
            self.found.push(Finding::at(&Path::Root, kind));
        }
        self.found
    }
}
