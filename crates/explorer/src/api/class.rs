//! What an action does.

use serde::{Deserialize, Serialize};
use tencentcloud_catalog::ActionClass;

/// An [`ActionClass`] in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Class {
    Reads,
    ReadsPaid,
    Changes,
    Deletes,
    Charges,
}

impl From<ActionClass> for Class {
    fn from(class: ActionClass) -> Self {
        match class {
            ActionClass::Reads => Self::Reads,
            ActionClass::ReadsPaid => Self::ReadsPaid,
            ActionClass::Deletes => Self::Deletes,
            ActionClass::Charges => Self::Charges,
            // A class that is new here is taken for one that may change something.
            _ => Self::Changes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_spelled_as_in_the_catalog() {
        for class in [
            ActionClass::Reads,
            ActionClass::ReadsPaid,
            ActionClass::Changes,
            ActionClass::Deletes,
            ActionClass::Charges,
        ] {
            assert_eq!(serde_json::to_value(Class::from(class)).unwrap(), class.as_str());
        }
    }
}
