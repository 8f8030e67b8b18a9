//! Descriptions of actions and members.

use std::fmt::Debug;

/// Descriptions that the user imported, if any. The catalog has none; the command reads
/// them from the user's copy of the official command's package.
pub trait Texts: Debug + Send + Sync {
    /// The texts of a version of a service.
    fn version(&self, service: &str, version: &str) -> Box<dyn VersionTexts>;
}

/// The descriptions of one version of a service, as plain text.
pub trait VersionTexts {
    /// What an action does.
    fn action(&self, action: &str) -> Option<String>;

    /// What a member of the input of an action is.
    fn input(&self, action: &str, member: &str) -> Option<String>;

    /// What a member of a structure is.
    fn member(&self, structure: &str, member: &str) -> Option<String>;
}
