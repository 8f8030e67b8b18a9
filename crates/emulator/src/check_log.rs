//! The checks that a request has passed.

use serde::Serialize;

use crate::failure::Failure;

/// The names of the checks that a request has passed, in order, and of the check
/// that refused it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct CheckLog {
    passed: Vec<&'static str>,
    refused_by: Option<&'static str>,
}

impl CheckLog {
    /// The name of the check that refused the request.
    pub(crate) fn refused_by(&self) -> Option<&'static str> {
        self.refused_by
    }

    /// Records the result of a check and returns it.
    pub(crate) fn check<T>(
        &mut self,
        name: &'static str,
        result: Result<T, Failure>,
    ) -> Result<T, Failure> {
        match &result {
            Ok(_) => self.passed.push(name),
            Err(_) => self.refused_by = Some(name),
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::CommonCode;

    use super::*;
    use crate::messages;

    #[test]
    fn passed_checks_and_the_refusing_one_are_listed() {
        let mut checks = CheckLog::default();
        assert_eq!(checks.check("one", Ok(1)).unwrap(), 1);
        let failure = Failure::common(CommonCode::InvalidParameter, messages::not_an_object());
        checks.check::<()>("two", Err(failure)).unwrap_err();
        let json = serde_json::to_value(&checks).unwrap();
        assert_eq!(json, serde_json::json!({"passed": ["one"], "refused_by": "two"}));
    }
}
