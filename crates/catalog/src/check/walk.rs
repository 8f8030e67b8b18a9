//! One pass over a JSON text.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::findings::Findings;
use super::path::Path;
use super::tokens::Tokens;
use super::{Finding, FindingKind, lenient, strict, types};
use crate::{Kind, Member, nearest};

/// Why a text is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// To check it as an input with these members.
    Input(&'static [Member]),
    /// To check it as an output with these members and `RequestId`.
    Output(&'static [Member]),
    /// To make a map of it, whatever its members are.
    Map,
}

/// All findings about a text.
///
/// The pass is over the text, not over a [`serde_json::Value`]: a map cannot hold a
/// name twice, a number in it has lost how it was written, and generic values take many
/// times the memory of their text.
pub(super) fn findings(text: &str, purpose: Purpose) -> Vec<Finding> {
    let mut walk = Walk { tokens: Tokens::of(text), purpose, depth: 0, findings: Findings::new() };
    if let Err(NotJson { problem, line, column }) = syntax(text).and_then(|()| walk.text()) {
        walk.findings.error(&Path::Root, || FindingKind::NotJson { problem, line, column });
    }
    walk.findings.finish()
}

/// The reason why the pass ends early.
struct NotJson {
    problem: &'static str,
    line: usize,
    column: usize,
}

fn syntax(text: &str) -> Result<(), NotJson> {
    if text.starts_with('\u{feff}') {
        let problem = "a byte order mark begins the text; remove it";
        return Err(NotJson { problem, line: 1, column: 1 });
    }
    serde_json::from_str::<&RawValue>(text).map(|_| ()).map_err(|error| NotJson {
        problem: if error.is_eof() { "unexpected end of JSON" } else { NOT_JSON },
        line: error.line(),
        column: error.column(),
    })
}

const NOT_JSON: &str = "not valid JSON";

/// The deepest nesting, that of `serde_json`.
const DEEPEST: usize = 127;

struct Walk<'t> {
    tokens: Tokens<'t>,
    purpose: Purpose,
    depth: usize,
    findings: Findings,
}

impl<'t> Walk<'t> {
    fn text(&mut self) -> Result<(), NotJson> {
        let members = match self.purpose {
            Purpose::Input(members) | Purpose::Output(members) => Some(members),
            Purpose::Map => None,
        };
        match self.tokens.next().unwrap_or_default() {
            "{" => self.object(&Path::Root, members),
            other => {
                let found = types::found(other);
                self.findings.error(&Path::Root, || FindingKind::NotAnObject { found });
                Ok(())
            }
        }
    }

    /// Checks the value that begins with a token. Nothing is expected of it below a
    /// member that was reported.
    fn value(
        &mut self,
        path: &Path<'_>,
        token: &'t str,
        expected: Option<Kind>,
    ) -> Result<(), NotJson> {
        match (token, expected) {
            ("{", Some(Kind::Structure(structure))) => self.object(path, Some(structure.members())),
            ("[", Some(Kind::List(element))) => self.list(path, Some(*element)),
            ("{", None) => self.object(path, None),
            ("[", None) => self.list(path, None),
            ("{" | "[", Some(expected)) => {
                if !self.is_lenient_list(token, expected) {
                    let found = types::found(token);
                    let kind = || FindingKind::WrongNesting { expected, found };
                    self.findings.error(path, kind);
                }
                self.value(path, token, None)
            }
            (scalar, expected) => self.scalar(path, scalar, expected),
        }
    }

    /// Whether it is `{}` for a list in an output.
    fn is_lenient_list(&self, token: &str, expected: Kind) -> bool {
        matches!((self.purpose, expected), (Purpose::Output(_), Kind::List(_)))
            && token == "{"
            && self.tokens.peek() == "}"
    }

