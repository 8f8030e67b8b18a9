//! Parameters of a query or form, whose names are paths.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};
use tencentcloud_catalog::{Action, Kind, Member, Version};
use tencentcloud_core::CommonCode;
use tencentcloud_verify::form;

use crate::api_request::CommonParameter;
use crate::failure::Failure;
use crate::messages;

/// The maximum number of parts of a path.
const DEEPEST: usize = 16;

/// The query of a GET with signature v3.
pub(super) fn of_query(
    query: &str,
    action: &'static Action,
) -> Result<Map<String, Value>, Failure> {
    let query = query.as_bytes();
    let pairs = form::decode(query)
        .map_err(|fault| malformed(form::pair(query, fault.pair()).unwrap_or_default()))?;
    members(&pairs, action)
}

/// The query or form of signature v1 without its common parameters. A name that
/// the action defines, too, is a parameter of the action.
pub(super) fn of_v1(
    pairs: &[(String, String)],
    action: &'static Action,
) -> Result<Map<String, Value>, Failure> {
    let is_common = |name: &str| {
        CommonParameter::NAMES.contains(&name)
            && action.input.iter().all(|member| member.name != name)
    };
    members(pairs.iter().filter(|(name, _)| !is_common(name)), action)
}

/// Converts pairs such as `Filters.0.Name=image-id&Limit=5` to the JSON of a
/// POST. A value becomes a number or boolean if the catalog says so and it parses
/// as one. Otherwise it stays a string, which the following check refuses.
fn members<'a>(
    pairs: impl IntoIterator<Item = &'a (String, String)>,
    action: &'static Action,
) -> Result<Map<String, Value>, Failure> {
    let mut root = BTreeMap::new();
    for (name, value) in pairs {
        let path: Vec<&str> = name.split('.').collect();
        insert(&mut root, &path, value.clone()).ok_or_else(|| malformed(name))?;
    }
    let version = tencentcloud_catalog::service(action.service)
        .and_then(|service| service.version(action.version));
    Ok(object(root, action.input, version))
}

fn malformed(pair: &str) -> Failure {
    Failure::common(CommonCode::InvalidParameter, messages::malformed_query(pair))
}

/// The structure that the names describe.
enum Node {
    Leaf(String),
    Branch(BTreeMap<String, Node>),
}

fn insert(branch: &mut BTreeMap<String, Node>, path: &[&str], value: String) -> Option<()> {
    let (first, rest) = path.split_first()?;
    if first.is_empty() || path.len() > DEEPEST {
        return None;
    }
    if rest.is_empty() {
        let earlier = branch.insert((*first).to_owned(), Node::Leaf(value));
        return earlier.is_none().then_some(());
    }
    let next = branch.entry((*first).to_owned()).or_insert_with(|| Node::Branch(BTreeMap::new()));
    match next {
        Node::Branch(branch) => insert(branch, rest, value),
        Node::Leaf(_) => None,
    }
}

fn object(
    branch: BTreeMap<String, Node>,
    members: &'static [Member],
    version: Option<&'static Version>,
) -> Map<String, Value> {
    let kind_of = |name: &str| {
        let member = members.iter().find(|member| member.name == name);
        member.map(|member| member.kind)
    };
    branch
        .into_iter()
        .map(|(name, node)| {
            let kind = kind_of(&name);
            (name, value(node, kind, version))
        })
        .collect()
}

fn value(node: Node, kind: Option<Kind>, version: Option<&'static Version>) -> Value {
    match (node, kind) {
        (Node::Leaf(value), kind) => scalar(value, kind),
        (Node::Branch(branch), Some(Kind::List(element))) => list(branch, *element, version),
        (Node::Branch(branch), Some(Kind::Structure(name))) => {
            let known = version.and_then(|version| version.structure(name));
            let members = known.map_or(&[][..], |known| known.members);
            Value::Object(object(branch, members, version))
        }
        (Node::Branch(branch), _) => Value::Object(object(branch, &[], version)),
    }
}

/// The items in the order of their indexes. Gaps close, since clients leave out
/// null items but count them. A name that is not an index makes it an object.
fn list(branch: BTreeMap<String, Node>, element: Kind, version: Option<&'static Version>) -> Value {
    let indexes: Option<Vec<u32>> = branch.keys().map(|key| key.parse().ok()).collect();
    let Some(indexes) = indexes else {
        return Value::Object(object(branch, &[], version));
    };
    let mut items: Vec<_> = indexes.into_iter().zip(branch.into_values()).collect();
    items.sort_by_key(|&(index, _)| index);
    items.into_iter().map(|(_, node)| value(node, Some(element), version)).collect()
}

/// A value of the type that the catalog defines.
pub(super) fn scalar(value: String, kind: Option<Kind>) -> Value {
    let number = match kind {
        Some(Kind::Integer) => value
            .parse::<i64>()
            .map(Number::from)
            .or_else(|_| value.parse::<u64>().map(Number::from))
            .ok(),
        Some(Kind::Float) => value.parse().ok().and_then(Number::from_f64),
        _ => None,
    };
    match (kind, &*value) {
        // The Python SDK writes `True`, the others `true`.
        (Some(Kind::Boolean), "true" | "True") => Value::Bool(true),
        (Some(Kind::Boolean), "false" | "False") => Value::Bool(false),
        _ => number.map_or(Value::String(value), Value::Number),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tencentcloud_catalog::action;

    use super::*;

    fn read(query: &str) -> Result<Value, Failure> {
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        of_query(query, action).map(Value::Object)
    }

    #[test]
    fn names_become_paths_and_values_take_their_type() {
        let query = "Filters.0.Name=image-id&Filters.0.Values.0=a+b%26%E8%BE%B9&\
                     Filters.0.Values.10=z&Filters.0.Values.2=y&Limit=5&Offset=x";
        assert_eq!(
            read(query).unwrap(),
            json!({
                "Filters": [{"Name": "image-id", "Values": ["a b&边", "y", "z"]}],
                "Limit": 5,
                "Offset": "x",
            })
        );
        assert_eq!(read("").unwrap(), json!({}));
        assert_eq!(read("Limit=").unwrap(), json!({"Limit": ""}));
    }

    #[test]
    fn malformed_pairs_are_refused() {
        let deep = format!("{}x=1", "a.".repeat(10_000));
        for query in ["Limit", "Limit=%zz", "Limit=%f", "Limit=%ff", "Limit=1&Limit=2"] {
            assert_eq!(read(query).unwrap_err().code, "InvalidParameter", "{query}");
        }
        for query in ["Limit=1&Limit.0=2", "Limit.0=2&Limit=1", ".=1", "=1", &deep] {
            assert_eq!(read(query).unwrap_err().code, "InvalidParameter", "{query}");
        }
    }

    #[test]
    fn common_parameters_of_v1_are_removed() {
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        let pairs = form::decode(
            b"Action=a&Version=b&Timestamp=c&Nonce=d&SecretId=e&Signature=f&SignatureMethod=g\
              &Token=h&Region=i&Language=j&RequestClient=k&Limit=5&region=l",
        );
        let members = of_v1(&pairs.unwrap(), action).unwrap();
        assert_eq!(Value::Object(members), json!({"Limit": 5, "region": "l"}));
    }

    #[test]
    fn list_with_names_becomes_an_object() {
        assert_eq!(read("Filters.x.Name=a").unwrap(), json!({"Filters": {"x": {"Name": "a"}}}));
    }
}
