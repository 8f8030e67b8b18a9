//! Parameter names as paths: `Filters.0.Name`.

use super::ParameterFault;
use crate::{Json, Kind, Member};

/// The path of a parameter in the input, and the type of its value, if the catalog knows
/// it.
#[derive(Debug)]
pub(super) struct ParameterPath<'a> {
    pub(super) steps: Vec<Step<'a>>,
    pub(super) kind: Option<Kind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Member(&'a str),
    Index(usize),
}

/// No list of the API has more items, so that a larger index is a typing error.
const LARGEST_INDEX: usize = 9_999;

/// Resolves a name in the catalog. Below a name that the catalog does not have, a number is
/// the index of an item.
pub(super) fn resolve<'a>(
    input: &'static [Member],
    name: &'a str,
) -> Result<ParameterPath<'a>, ParameterFault> {
    let (mut members, mut kind) = (Some(input), None);
    let mut steps = Vec::new();
    for part in name.split('.') {
        let step = if let Some(known) = members {
            kind = known.iter().find(|member| member.name == part).map(|member| member.kind);
            Step::Member(part)
        } else if let Some(Kind::List(element)) = kind {
            kind = Some(*element);
            let index = index(part);
            Step::Index(index.ok_or_else(|| ParameterFault::NotAnIndex(part.to_owned()))?)
        } else {
            kind = None;
            index(part).map_or(Step::Member(part), Step::Index)
        };
        steps.push(step);
        members = match kind {
            Some(Kind::Structure(structure)) => Some(structure.members()),
            _ => None,
        };
    }
    Ok(ParameterPath { steps, kind })
}

/// An index without leading zeros, so that an item has one name only.
fn index(part: &str) -> Option<usize> {
    let index: usize = part.parse().ok().filter(|index| *index <= LARGEST_INDEX)?;
    (index.to_string() == part).then_some(index)
}

/// Inserts a value, creating the structures and lists that contain it.
pub(super) fn insert(
    input: &mut Vec<(String, Json)>,
    steps: &[Step<'_>],
    value: Json,
) -> Result<(), ParameterFault> {
    // Every path begins with a member.
    let Some((Step::Member(first), rest)) = steps.split_first() else {
        return Err(ParameterFault::Conflict);
    };
    let mut place = entry(input, first)?;
    for step in rest {
        if *place == Json::Null {
            *place = match step {
                Step::Member(_) => Json::Object(Vec::new()),
                Step::Index(_) => Json::List(Vec::new()),
            };
        }
        place = match (step, place) {
            (Step::Member(name), Json::Object(members)) => entry(members, name)?,
            (Step::Index(index), Json::List(list)) => {
                if list.len() <= *index {
                    list.resize(index + 1, Json::Null);
                }
                list.get_mut(*index).ok_or(ParameterFault::Conflict)?
            }
            _ => return Err(ParameterFault::Conflict),
        };
    }
    *place = value;
    Ok(())
}

/// The value of a member, null if it is new.
fn entry<'a>(
    members: &'a mut Vec<(String, Json)>,
    name: &str,
) -> Result<&'a mut Json, ParameterFault> {
    if !members.iter().any(|(known, _)| known == name) {
        members.push((name.to_owned(), Json::Null));
    }
    members
        .iter_mut()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value)
        .ok_or(ParameterFault::Conflict)
}
