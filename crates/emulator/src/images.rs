//! The image actions of ECM.

mod delete;
mod describe;
mod filters;
mod import;
mod modify;
mod tasks;

pub(crate) use self::describe::image_json;

use serde_json::{Map, Value};
use tencentcloud_catalog::Action;

use crate::clock::Moment;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::journal::CheckLog;
use crate::messages;
use crate::parameters::{Codes, Parameters};
use crate::rules::ImageSettings;
use crate::store::Store;

/// One call of an action, all checks that are not its own behind it.
pub(crate) struct Call<'a> {
    pub(crate) action: &'static Action,
    pub(crate) account: &'a str,
    pub(crate) parameters: &'a Parameters,
    pub(crate) now: Moment,
    pub(crate) rules: &'a ImageSettings,
    pub(crate) store: &'a mut Store,
    pub(crate) ids: &'a mut Ids,
    pub(crate) trail: &'a mut CheckLog,
}

/// The members of an answer, `RequestId` aside.
pub(crate) type Output = Map<String, Value>;

/// How an action is carried out.
pub(crate) type Handler = fn(&mut Call<'_>) -> Result<Output, Failure>;

/// The handler of an action; none for one that the catalogue knows and the
/// emulator does not.
pub(crate) fn handler(action: &Action) -> Option<Handler> {
    match (action.service, action.version, action.name) {
        ("ecm", "2019-07-19", "ImportImage") => Some(import::import),
        ("ecm", "2019-07-19", "DescribeImage") => Some(describe::describe),
        ("ecm", "2019-07-19", "DescribeCustomImageTask") => Some(tasks::describe),
        ("ecm", "2019-07-19", "DeleteImage") => Some(delete::delete),
        ("ecm", "2019-07-19", "ModifyImageAttribute") => Some(modify::modify),
        _ => None,
    }
}

impl Call<'_> {
    fn codes(&self) -> Codes {
        Codes::of(self.action)
    }

    /// Notes how a check went.
    fn check<T>(&mut self, name: &'static str, outcome: Result<T, Failure>) -> Result<T, Failure> {
        self.trail.check(name, outcome)
    }

    /// Refuses if a policy of the account denies this action.
    fn check_permission(&mut self) -> Result<(), Failure> {
        let outcome = if self.rules.denies(self.account, self.action.name) {
            let text = messages::denied(self.action.service, self.action.name);
            Err(Failure::new(self.codes().denied(), text))
        } else {
            Ok(())
        };
        self.check("permission", outcome)
    }

    /// Refuses control characters in these members.
    fn check_text(&mut self, members: &[&str]) -> Result<(), Failure> {
        let bad = members.iter().find(|member| {
            let text = self.parameters.text(member);
            text.is_some_and(|text| text.contains(char::is_control))
        });
        let outcome = bad.map_or(Ok(()), |member| {
            let text = messages::control_character(member);
            Err(Failure::new(self.codes().format(), text))
        });
        self.check("format", outcome)
    }
}

/// Refuses text of more characters than allowed; characters, not bytes.
fn check_length(code: &'static str, member: &str, text: &str, limit: usize) -> Result<(), Failure> {
    let length = text.chars().count();
    if length > limit {
        return Err(Failure::new(code, messages::too_long(member, length, limit)));
    }
    Ok(())
}
