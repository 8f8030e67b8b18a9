//! Parameters of a query or form, whose names are paths.

use std::borrow::Cow;

use tencentcloud_catalog::{Kind, Member};
use tencentcloud_core::CommonCode;
use tencentcloud_verify::form;

use super::checker::{Checker, Object};
use super::path::Path;
use super::values::Parameter;
use crate::api_request::CommonParameter;
use crate::failure::Failure;
use crate::messages;

/// The maximum number of parts of a path.
const DEEPEST: usize = 16;

/// A name such as `Filters.0.Name`, and its value.
struct Pair<'a> {
    name: Cow<'a, str>,
    value: Cow<'a, str>,
}

type Members<'a> = Vec<(&'static str, Parameter<'a>)>;

/// The query of a GET with signature v3.
pub(super) fn of_query(query: &str, checker: &mut Checker) -> Result<Members<'static>, Failure> {
    let query = query.as_bytes();
    let pairs = form::decode(query).map_err(|fault| {
        let pair = form::pair(query, fault.pair()).unwrap_or_default();
        Failure::common(CommonCode::InvalidParameter, messages::malformed_pair(fault, Some(pair)))
    })?;
    let pairs = pairs
        .into_iter()
        .map(|(name, value)| Pair { name: Cow::Owned(name), value: Cow::Owned(value) });
    members(pairs.collect(), checker)
}

/// The query or form of signature v1 without its common parameters. A name that
/// the action defines, too, is a parameter of the action.
pub(super) fn of_v1<'a>(
    pairs: &'a [(String, String)],
    checker: &mut Checker,
) -> Result<Members<'a>, Failure> {
    let input = checker.action().input;
    let is_common = |name: &str| {
        CommonParameter::NAMES.contains(&name) && input.iter().all(|member| member.name != name)
    };
    let pairs = pairs
        .iter()
        .filter(|(name, _)| !is_common(name))
        .map(|(name, value)| Pair { name: Cow::Borrowed(name), value: Cow::Borrowed(value) });
    members(pairs.collect(), checker)
}

/// Converts pairs such as `Filters.0.Name=image-id&Limit=5` to the members that a
/// POST would have.
fn members<'a>(mut pairs: Vec<Pair<'a>>, checker: &mut Checker) -> Result<Members<'a>, Failure> {
    pairs.sort_by(|one, other| one.name.split('.').cmp(other.name.split('.')));
    let refuse = |text| Err(Failure::common(CommonCode::InvalidParameter, text));
    for pair in &pairs {
        if pair.name.split('.').any(str::is_empty) || pair.name.split('.').count() > DEEPEST {
            return refuse(messages::malformed_name(&pair.name));
        }
    }
    // Sorted, a name is directly before those that begin with it.
    for (pair, next) in pairs.iter().zip(pairs.iter().skip(1)) {
        match next.name.strip_prefix(&*pair.name) {
            Some("") => return refuse(messages::repeated(&pair.name)),
            Some(rest) if rest.starts_with('.') => {
                return refuse(messages::value_and_members(&pair.name, &next.name));
            }
            _ => {}
        }
    }
    let input = checker.action().input;
    Ok(object(&mut pairs, 0, Path::Root, input, checker))
}

/// The object that these pairs describe. Their names are equal before the part at
/// this depth.
fn object<'a>(
    pairs: &mut [Pair<'a>],
    depth: usize,
    path: Path<'_>,
    members: &'static [Member],
    checker: &mut Checker,
) -> Members<'a> {
    let mut object = Object::new(path, members);
    for group in groups(pairs, depth) {
        let Some(name) = group.first().map(|pair| part(pair, depth).to_owned()) else {
            continue;
        };
        if let Some(member) = object.member(&name, checker) {
            let is_empty = member.kind == Kind::String
                && group.first().is_some_and(|pair| pair.value.is_empty());
            let path = Path::Member(&path, &name);
            let value = value(group, depth + 1, &path, member.kind, checker);
            object.add(member, value, is_empty, checker);
        }
    }
    object.finish(checker)
}

/// A value that the catalog gives this type. All names are equal before `depth`.
fn value<'a>(
    pairs: &mut [Pair<'a>],
    depth: usize,
    path: &Path<'_>,
    kind: Kind,
    checker: &mut Checker,
) -> Option<Parameter<'a>> {
    let leaf = match pairs {
        [pair] if pair.name.split('.').count() == depth => Some(std::mem::take(&mut pair.value)),
        _ => None,
    };
    match (leaf, kind) {
        (Some(value), kind) => checker.scalar(path, value, kind),
        (None, Kind::Structure(structure)) => {
            let members = structure.members();
            Some(Parameter::Object(object(pairs, depth, *path, members, checker)))
        }
        (None, Kind::List(element)) => list(pairs, depth, path, *element, checker),
        (None, _) => {
            checker.mistyped(path, kind);
            None
        }
    }
}

/// The items in the order of their indexes. Gaps close, since clients leave out
/// null items but count them. With a name that is not an index it is no list.
fn list<'a>(
    pairs: &mut [Pair<'a>],
    depth: usize,
    path: &Path<'_>,
    element: Kind,
    checker: &mut Checker,
) -> Option<Parameter<'a>> {
    let mut items = Vec::new();
    for group in groups(pairs, depth) {
        let Some(index) = group.first().and_then(|pair| index(part(pair, depth))) else {
            checker.mistyped(path, Kind::List(&Kind::String));
            return None;
        };
        items.push((index, group));
    }
    items.sort_by_key(|&(index, _)| index);
    let items = items.into_iter().enumerate().filter_map(|(at, (_, group))| {
        value(group, depth + 1, &Path::Item(path, at), element, checker)
    });
    Some(Parameter::List(items.collect()))
}

