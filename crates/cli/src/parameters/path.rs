//! Parameter names as paths: `Filters.0.Name`.

use tencentcloud_catalog::{Action, Kind, Member};

use crate::json::{Json, Members};

/// The path of a parameter in the input, and the type of its value.
#[derive(Debug)]
pub(super) struct ParameterPath<'a> {
    pub(super) steps: Vec<Step<'a>>,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Member(&'a str),
    Index(usize),
}

/// No list of the API has more items, so that a larger index is a typing error.
const LARGEST_INDEX: usize = 9_999;

const CONFLICT: &str = "a containing value is already given as a whole";

/// Resolves a name in the catalog.
pub(super) fn resolve<'a>(action: &Action, name: &'a str) -> Result<ParameterPath<'a>, String> {
    let mut steps = Vec::new();
    let mut members = Some(action.input);
    let mut kind = Kind::String;
    for part in name.split('.') {
        if let Some(known) = members {
            let member = known.iter().find(|member| member.name == part);
            kind = member.ok_or_else(|| unknown(action, name, part, known))?.kind;
            steps.push(Step::Member(part));
        } else if let Kind::List(element) = kind {
            let index = index(part).ok_or_else(|| {
                format!("--{name}: {part:?} is not an index; items are numbered 0, 1, 2")
            })?;
            kind = *element;
            steps.push(Step::Index(index));
        } else {
            return Err(format!("--{name}: {part:?} is below a value that has no members"));
        }
        members = match kind {
            Kind::Structure(structure) => Some(structure.members()),
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

fn unknown(action: &Action, name: &str, part: &str, known: &[Member]) -> String {
    let nearest = known
        .iter()
        .map(|member| member.name)
        .max_by(|a, b| similarity(a, part).total_cmp(&similarity(b, part)))
        .filter(|nearest| similarity(nearest, part) > 0.7);
    match nearest {
        Some(nearest) if part == name => {
            format!("{} has no parameter --{name}; did you mean --{nearest}?", action.name)
        }
        Some(nearest) => format!("--{name}: unknown member {part}; did you mean {nearest}?"),
        None if known.is_empty() => format!("{} has no parameters; unknown --{name}", action.name),
        None => {
            let names: Vec<&str> = known.iter().map(|member| member.name).collect();
            format!("{} has no parameter --{name}; it has {}", action.name, names.join(", "))
        }
    }
}

/// Ignores case, the usual mistake.
fn similarity(a: &str, b: &str) -> f64 {
    strsim::jaro_winkler(&a.to_ascii_lowercase(), &b.to_ascii_lowercase())
}

/// Inserts a value, creating the structures and lists that contain it.
pub(super) fn insert(input: &mut Members, steps: &[Step<'_>], value: Json) -> Result<(), String> {
    let Some((Step::Member(first), rest)) = steps.split_first() else {
        return Err("the name does not start with a member".into());
    };
    let mut place = entry(input, first)?;
    for step in rest {
        if *place == Json::Null {
            *place = match step {
                Step::Member(_) => Json::Object(Members::new()),
                Step::Index(_) => Json::List(Vec::new()),
            };
        }
        place = match (step, place) {
            (Step::Member(name), Json::Object(members)) => entry(members, name)?,
            (Step::Index(index), Json::List(list)) => {
                if list.len() <= *index {
                    list.resize(index + 1, Json::Null);
                }
                list.get_mut(*index).ok_or(CONFLICT)?
            }
            _ => return Err(CONFLICT.into()),
        };
    }
    *place = value;
    Ok(())
}

/// The value of a member, null if it is new.
fn entry<'a>(members: &'a mut Members, name: &str) -> Result<&'a mut Json, &'static str> {
    if !members.iter().any(|(known, _)| known == name) {
        members.push((name.to_owned(), Json::Null));
    }
    members.iter_mut().find(|(known, _)| known == name).map(|(_, value)| value).ok_or(CONFLICT)
}

/// Fails if an item of a list is missing, or if a name has a dot. Only JSON can have
/// such a name: on the command line, `A.0.B` is a path. It would be sent as it is, and
/// GET and signature v1 could not tell it from the path.
pub(super) fn check(input: &Members) -> Result<(), String> {
    fn check_members(path: &str, members: &Members) -> Result<(), String> {
        members.iter().try_for_each(|(name, value)| {
            let path = format!("{path}{name}");
            if name.contains('.') {
                return Err(format!("{path} is a name with a dot; nest objects and lists instead"));
            }
            check_value(&path, value)
        })
    }
    fn check_value(path: &str, value: &Json) -> Result<(), String> {
        match value {
            Json::Object(members) => check_members(&format!("{path}."), members),
            Json::List(list) => list.iter().enumerate().try_for_each(|(index, value)| {
                let path = format!("{path}.{index}");
                if *value == Json::Null {
                    return Err(format!(
                        "--{path} is missing; items must be numbered without gaps"
                    ));
                }
                check_value(&path, value)
            }),
            _ => Ok(()),
        }
    }
    check_members("", input)
}
