//! `api.json` of a service version: the fields that the facts are made of.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::failure::{Failure, Outcome};

/// The objects of a version by name: data types, inputs and outputs.
pub(super) type Objects = BTreeMap<String, Object>;

#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    #[serde(rename = "metadata")]
    pub(super) service: Service,
    pub(super) actions: BTreeMap<String, Action>,
    pub(super) objects: Objects,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Service {
    pub(super) api_version: String,
    #[serde(rename = "serviceNameCN", default)]
    pub(super) title: String,
    #[serde(rename = "serviceShortName")]
    pub(super) product: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Action {
    #[serde(rename = "name")]
    pub(super) title: String,
    pub(super) input: String,
    pub(super) output: String,
    #[serde(default)]
    pub(super) status: String,
    #[serde(default)]
    skip_sign: Value,
}

#[derive(Debug, Deserialize)]
pub(super) struct Object {
    pub(super) members: Vec<Member>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Member {
    pub(super) name: String,
    /// `string`, `int`, `float`, `bool`, `binary`, `object` or `list`.
    #[serde(rename = "type")]
    pub(super) kind: String,
    /// The width of an integer, the form of a string, the name of a data type, or
    /// the type of a list's elements.
    #[serde(rename = "member")]
    pub(super) element: String,
    #[serde(default)]
    required: Value,
    #[serde(default)]
    disabled: Value,
}

/// Types that are no data types. The facts call them by these words, too.
const PRIMITIVES: &[(&str, &str)] = &[
    ("string", "string"),
    ("string", "datetime"),
    ("string", "datetime_iso"),
    ("string", "date"),
    ("int", "int64"),
    ("int", "uint64"),
    ("float", "float"),
    ("bool", "bool"),
    ("binary", "binary"),
];

impl Metadata {
    pub(super) fn parse(text: &str) -> Outcome<Self> {
        let metadata: Self = serde_json::from_str(text)
            .map_err(|error| Failure::new(format!("invalid metadata: {error}")))?;
        metadata.check()?;
        Ok(metadata)
    }

    /// The names of data types: objects that are neither input nor output.
    pub(super) fn structures(&self) -> impl Iterator<Item = (&String, &Object)> {
        let actions = self.actions.values();
        let tops: BTreeSet<_> =
            actions.flat_map(|action| [&action.input, &action.output]).collect();
        self.objects.iter().filter(move |(name, _)| !tops.contains(name))
    }

    pub(super) fn input(&self, action: &Action) -> Outcome<&[Member]> {
        Ok(&self.object(&action.input)?.members)
    }

    /// The members of an output without `RequestId`, which ends every output.
    pub(super) fn output(&self, action: &Action) -> Outcome<&[Member]> {
        match self.object(&action.output)?.members.split_last() {
            Some((last, members)) if last.name == "RequestId" => Ok(members),
            _ => Err(Failure::new(format!("{} does not end with RequestId", action.output))),
        }
    }

    fn object(&self, name: &str) -> Outcome<&Object> {
        self.objects.get(name).ok_or_else(|| Failure::new(format!("there is no object {name}")))
    }

    fn check(&self) -> Outcome {
        let names = self.actions.keys().chain(self.objects.keys());
        if let Some(name) = names.into_iter().find(|name| !is_name(name)) {
            return Err(Failure::new(format!("not a name: {name}")));
        }
        let is_primitive = |name: &String| PRIMITIVES.iter().any(|(_, word)| word == name);
        if let Some(name) = self.objects.keys().find(|name| is_primitive(name)) {
            return Err(Failure::new(format!("the data type {name} has the name of another type")));
        }
        for (name, object) in &self.objects {
            let mut seen = BTreeSet::new();
            if let Some(twice) = object.members.iter().find(|member| !seen.insert(&member.name)) {
                return Err(Failure::new(format!("{name} has the member {} twice", twice.name)));
            }
        }
        Ok(())
    }
}

impl Action {
    /// Whether the action is called without a signature.
    pub(super) fn is_unsigned(&self) -> Outcome<bool> {
        flag(&self.skip_sign)
    }
}

impl Member {
    #[cfg(test)]
    pub(super) fn of(name: &str, kind: &str, element: &str) -> Self {
        let (kind, element) = (kind.to_owned(), element.to_owned());
        Self { name: name.to_owned(), kind, element, required: Value::Null, disabled: Value::Null }
    }

    /// A line of facts: name, type and marks.
    pub(super) fn line(&self, objects: &Objects) -> Outcome<String> {
        let wrong = |why: String| Failure::new(format!("member {}: {why}", self.name));
        if !is_name(&self.name) {
            return Err(wrong("not a name".to_owned()));
        }
        let kind = self
            .kind_word(objects)
            .ok_or_else(|| wrong(format!("unknown type {} {}", self.kind, self.element)))?;
        let required = if flag(&self.required)? { " required" } else { "" };
        let deprecated = if flag(&self.disabled)? { " deprecated" } else { "" };
        Ok(format!("{} {kind}{required}{deprecated}", self.name))
    }

    fn kind_word(&self, objects: &Objects) -> Option<String> {
        let element = &self.element;
        let is_structure = objects.contains_key(element);
        let is_primitive = PRIMITIVES.iter().any(|(_, word)| word == element);
        match &*self.kind {
            "object" if is_structure => Some(element.clone()),
            "list" if is_structure || is_primitive => Some(format!("[{element}]")),
            kind => PRIMITIVES.contains(&(kind, element)).then(|| element.clone()),
        }
    }
}

/// A boolean. Some are missing, and some are an integer.
fn flag(value: &Value) -> Outcome<bool> {
    match (value, value.as_u64()) {
        (Value::Null, _) | (_, Some(0)) => Ok(false),
        (Value::Bool(flag), _) => Ok(*flag),
        (_, Some(1)) => Ok(true),
        (other, _) => Err(Failure::new(format!("not a boolean: {other}"))),
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metadata(objects: &Value) -> Outcome<Metadata> {
        let actions =
            json!({"A": {"name": "一", "input": "AI", "output": "AO", "skip_sign": true}});
        let service = json!({"apiVersion": "2020-01-01", "serviceShortName": "a"});
        let all = json!({"metadata": service, "actions": actions, "objects": objects});
        Metadata::parse(&all.to_string())
    }

    fn member(name: &str, kind: &str, element: &str) -> Value {
        json!({"name": name, "type": kind, "member": element})
    }

    #[test]
    fn inputs_outputs_and_data_types_are_told_apart() {
        let request_id = member("RequestId", "string", "string");
        let objects = json!({
            "AI": {"members": [member("B", "list", "C")]},
            "AO": {"members": [member("D", "int", "int64"), request_id]},
            "C": {"members": []},
        });
        let metadata = metadata(&objects).unwrap();
        let action = &metadata.actions["A"];
        assert!(action.is_unsigned().unwrap());
        assert_eq!(metadata.input(action).unwrap().len(), 1);
        assert_eq!(metadata.output(action).unwrap()[0].name, "D");
        assert_eq!(metadata.structures().map(|(name, _)| name).collect::<Vec<_>>(), ["C"]);
    }

    #[test]
    fn members_have_the_word_of_their_type_and_their_marks() {
        let objects = Objects::from([("C".to_owned(), Object { members: Vec::new() })]);
        for (kind, element, word) in [
            ("string", "datetime_iso", Some("datetime_iso")),
            ("int", "uint64", Some("uint64")),
            ("object", "C", Some("C")),
            ("list", "C", Some("[C]")),
            ("list", "float", Some("[float]")),
            ("object", "D", None),
            ("int", "string", None),
            ("map", "string", None),
        ] {
            let line = Member::of("A", kind, element).line(&objects).ok();
            assert_eq!(line, word.map(|word| format!("A {word}")), "{kind} {element}");
        }
        let mut marked = Member::of("A", "bool", "bool");
        (marked.required, marked.disabled) = (json!(1), json!(true));
        assert_eq!(marked.line(&objects).unwrap(), "A bool required deprecated");
        marked.required = json!("yes");
        assert!(marked.line(&objects).is_err());
    }

    #[test]
    fn what_the_facts_cannot_say_is_an_error() {
        let no_members = json!({"members": []});
        let twice = member("A", "bool", "bool");
        for (objects, why) in [
            (json!({"int64": no_members}), "the data type int64 has the name of another type"),
            (json!({"a b": no_members}), "not a name: a b"),
            (json!({"B": {"members": [twice, twice]}}), "B has the member A twice"),
        ] {
            assert_eq!(metadata(&objects).unwrap_err().to_string(), why);
        }
        let metadata = metadata(&json!({"AO": no_members})).unwrap();
        let action = &metadata.actions["A"];
        assert!(metadata.input(action).is_err() && metadata.output(action).is_err());
    }
}