/// The index that a part of a name is: decimal digits without leading zeros, so
/// that no two names are one item.
fn index(part: &str) -> Option<u32> {
    part.parse().ok().filter(|index: &u32| index.to_string() == part)
}

/// The pairs with the same part of their names at this depth.
fn groups<'p, 'a>(
    mut pairs: &'p mut [Pair<'a>],
    depth: usize,
) -> impl Iterator<Item = &'p mut [Pair<'a>]> {
    std::iter::from_fn(move || {
        let first = part(pairs.first()?, depth);
        let count = pairs.iter().take_while(|pair| part(pair, depth) == first).count();
        let (group, rest) = std::mem::take(&mut pairs).split_at_mut(count);
        pairs = rest;
        Some(group)
    })
}

fn part<'p>(pair: &'p Pair<'_>, depth: usize) -> &'p str {
    pair.name.split('.').nth(depth).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tencentcloud_catalog::action;
    use tencentcloud_core::Language;

    use super::super::values::Parameters;
    use super::*;
    use crate::check_log::CheckLog;

    fn checker() -> Checker {
        Checker::of(action("ecm", "2019-07-19", "DescribeImage").unwrap())
    }

    fn read(query: &str) -> Result<Value, (&'static str, String)> {
        let mut checker = checker();
        of_query(query, &mut checker)
            .and_then(|members| {
                checker.finish(&mut CheckLog::default())?;
                Ok(Parameters::checked(members).to_json().into())
            })
            .map_err(|failure| (failure.code, failure.text.into_language(Language::EnUs)))
    }

    #[test]
    fn names_become_paths_and_values_take_their_type() {
        let query = "Filters.0.Name=image-id&Filters.0.Values.0=a+b%26%E8%BE%B9&\
                     Filters.0.Values.10=z&Filters.0.Values.2=y&Limit=5&Offset=-0";
        assert_eq!(
            read(query).unwrap(),
            json!({
                "Filters": [{"Name": "image-id", "Values": ["a b&边", "y", "z"]}],
                "Limit": 5,
                "Offset": 0,
            })
        );
        assert_eq!(read("").unwrap(), json!({}));
    }

    #[test]
    fn values_are_refused_when_not_of_their_type() {
        for (query, named) in [
            ("Limit=", "`Limit` has a wrong type: expected integer"),
            ("Limit=five", "`Limit` has a wrong type: expected integer"),
            ("Limit.0=5", "`Limit` has a wrong type: expected integer"),
            ("Filters=", "`Filters` has a wrong type: expected list"),
            ("Filters.x.Name=a", "`Filters` has a wrong type: expected list"),
            ("Filters.00.Name=a", "`Filters` has a wrong type: expected list"),
            ("Filters.0=a", "`Filters.0` has a wrong type: expected object"),
        ] {
            let (code, text) = read(query).unwrap_err();
            assert_eq!(code, "InvalidParameter.InvalidDataFormat", "{query}");
            assert!(text.contains(named), "{query}: {text}");
        }
        let (code, text) = read("Filters.0.Values.0=a&Filters.1.Name=").unwrap_err();
        assert_eq!(code, "MissingParameter.MissingImageParameter");
        let missing = "`Filters.0.Name`, `Filters.1.Values`, `Filters.1.Name` are missing";
        assert!(text.contains(missing), "{text}");
    }

    #[test]
    fn malformed_pairs_have_a_message_each() {
        let deep = format!("{}x=1", "a.".repeat(10_000));
        for (query, says) in [
            ("Limit", "has no `=`"),
            ("Limit=5%", "`%` without two hexadecimal digits"),
            ("Limit=%zz", "`%` without two hexadecimal digits"),
            ("Limit=%ff", "not valid UTF-8"),
            ("Limit=1&Limit=2", "`Limit` occurs more than once"),
            ("Filters.0.Name=1&Limit=1&Filters.0.Name=2", "`Filters.0.Name` occurs more than once"),
            ("Limit=1&Limit.0=2", "both a value and members such as `Limit.0`"),
            ("Limit.0=2&Limit=1", "both a value and members such as `Limit.0`"),
            (".=1", "is not a valid name"),
            ("=1", "is not a valid name"),
            (&deep, "is not a valid name"),
        ] {
            let (code, text) = read(query).unwrap_err();
            assert_eq!(code, "InvalidParameter", "{text}");
            assert!(text.contains(says), "{text}");
        }
    }

    #[test]
    fn common_parameters_of_v1_are_removed() {
        let pairs = form::decode(
            b"Action=a&Version=b&Timestamp=c&Nonce=d&SecretId=e&Signature=f&SignatureMethod=g\
              &Token=h&Region=i&Language=j&RequestClient=k&Limit=5",
        );
        let (pairs, mut checker) = (pairs.unwrap(), checker());
        let members = Parameters::checked(of_v1(&pairs, &mut checker).unwrap());
        assert!(checker.is_clean());
        assert_eq!(Value::Object(members.to_json()), json!({"Limit": 5}));
    }
}
