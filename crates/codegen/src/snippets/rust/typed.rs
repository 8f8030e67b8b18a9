//! Inputs as values of their types.

use std::collections::BTreeSet;

use bytes::Bytes;
use tencentcloud_catalog::{self as catalog, Kind};
use tencentcloud_core::BodyKind;

use super::super::input::{self, Json, Members};
use super::super::literal;
use super::super::{Call, Unsupported};
use super::expression::Expression;
use super::library::{ECM, Library};
use crate::types::{Field, POSITIONAL, input_fields, required, structure_fields};

/// The actions that a Rust program calls with a type by default, since a crate of the
/// repository has it: service, version and name.
pub fn typed_actions() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let (service, version) = ECM;
    let version = catalog::service(service).and_then(|service| service.version(version));
    let actions = version.map(|version| version.actions).unwrap_or_default();
    actions.iter().map(|action| (action.service, action.version, action.name))
}

const NOT_IN_CATALOG: Unsupported = Unsupported::new(
    "The catalog does not know the action, so there is no type for it",
    "目录中没有该接口，因此没有对应的类型",
);
const NO_VALUE: Unsupported = Unsupported::new(
    "The input is no value of the action's type: a required member is missing, or a member is \
     unknown, null, of another type or a number in an unusual form",
    "输入不符合接口的类型：缺少必填参数，或有参数未知、为 null、类型不符或数字写法特殊",
);

/// Names that a program has from elsewhere.
const TAKEN: [&str; 17] = [
    "Algorithm",
    "AnyResponse",
    "Box",
    "Client",
    "Duration",
    "Effect",
    "Endpoint",
    "Err",
    "Error",
    "HeaderName",
    "HeaderValue",
    "HyperTransport",
    "Language",
    "Method",
    "Ok",
    "Result",
    "SignatureMethod",
];

/// An input in Rust.
pub(super) struct Typed {
    pub(super) value: Expression,
    pub(super) library: Library,
    /// The names of the action's module that it uses, and those below `structures`.
    pub(super) names: BTreeSet<String>,
    pub(super) structures: BTreeSet<String>,
    /// Whether it serializes to the very bytes of the input, or only to the same JSON.
    pub(super) same_bytes: bool,
}

/// The input as a value of its type.
pub(super) fn typed(call: &Call<'_>) -> Result<Typed, Unsupported> {
    let action = call.action().ok_or(NOT_IN_CATALOG)?;
    let request = call.request;
    let (text, files) = match request.body_kind() {
        // Files are not in the text.
        BodyKind::Multipart => (input::body_text(call)?.into(), request.files()),
        _ => (input::text(call)?, &[][..]),
    };
    let members = input::members(&text)?;
    let library = Library::of(action).ok_or(NOT_IN_CATALOG)?;
    let fields = input_fields(action, &library.structures);
    let mut values = Values {
        library: &library,
        names: BTreeSet::new(),
        structures: BTreeSet::new(),
        same_bytes: Json::Object(members.clone()).to_string() == text,
    };
    let mut value = values.structure(action.name, &fields, &members, files, false)?;
    if request.body_kind() == BodyKind::Octets {
        value = value.with_setter("body", Expression::Literal(literal::rust_bytes(request.body())));
    }
    let Values { names, structures, same_bytes, .. } = values;
    Ok(Typed { value, library, names, structures, same_bytes })
}

/// Writes values, and notes the names that they use.
struct Values<'a> {
    library: &'a Library,
    names: BTreeSet<String>,
    structures: BTreeSet<String>,
    same_bytes: bool,
}

