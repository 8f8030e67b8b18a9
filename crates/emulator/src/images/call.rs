//! One call of an image action.

use serde_json::{Map, Value};
use tencentcloud_catalog::Action;

use crate::check_log::CheckLog;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::image_settings::ImageSettings;
use crate::messages;
use crate::moment::Moment;
use crate::parameters::{Codes, Parameters};
use crate::store::Store;

/// One call of an action, after all checks that actions have in common.
pub(crate) struct Call<'a> {
    pub(crate) action: &'static Action,
    pub(crate) account: &'a str,
    pub(crate) parameters: &'a Parameters,
    pub(crate) now: Moment,
    pub(crate) settings: &'a ImageSettings,
    pub(crate) store: &'a mut Store,
    pub(crate) ids: &'a mut Ids,
    pub(crate) checks: &'a mut CheckLog,
}

/// The members of an output, without `RequestId`.
pub(crate) type Output = Map<String, Value>;

/// The implementation of an action.
pub(crate) type Handler = fn(&mut Call<'_>) -> Result<Output, Failure>;

impl Call<'_> {
    pub(super) fn codes(&self) -> Codes {
        Codes::of(self.action)
    }

    /// Records the result of a check and returns it.
    pub(super) fn check<T>(
        &mut self,
        name: &'static str,
        result: Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.checks.check(name, result)
    }

    /// Fails if a policy of the account denies this action, or if it is set to fail.
    pub(crate) fn check_permission(&mut self) -> Result<(), Failure> {
        let result = if self.settings.denies(self.account, self.action.name) {
            let text = messages::denied(self.action.service, self.action.name);
            Err(Failure::new(self.codes().denied(), text))
        } else {
            Ok(())
        };
        self.check("permission", result)?;
        if self.settings.failing.contains(self.action.name) {
            let failure = Failure::new(self.codes().failed(), messages::operation_failed());
            return self.check("operation", Err(failure));
        }
        Ok(())
    }

    /// Fails if one of these members has a control character.
    pub(super) fn check_format(&mut self, members: &[&str]) -> Result<(), Failure> {
        let invalid = members.iter().find(|member| {
            let value = self.parameters.string(member);
            value.is_some_and(|value| value.contains(char::is_control))
        });
        let result = invalid.map_or(Ok(()), |member| {
            let text = messages::control_character(member);
            Err(Failure::new(self.codes().format(), text))
        });
        self.check("format", result)
    }
}

/// Fails if a value has more characters (not bytes) than allowed.
pub(super) fn check_length(
    code: &'static str,
    member: &str,
    value: &str,
    limit: usize,
) -> Result<(), Failure> {
    let length = value.chars().count();
    if length > limit {
        return Err(Failure::new(code, messages::too_long(member, length, limit)));
    }
    Ok(())
}
