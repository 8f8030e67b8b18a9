//! Which inputs have a `ClientToken` that makes a repeated request safe.

use std::path::Path;

use super::decisions::{self, ActionId, Decisions};
use super::metadata::Member;
use crate::failure::Outcome;

const EXCEPTIONS: &str = "crates/catalog/classes/client_tokens.txt";

/// The members of that name that are something else.
#[derive(Debug)]
pub(super) struct ClientTokens(Decisions);

impl ClientTokens {
    pub(super) fn read(root: &Path) -> Outcome<Self> {
        let text = decisions::read(&root.join(EXCEPTIONS))?;
        Ok(Self(Decisions::parse(EXCEPTIONS, &text, false)?))
    }

    /// Whether an input has a string `ClientToken` that is no exception.
    pub(super) fn is_token(&self, action: ActionId<'_>, input: &[Member]) -> bool {
        let is_token = |member: &Member| member.name == "ClientToken" && member.kind == "string";
        input.iter().any(is_token) && self.0.find(action).is_none()
    }

    /// Call this after all actions: lines about no member of this name.
    pub(super) fn problems(&self) -> impl Iterator<Item = String> {
        self.0.unused().map(|line| format!("{EXCEPTIONS}: no such ClientToken: {line}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_named_client_token_are_tokens_except_those_listed() {
        let text = "a * B  # reserved\na * C  # reserved\n";
        let tokens = ClientTokens(Decisions::parse("f", text, false).unwrap());
        let is_token = |name, member: &str, kind: &str| {
            let action = ActionId { service: "a", version: "2020-01-01", name };
            tokens.is_token(action, &[Member::of(member, kind, kind)])
        };
        assert!(is_token("A", "ClientToken", "string"));
        assert!(!is_token("A", "ClientToken", "int"));
        assert!(!is_token("A", "Token", "string"));
        assert!(!is_token("B", "ClientToken", "string"));
        assert!(!is_token("C", "Token", "string"));
        let problems: Vec<_> = tokens.problems().collect();
        assert_eq!(problems, [format!("{EXCEPTIONS}: no such ClientToken: a * C  # reserved")]);
    }
}
