//! Parameters of a query or a form: pairs of text whose names are paths.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};
use tencentcloud_catalog::{Action, Kind, Member, Version};
use tencentcloud_core::CommonCode;
use tencentcloud_verify::form;

use crate::failure::Failure;
use crate::gateway::Parameter;
use crate::messages;

/// A path of more parts than this is no parameter of any action.
const DEEPEST: usize = 16;

/// The query of a GET with signature v3.
pub(super) fn of_query(
    query: &str,
    action: &'static Action,
) -> Result<Map<String, Value>, Failure> {
    let text = query.as_bytes();
    let pairs = form::decode(text)
        .map_err(|fault| malformed(form::pair(text, fault.pair()).unwrap_or_default()))?;
    members(&pairs, action)
}

/// The query or form of signature v1, which has the common parameters in it.
/// What the action has under the same name is the action's as well.
pub(super) fn of_v1(
    pairs: &[(String, String)],
    action: &'static Action,
) -> Result<Map<String, Value>, Failure> {
    let is_common = |name: &str| {
        Parameter::NAMES.contains(&name) && action.input.iter().all(|member| member.name != name)
    };
    members(pairs.iter().filter(|(name, _)| !is_common(name)), action)
}

/// Makes of `Filters.0.Name=image-id&Limit=5` the JSON that a POST would have
/// had. Text becomes a number or a truth value where the catalogue has one and
/// it can be read as one; where it cannot it stays text, and the check that
/// follows says so.
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

/// What the names say about structure.
enum Node {
    Text(String),
    Branch(BTreeMap<String, Node>),
}

fn insert(branch: &mut BTreeMap<String, Node>, path: &[&str], value: String) -> Option<()> {
    let (first, rest) = path.split_first()?;
    if first.is_empty() || path.len() > DEEPEST {
        return None;
    }
    if rest.is_empty() {
        let earlier = branch.insert((*first).to_owned(), Node::Text(value));
        return earlier.is_none().then_some(());
    }
    let next = branch.entry((*first).to_owned()).or_insert_with(|| Node::Branch(BTreeMap::new()));
    match next {
        Node::Branch(branch) => insert(branch, rest, value),
        Node::Text(_) => None,
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
        (Node::Text(text), kind) => scalar(text, kind),
        (Node::Branch(branch), Some(Kind::List(element))) => list(branch, *element, version),
        (Node::Branch(branch), Some(Kind::Structure(name))) => {
            let known = version.and_then(|version| version.structure(name));
            let members = known.map_or(&[][..], |known| known.members);
            Value::Object(object(branch, members, version))
        }
        (Node::Branch(branch), _) => Value::Object(object(branch, &[], version)),
    }
}

/// Items in the order of their numbers. Clients leave out null items and keep
/// the numbers of the others, so gaps close. A name that is no number makes it
/// no list.
fn list(branch: BTreeMap<String, Node>, element: Kind, version: Option<&'static Version>) -> Value {
    let numbers: Option<Vec<u32>> = branch.keys().map(|key| key.parse().ok()).collect();
    let Some(numbers) = numbers else {
        return Value::Object(object(branch, &[], version));
    };
    let mut items: Vec<_> = numbers.into_iter().zip(branch.into_values()).collect();
    items.sort_by_key(|&(number, _)| number);
    items.into_iter().map(|(_, node)| value(node, Some(element), version)).collect()
}

/// Text as what the catalogue has under its name.
pub(super) fn scalar(text: String, kind: Option<Kind>) -> Value {
    let number = match kind {
        Some(Kind::Integer) => text
            .parse::<i64>()
            .map(Number::from)
            .or_else(|_| text.parse::<u64>().map(Number::from))
            .ok(),
        Some(Kind::Float) => text.parse().ok().and_then(Number::from_f64),
        _ => None,
    };
    match (kind, &*text) {
        // The Python SDK writes `True`, the others `true`.
        (Some(Kind::Boolean), "true" | "True") => Value::Bool(true),
        (Some(Kind::Boolean), "false" | "False") => Value::Bool(false),
        _ => number.map_or(Value::String(text), Value::Number),
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
    fn names_are_paths_and_values_take_their_kind() {
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
    fn what_is_no_pair_is_refused() {
        let deep = format!("{}x=1", "a.".repeat(10_000));
        for query in ["Limit", "Limit=%zz", "Limit=%f", "Limit=%ff", "Limit=1&Limit=2"] {
            assert_eq!(read(query).unwrap_err().code, "InvalidParameter", "{query}");
        }
        for query in ["Limit=1&Limit.0=2", "Limit.0=2&Limit=1", ".=1", "=1", &deep] {
            assert_eq!(read(query).unwrap_err().code, "InvalidParameter", "{query}");
        }
    }

    #[test]
    fn common_parameters_are_not_the_actions() {
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        let pairs = form::decode(
            b"Action=a&Version=b&Timestamp=c&Nonce=d&SecretId=e&Signature=f&SignatureMethod=g\
              &Token=h&Region=i&Language=j&RequestClient=k&Limit=5&region=l",
        );
        let members = of_v1(&pairs.unwrap(), action).unwrap();
        assert_eq!(Value::Object(members), json!({"Limit": 5, "region": "l"}));
    }

    #[test]
    fn a_list_with_names_is_no_list() {
        assert_eq!(read("Filters.x.Name=a").unwrap(), json!({"Filters": {"x": {"Name": "a"}}}));
    }
}
