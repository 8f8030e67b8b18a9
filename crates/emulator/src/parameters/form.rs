//! Parameters of a query or form, whose names are paths.

use tencentcloud_catalog::{Action, Kind, Member};
use tencentcloud_core::CommonCode;
use tencentcloud_verify::form;

use super::scalar;
use crate::api_request::CommonParameter;
use crate::failure::Failure;
use crate::messages;

/// The maximum number of parts of a path.
const DEEPEST: usize = 16;

/// A name such as `Filters.0.Name`, and its value.
#[derive(Clone, Copy)]
struct Pair<'a> {
    name: &'a str,
    value: &'a str,
}

impl<'a> Pair<'a> {
    fn of((name, value): &'a (String, String)) -> Self {
        Self { name, value }
    }

    /// The part of the name at this depth; none below the last one.
    fn part(&self, depth: usize) -> Option<&'a str> {
        self.name.split('.').nth(depth)
    }
}

/// The JSON of the query of a GET with signature v3.
pub(super) fn of_query(query: &str, action: &'static Action) -> Result<String, Failure> {
    let query = query.as_bytes();
    let pairs = form::decode(query).map_err(|fault| {
        let pair = form::pair(query, fault.pair()).unwrap_or_default();
        Failure::common(CommonCode::InvalidParameter, messages::malformed_pair(fault, Some(pair)))
    })?;
    json(pairs.iter().map(Pair::of).collect(), action)
}

/// The JSON of the query or form of signature v1 without its common parameters. A name
/// that the action requires, too, is also a parameter of the action, or no request could
/// have it.
pub(super) fn of_v1(
    pairs: &[(String, String)],
    action: &'static Action,
) -> Result<String, Failure> {
    let is_common = |name: &str| {
        CommonParameter::NAMES.contains(&name)
            && action.member(name).is_none_or(|member| !member.required)
    };
    let pairs = pairs.iter().map(Pair::of).filter(|pair| !is_common(pair.name));
    json(pairs.collect(), action)
}

/// Converts pairs such as `Filters.0.Name=image-id&Limit=5` to the JSON that a POST would
/// have.
fn json(mut pairs: Vec<Pair<'_>>, action: &'static Action) -> Result<String, Failure> {
    pairs.sort_by(|one, other| one.name.split('.').cmp(other.name.split('.')));
    let refuse = |text| Err(Failure::common(CommonCode::InvalidParameter, text));
    for Pair { name, .. } in &pairs {
        if name.split('.').any(str::is_empty) || name.split('.').count() > DEEPEST {
            return refuse(messages::malformed_name(name));
        }
    }
    // Sorted, a name is directly before those that begin with it.
    for (pair, next) in pairs.iter().zip(pairs.iter().skip(1)) {
        match next.name.strip_prefix(pair.name) {
            Some("") => return refuse(messages::repeated(pair.name)),
            Some(rest) if rest.starts_with('.') => {
                return refuse(messages::value_and_members(pair.name, next.name));
            }
            _ => {}
        }
    }
    let mut json = String::new();
    object(&pairs, 0, action.input, &mut json);
    Ok(json)
}

/// Appends the object that these pairs describe. Their names are equal before the part at
/// this depth.
fn object(pairs: &[Pair<'_>], depth: usize, members: &[Member], json: &mut String) {
    let mut separator = "{";
    for (name, group) in groups(pairs, depth) {
        json.push_str(separator);
        separator = ",";
        scalar::push_string(name, json);
        json.push(':');
        let member = members.iter().find(|member| member.name == name);
        value(group, depth + 1, member.map(|member| member.kind), json);
    }
    json.push_str(if separator == "{" { "{}" } else { "}" });
}

/// Appends a value that the catalog gives this type. All names are equal before `depth`.
/// An object in place of another type is refused by the check, which does not look into
/// it.
fn value(pairs: &[Pair<'_>], depth: usize, kind: Option<Kind>, json: &mut String) {
    match (pairs, kind) {
        ([pair], kind) if pair.part(depth).is_none() => scalar::push(pair.value, kind, json),
        (_, Some(Kind::Structure(structure))) => object(pairs, depth, structure.members(), json),
        (_, Some(Kind::List(element))) => list(pairs, depth, *element, json),
        _ => json.push_str("{}"),
    }
}

/// Appends the items in the order of their indexes. Gaps close, since clients leave out
/// null items but count them. With a name that is not an index it is no list.
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tencentcloud_catalog::{action, check_input_text};
    use tencentcloud_core::Language;

    use super::super::findings;
    use super::*;
    use crate::check_log::CheckLog;

    fn describe() -> &'static Action {
        action("ecm", "2019-07-19", "DescribeImage").unwrap()
    }

    fn read(query: &str) -> Result<Value, (&'static str, String)> {
        let action = describe();
        of_query(query, action)
            .and_then(|json| {
                let findings = check_input_text(action, &json);
                let checks = &mut CheckLog::default();
                findings::read(&json, &findings, action, true, checks)
            })
            .map(|parameters| parameters.to_json().into())
            .map_err(|failure| (failure.code, failure.text.into_language(Language::EnUs)))
    }

    #[test]
    fn names_become_paths_and_values_take_their_type() {
        let query = "Filters.0.Name=image-id&Filters.0.Values.0=a+b%26%E8%BE%B9&\
                     Filters.0.Values.10=z&Filters.0.Values.2=y&Limit=5&Offset=0";
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
        let missing = "`Filters.0.Name`, `Filters.1.Values` are missing";
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
        assert_eq!(of_v1(&pairs.unwrap(), describe()).unwrap(), r#"{"Limit":5}"#);
    }
}