    fn object(
        &mut self,
        path: &Path<'_>,
        members: Option<&'static [Member]>,
    ) -> Result<(), NotJson> {
        self.enter()?;
        let has_rules = members.is_some() || matches!(self.purpose, Purpose::Map);
        let mut seen = BTreeSet::new();
        // Members that are not missing.
        let mut given = Vec::new();
        while let Some(token) = self.tokens.next().filter(|token| *token != "}") {
            if token == "," {
                continue;
            }
            let name = self.string(token)?;
            let token = self.tokens.nth(1).unwrap_or_default();
            let place = Path::Member(path, &name);
            let expected = if !has_rules {
                None
            } else if seen.contains(&name) {
                self.findings.error(&place, || FindingKind::GivenTwice);
                None
            } else if let Some(members) = members {
                self.member(&place, token, members, &mut given)
            } else {
                if name.contains('.') {
                    self.findings.error(&place, || FindingKind::DottedName);
                }
                None
            };
            self.value(&place, token, expected)?;
            if has_rules {
                seen.insert(name);
            }
        }
        if let (Purpose::Input(_), Some(members)) = (self.purpose, members) {
            self.missing(path, members, &given);
        }
        self.depth -= 1;
        Ok(())
    }

    /// The type that the value of a member must have.
    fn member(
        &mut self,
        place: &Path<'_>,
        value: &str,
        members: &'static [Member],
        given: &mut Vec<&'static str>,
    ) -> Option<Kind> {
        let name = place.last();
        if let Some(member) = members.iter().find(|member| member.name == name) {
            if value == "null" {
                return None;
            }
            given.push(member.name);
            if member.deprecated && matches!(self.purpose, Purpose::Input(_)) {
                self.findings.warning(place, FindingKind::Deprecated);
            }
            return Some(member.kind);
        }
        if let Purpose::Output(_) = self.purpose {
            if let Path::Member(Path::Root, "RequestId") = place {
                return Some(Kind::String);
            }
            self.findings.warning(place, FindingKind::UndeclaredMember);
        } else if name.contains('.') {
            self.findings.error(place, || FindingKind::DottedName);
        } else {
            self.findings.error(place, || {
                let nearest = nearest(name, members.iter().map(|member| member.name));
                // It is misspelled rather than missing.
                given.extend(nearest);
                FindingKind::UnknownMember { nearest }
            });
        }
        None
    }

    fn missing(&mut self, path: &Path<'_>, members: &'static [Member], given: &[&str]) {
        for member in members.iter().filter(|member| member.required) {
            if !given.contains(&member.name) {
                let kind = || FindingKind::Missing { expected: member.kind };
                self.findings.error(&Path::Member(path, member.name), kind);
            }
        }
    }

    fn list(&mut self, path: &Path<'_>, element: Option<Kind>) -> Result<(), NotJson> {
        self.enter()?;
        let mut index = 0;
        while let Some(token) = self.tokens.next().filter(|token| *token != "]") {
            if token != "," {
                self.value(&Path::Item(path, index), token, element)?;
                index += 1;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn scalar(
        &mut self,
        path: &Path<'_>,
        token: &str,
        expected: Option<Kind>,
    ) -> Result<(), NotJson> {
        // Only these escapes may be wrong in JSON.
        if token.starts_with('"') && token.contains("\\u") {
            self.string(token)?;
        }
        match (self.purpose, expected) {
            (Purpose::Map, _) if !strict::fits_map(token) => {
                self.findings.error(path, || FindingKind::NumberTooLarge);
            }
            (Purpose::Input(_), Some(expected)) if !strict::fits(token, expected) => {
                self.findings.error(path, || types::wrong(token, expected));
            }
            (Purpose::Output(_), Some(expected)) if !lenient::fits(token, expected) => {
                self.findings.error(path, || types::wrong(token, expected));
            }
            _ => {}
        }
        Ok(())
    }

    /// The content of a string. Fails if it has half of a surrogate pair, which is no
    /// character.
    fn string<'s>(&self, token: &'s str) -> Result<Cow<'s, str>, NotJson> {
        types::string(token).ok_or_else(|| self.fault(NOT_JSON))
    }

    fn enter(&mut self) -> Result<(), NotJson> {
        if self.depth == DEEPEST {
            return Err(self.fault("the JSON is nested more than 127 levels deep"));
        }
        self.depth += 1;
        Ok(())
    }

    /// A problem before the next token.
    fn fault(&self, problem: &'static str) -> NotJson {
        let (line, column) = self.tokens.position();
        NotJson { problem, line, column }
    }
}
