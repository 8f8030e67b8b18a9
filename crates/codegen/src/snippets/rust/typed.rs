//! Inputs as values of their types.

use std::collections::BTreeSet;

use tencentcloud_catalog::{self as catalog, Kind};

use super::super::Call;
use super::super::input::{Json, Members};
use super::super::literal;
use super::expression::Expression;
use crate::types::{Field, POSITIONAL, Structures, input_fields, required, structure_fields};

/// The service and the version that `tencentcloud-ecm` has.
const ECM: (&str, &str) = ("ecm", "2019-07-19");

/// The actions that a Rust program calls with a type: service, version and name.
pub fn typed_actions() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let (service, version) = ECM;
    let version = catalog::service(service).and_then(|service| service.version(version));
    let actions = version.map(|version| version.actions).unwrap_or_default();
    actions.iter().map(|action| (action.service, action.version, action.name))
}

/// An input in Rust.
pub(super) struct Typed {
    pub(super) value: Expression,
    /// The names that it uses, and those below `structures`.
    pub(super) names: BTreeSet<String>,
    pub(super) structures: BTreeSet<String>,
}

/// The input as a value of its type, if that serializes to this very text.
pub(super) fn typed(call: &Call<'_>, members: &Members, text: &str) -> Option<Typed> {
    let action = call.action().filter(|action| (action.service, action.version) == ECM)?;
    if Json::Object(members.clone()).to_string() != text {
        return None;
    }
    let version = catalog::service(action.service)?.version(action.version)?;
    let structures = Structures::of(version);
    let names = BTreeSet::new();
    let mut values = Values { structures: &structures, names, used: BTreeSet::new() };
    let fields = input_fields(action, &structures);
    let value = values.structure(action.name, &fields, members, false)?;
    Some(Typed { value, names: values.names, structures: values.used })
}

/// Writes values, and notes the types of them.
struct Values<'a> {
    structures: &'a Structures,
    /// Types beside the action.
    names: BTreeSet<String>,
    /// Types below `structures`.
    used: BTreeSet<String>,
}

impl Values<'_> {
    /// The constructor and the setters of these members, which must have the order in which
    /// they are sent.
    fn structure(
        &mut self,
        name: &str,
        fields: &[Field],
        members: &Members,
        is_nested: bool,
    ) -> Option<Expression> {
        let names = if is_nested { &mut self.used } else { &mut self.names };
        names.insert(name.to_owned());

        let place = |name: &str| fields.iter().position(|field| field.member.name == name);
        let places = members.iter().map(|(name, _)| place(name)).collect::<Option<Vec<_>>>()?;
        if !places.is_sorted_by(|one, other| one < other) {
            return None;
        }
        let given = |field: &Field| {
            let member = members.iter().find(|(name, _)| name == field.member.name);
            member.map(|(_, value)| value)
        };
        let required = required(fields);
        let arguments = if required.len() > POSITIONAL {
            let values = required.iter().map(|field| {
                Some((field.name.clone(), self.owned(field.member.kind, given(field)?)?))
            });
            let fields = values.collect::<Option<_>>()?;
            let required = format!("{name}Required");
            let names = if is_nested { &mut self.used } else { &mut self.names };
            names.insert(required.clone());
            vec![Expression::Struct { name: required, fields }]
        } else {
            let values = required.iter().map(|field| self.value(field.member.kind, given(field)?));
            values.collect::<Option<_>>()?
        };
        let head = Expression::Call { path: format!("{name}::new"), arguments };
        let mut setters = Vec::new();
        for field in fields.iter().filter(|field| !field.is_required()) {
            if let Some(json) = given(field) {
                setters.push((field.name.clone(), self.value(field.member.kind, json)?));
            }
        }
        Some(if setters.is_empty() {
            head
        } else {
            Expression::Chain { head: Box::new(head), setters }
        })
    }

    /// What a setter or a constructor takes.
    fn value(&mut self, kind: Kind, json: &Json) -> Option<Expression> {
        match (kind, json) {
            (Kind::List(Kind::String), Json::List(items)) if items.is_empty() => {
                // The type of its items cannot be inferred.
                Some(Expression::Literal("[\"\"; 0]".into()))
            }
            (Kind::List(element), Json::List(items)) => {
                let items = items.iter().map(|item| self.value(*element, item));
                Some(Expression::List { is_vec: false, items: items.collect::<Option<_>>()? })
            }
            (Kind::Structure(structure), Json::Object(members)) => {
                let fields = structure_fields(structure, self.structures);
                self.structure(structure.name, &fields, members, true)
            }
            (kind, json) => scalar(kind, json).map(Expression::Literal),
        }
    }

    /// What a field of a struct takes.
    fn owned(&mut self, kind: Kind, json: &Json) -> Option<Expression> {
        match (kind, json) {
            (Kind::List(element), Json::List(items)) => {
                let items = items.iter().map(|item| self.owned(*element, item));
                Some(Expression::List { is_vec: true, items: items.collect::<Option<_>>()? })
            }
            (Kind::String, Json::String(_)) => {
                Some(Expression::Into(Box::new(self.value(kind, json)?)))
            }
            _ => self.value(kind, json),
        }
    }
}

/// A literal that is written as the same JSON.
fn scalar(kind: Kind, json: &Json) -> Option<String> {
    match (kind, json) {
        (Kind::String, Json::String(text)) => Some(literal::rust(text)),
        (Kind::Integer, Json::Number(digits)) => {
            let number: i64 = digits.parse().ok()?;
            (number.to_string() == *digits).then(|| digits.clone())
        }
        (Kind::Unsigned, Json::Number(digits)) => {
            let number: u64 = digits.parse().ok()?;
            (number.to_string() == *digits).then(|| digits.clone())
        }
        (Kind::Float, Json::Number(digits)) => {
            let number: f64 = digits.parse().ok()?;
            (format!("{number:?}") == *digits).then(|| digits.clone())
        }
        (Kind::Boolean, Json::Boolean(boolean)) => Some(boolean.to_string()),
        _ => None,
    }
}