/// What a member is given.
#[derive(Clone, Copy)]
enum Given<'a> {
    Json(&'a Json),
    File(&'a [u8]),
}

impl Values<'_> {
    /// The constructor and the setters of these members.
    fn structure(
        &mut self,
        name: &str,
        fields: &[Field],
        members: &Members,
        files: &[(String, Bytes)],
        is_nested: bool,
    ) -> Result<Expression, Unsupported> {
        self.same_bytes &= is_in_order(fields, members.iter().map(|(name, _)| &**name), false)?
            && is_in_order(fields, files.iter().map(|(name, _)| &**name), true)?;
        let given = |field: &Field| {
            let wire = field.member.name;
            if field.is_binary() {
                let file = files.iter().find(|(name, _)| name == wire);
                file.map(|(_, content)| Given::File(content))
            } else {
                let member = members.iter().find(|(name, _)| name == wire);
                member.map(|(_, value)| Given::Json(value))
            }
        };
        let path = self.path(name, is_nested);
        let required = required(fields);
        let required = required.iter().map(|field| Ok((*field, given(field).ok_or(NO_VALUE)?)));
        let required = required.collect::<Result<Vec<_>, Unsupported>>()?;
        let arguments = if required.len() > POSITIONAL {
            let name = self.path(&format!("{name}Required"), is_nested);
            let values = required.iter().map(|(field, given)| {
                Ok((field.name.clone(), self.owned(field.member.kind, *given)?))
            });
            vec![Expression::Struct { name, fields: values.collect::<Result<_, _>>()? }]
        } else {
            let values =
                required.iter().map(|(field, given)| self.value(field.member.kind, *given));
            values.collect::<Result<_, _>>()?
        };
        let head = Expression::Call { path: format!("{path}::new"), arguments };
        let mut setters = Vec::new();
        for field in fields.iter().filter(|field| !field.is_required()) {
            if let Some(given) = given(field) {
                setters.push((field.name.clone(), self.value(field.member.kind, given)?));
            }
        }
        Ok(if setters.is_empty() {
            head
        } else {
            Expression::Chain { head: Box::new(head), setters }
        })
    }

    /// A type by its name, which is imported; by its path where the program has the name from
    /// elsewhere.
    fn path(&mut self, name: &str, is_nested: bool) -> String {
        if TAKEN.contains(&name) || (is_nested && self.names.contains(name)) {
            let structures = if is_nested { "::structures" } else { "" };
            return format!("{}{structures}::{name}", self.library.module);
        }
        let names = if is_nested { &mut self.structures } else { &mut self.names };
        names.insert(name.to_owned());
        name.to_owned()
    }

    /// What a setter or a constructor takes.
    fn value(&mut self, kind: Kind, given: Given<'_>) -> Result<Expression, Unsupported> {
        match (kind, given) {
            (Kind::List(Kind::String), Given::Json(Json::List(items))) if items.is_empty() => {
                // The type of its items cannot be inferred.
                Ok(Expression::Literal("[\"\"; 0]".into()))
            }
            (Kind::List(element), Given::Json(Json::List(items))) => {
                let items = items.iter().map(|item| self.value(*element, Given::Json(item)));
                Ok(Expression::List { is_vec: false, items: items.collect::<Result<_, _>>()? })
            }
            (Kind::Structure(structure), Given::Json(Json::Object(members))) => {
                let fields = structure_fields(structure, &self.library.structures);
                self.structure(structure.name, &fields, members, &[], true)
            }
            (Kind::Binary, Given::File(content)) => {
                Ok(Expression::Literal(literal::rust_bytes(content)))
            }
            (kind, Given::Json(json)) => {
                let literal = scalar(kind, json).ok_or(NO_VALUE)?;
                self.same_bytes &= kind != Kind::Float || json.to_string() == literal;
                Ok(Expression::Literal(literal))
            }
            _ => Err(NO_VALUE),
        }
    }

    /// What a field of a struct takes.
    fn owned(&mut self, kind: Kind, given: Given<'_>) -> Result<Expression, Unsupported> {
        match (kind, given) {
            (Kind::List(element), Given::Json(Json::List(items))) => {
                let items = items.iter().map(|item| self.owned(*element, Given::Json(item)));
                Ok(Expression::List { is_vec: true, items: items.collect::<Result<_, _>>()? })
            }
            (Kind::String | Kind::Binary, _) => {
                Ok(Expression::Into(Box::new(self.value(kind, given)?)))
            }
            _ => self.value(kind, given),
        }
    }
}

/// Whether these members, or these files, have the order of the fields. Fails if one is no field.
fn is_in_order<'n>(
    fields: &[Field],
    names: impl Iterator<Item = &'n str>,
    is_file: bool,
) -> Result<bool, Unsupported> {
    let place = |name: &str| {
        let is_field = |field: &Field| field.member.name == name && field.is_binary() == is_file;
        fields.iter().position(is_field).ok_or(NO_VALUE)
    };
    let places = names.map(place).collect::<Result<Vec<_>, _>>()?;
    Ok(places.is_sorted())
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
            let literal = format!("{number:?}");
            // `1` is written as `1.0`.
            (literal == *digits || number.to_string() == *digits).then_some(literal)
        }
        (Kind::Boolean, Json::Boolean(boolean)) => Some(boolean.to_string()),
        _ => None,
    }
}
