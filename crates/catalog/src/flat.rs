//! Inputs as flat pairs, as GET and signature v1 send them, read back.

use crate::json::{Json, quoted};
use crate::{Action, Kind, Member};

/// The maximum number of parts of a name.
const DEEPEST: usize = 16;

/// The error of pairs that no input has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnflattenError {
    /// A name has an empty part, or too many.
    Name(String),
    /// A name occurs more than once.
    Repeated(String),
    /// A name has a value, and so has one below it.
    ValueAndMembers {
        /// The name that has a value.
        name: String,
        /// One below it.
        member: String,
    },
}

impl std::fmt::Display for UnflattenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(_) => f.write_str("the name of a parameter has an empty part, or too many"),
            Self::Repeated(_) => f.write_str("a parameter occurs more than once"),
            Self::ValueAndMembers { .. } => {
                f.write_str("a parameter has both a value and members below it")
            }
        }
    }
}

impl std::error::Error for UnflattenError {}

/// The input that GET and signature v1 send as pairs, such as `Filters.0.Name` and
/// `image-id`: the JSON text that a POST would have.
///
/// The catalog's types tell a list from an object, and a number from a string. Gaps between
/// the indexes of a list close, since clients leave out null items but count them. A value
/// that does not fit its type becomes a string, an object in place of another type `{}`, and
/// a name that the action does not have is kept: the check of the text says what is wrong.
///
/// # Errors
///
/// [`UnflattenError`] for names that contradict each other. `Display` shows none of them.
///
/// ```
/// use tencentcloud_catalog::{action, unflatten};
///
/// let describe = action("ecm", "2019-07-19", "DescribeImage").unwrap();
/// let pairs = [("Limit", "5"), ("Filters.0.Values.0", "5"), ("Filters.0.Name", "image-id")];
/// assert_eq!(
///     unflatten(describe, pairs)?,
///     r#"{"Filters":[{"Name":"image-id","Values":["5"]}],"Limit":5}"#
/// );
/// # Ok::<(), tencentcloud_catalog::UnflattenError>(())
/// ```
pub fn unflatten<'a>(
    action: &Action,
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<String, UnflattenError> {
    let mut pairs: Vec<_> = pairs.into_iter().map(|(name, value)| Pair { name, value }).collect();
    pairs.sort_by(|one, other| one.name.split('.').cmp(other.name.split('.')));
    for Pair { name, .. } in &pairs {
        if name.split('.').any(str::is_empty) || name.split('.').count() > DEEPEST {
            return Err(UnflattenError::Name((*name).to_owned()));
        }
    }
    // Sorted, a name is directly before those that begin with it.
    for (pair, next) in pairs.iter().zip(pairs.iter().skip(1)) {
        let name = pair.name.to_owned();
        match next.name.strip_prefix(pair.name) {
            Some("") => return Err(UnflattenError::Repeated(name)),
            Some(rest) if rest.starts_with('.') => {
                return Err(UnflattenError::ValueAndMembers { name, member: next.name.to_owned() });
            }
            _ => {}
        }
    }
    let mut json = String::new();
    object(&pairs, 0, action.input, &mut json);
    Ok(json)
}

/// A name such as `Filters.0.Name`, and its value.
#[derive(Clone, Copy)]
struct Pair<'a> {
    name: &'a str,
    value: &'a str,
}

impl<'a> Pair<'a> {
    /// The part of the name at this depth; none below the last one.
    fn part(&self, depth: usize) -> Option<&'a str> {
        self.name.split('.').nth(depth)
    }
}

/// Appends the object that these pairs describe. Their names are equal before the part at
/// this depth.
fn object(pairs: &[Pair<'_>], depth: usize, members: &[Member], json: &mut String) {
    let mut separator = "{";
    for (name, group) in groups(pairs, depth) {
        json.push_str(separator);
        separator = ",";
        json.push_str(&quoted(name));
        json.push(':');
        let member = members.iter().find(|member| member.name == name);
        value(group, depth + 1, member.map(|member| member.kind), json);
    }
    json.push_str(if separator == "{" { "{}" } else { "}" });
}

/// Appends a value that the catalog gives this type. All names are equal before `depth`.
fn value(pairs: &[Pair<'_>], depth: usize, kind: Option<Kind>, json: &mut String) {
    match (pairs, kind) {
        ([pair], kind) if pair.part(depth).is_none() => {
            json.push_str(&Json::of_text(pair.value, kind).to_string());
        }
        (_, Some(Kind::Structure(structure))) => object(pairs, depth, structure.members(), json),
        (_, Some(Kind::List(element))) => list(pairs, depth, *element, json),
        // The check refuses it where another type is expected, and does not look into it.
        _ => json.push_str("{}"),
    }
}

/// Appends the items in the order of their indexes. With a name that is not an index it is
/// no list.
fn list(pairs: &[Pair<'_>], depth: usize, element: Kind, json: &mut String) {
    let items: Option<Vec<_>> =
        groups(pairs, depth).map(|(part, group)| Some((index(part)?, group))).collect();
    let Some(mut items) = items else {
        json.push_str("{}");
        return;
    };
    items.sort_by_key(|&(index, _)| index);
    for (at, (_, group)) in items.into_iter().enumerate() {
        json.push(if at == 0 { '[' } else { ',' });
        value(group, depth + 1, Some(element), json);
    }
    json.push(']');
}

/// The index that a part of a name is: decimal digits without leading zeros, so
/// that no two names are one item.
fn index(part: &str) -> Option<u32> {
    part.parse().ok().filter(|index: &u32| index.to_string() == part)
}

/// The pairs with the same part of their names at this depth, and that part.
fn groups<'p, 'a>(
    mut pairs: &'p [Pair<'a>],
    depth: usize,
) -> impl Iterator<Item = (&'a str, &'p [Pair<'a>])> {
    std::iter::from_fn(move || {
        let first = pairs.first()?.part(depth)?;
        let count = pairs.iter().take_while(|pair| pair.part(depth) == Some(first)).count();
        let (group, rest) = pairs.split_at_checked(count)?;
        pairs = rest;
        Some((first, group))
    })
}
