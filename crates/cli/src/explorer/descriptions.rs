//! The imported texts, as the explorer takes them.

use tencentcloud_explorer as explorer;

use crate::texts::{Owner, Texts, VersionTexts, plain};

impl explorer::Texts for Texts {
    fn version(&self, service: &str, version: &str) -> Box<dyn explorer::VersionTexts> {
        Box::new(self.version(service, version))
    }
}

impl explorer::VersionTexts for VersionTexts {
    fn action(&self, action: &str) -> Option<String> {
        self.action(action).map(plain)
    }

    fn input(&self, action: &str, member: &str) -> Option<String> {
        self.member(Owner::Input(action), member).map(plain)
    }

    fn member(&self, structure: &str, member: &str) -> Option<String> {
        self.member(Owner::Structure(structure), member).map(plain)
    }
}
