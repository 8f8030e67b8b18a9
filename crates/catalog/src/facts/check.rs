//! What must hold of all facts of a version together.

use super::FactsError;
use super::fact::{ActionFact, Element, Fact, MemberFact, Parsed, each_fact, places};

/// Checks the text of a block. It keeps nothing, while what the reader returns is never
/// freed.
pub(super) fn check(text: &str) -> Result<(), FactsError> {
    let mut all = Facts::default();
    each_fact(text, |_, fact| all.add(fact))?;
    all.end().map_err(|problem| FactsError { line: 0, problem })
}

#[derive(Default)]
struct Facts<'a> {
    /// Service, version and product.
    head: [&'a str; 3],
    structures: usize,
    codes: usize,
    /// The last action.
    action: Option<&'a str>,
    has_output: bool,
    structures_seen: usize,
}

impl<'a> Facts<'a> {
    fn add(&mut self, fact: Fact<'a>) -> Parsed<()> {
        let [service, version, product] = &mut self.head;
        match fact {
            Fact::Service(word) => *service = word,
            Fact::Version(date) => *version = date,
            Fact::Product(word) => *product = word,
            Fact::Structures(names) => self.structures = sorted(names)?,
            Fact::Codes(codes) => self.codes = sorted(codes)?,
            Fact::Action { name, .. } => {
                // Look-up is by binary search.
                if self.action.is_some_and(|last| last >= name) {
                    return Err("names that are not sorted");
                }
                (self.action, self.has_output) = (Some(name), false);
            }
            Fact::Of(_) if self.action.is_none() => return Err("no action that it belongs to"),
            Fact::Of(ActionFact::Errors(list)) => {
                if !places(list).all(|place| place.is_some_and(|place| place < self.codes)) {
                    return Err("not the place of a code");
                }
            }
            Fact::Of(_) => {}
            Fact::Input(_) if self.has_output => return Err("an input after an output"),
            Fact::Input(member) => return self.member(member, self.action.is_some()),
            Fact::Output(member) => {
                self.has_output = true;
                return self.member(member, self.action.is_some());
            }
            Fact::Structure => self.structures_seen += 1,
            Fact::Member(member) => return self.member(member, self.structures_seen > 0),
        }
        Ok(())
    }

    fn member(&self, member: MemberFact<'_>, has_owner: bool) -> Parsed<()> {
        match member.element {
            _ if !has_owner => Err("nothing that it belongs to"),
            Element::Structure(place) if place >= self.structures => Err("an unknown type"),
            _ => Ok(()),
        }
    }

    fn end(&self) -> Parsed<()> {
        if self.head.contains(&"") {
            return Err("no service, version or product");
        }
        if self.structures_seen != self.structures {
            return Err("other structures than there are names");
        }
        Ok(())
    }
}

/// The number of names, which must be sorted.
fn sorted(names: &str) -> Parsed<usize> {
    let names = names.split(' ');
    if !names.clone().is_sorted_by(|one, other| one < other) {
        return Err("names that are not sorted");
    }
    Ok(names.count())
}
