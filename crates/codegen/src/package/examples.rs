//! The tests of a crate: example outputs are read, and a value of each is compared.

use std::fmt::Write;

use serde_json::{Map, Value};
use tencentcloud_catalog::{Kind, example_output};

use super::Package;
use crate::types::{Field, MARK, Scope, Structures, output_fields, structure_fields};

/// At most this many actions are tested.
const MOST: usize = 20;

impl Package {
    /// `tests/examples.rs`.
    pub(super) fn examples(&self) -> String {
        let package = self.name().replace('-', "_");
        let mut text = format!(
            "{MARK}\n\
             //! Outputs as the catalog describes them are read, and one value of each is compared.\n\
             #![allow(deprecated, clippy::all, clippy::pedantic, clippy::restriction)]\n"
        );
        let mut names = Scope::default();
        let tests = self.actions().filter_map(|(path, action, structures)| {
            let output = example_output(action);
            let fields = output_fields(action, &structures);
            let assertion = assertion(&fields, &output, "output", &structures)?;
            Some((path, action.name, Value::Object(output), assertion))
        });
        for (path, action, output, assertion) in tests.take(MOST) {
            let name = names.snake(&format!("{}{action}", path.replace("::", "_")));
            let _ = write!(
                text,
                "\n#[test]\nfn {name}() {{\n    \
                     let output: {package}::{path}{action}Output =\n        \
                     serde_json::from_str(r#\"{output}\"#).unwrap();\n    \
                     {assertion}\n\
                 }}\n"
            );
        }
        text
    }
}

/// The comparison of the first value that the fields lead to.
fn assertion(
    fields: &[Field],
    values: &Map<String, Value>,
    owner: &str,
    structures: &Structures,
) -> Option<String> {
    fields.iter().find_map(|field| {
        let value = values.get(field.member.name)?;
        let place = format!("{owner}.{}", field.name);
        let is_whole = matches!(field.member.kind, Kind::Structure(_) | Kind::List(_));
        match (is_whole, field.is_optional()) {
            (true, true) => {
                let place = format!("{place}.as_ref().unwrap()");
                of_kind(field.member.kind, value, &place, structures)
            }
            (true, false) => of_kind(field.member.kind, value, &place, structures),
            (false, _) => {
                let as_str = if value.is_string() { ".as_deref()" } else { "" };
                let value = literal(field.member.kind, value)?;
                Some(format!("assert_eq!({place}{as_str}, Some({value}));"))
            }
        }
    })
}

fn of_kind(kind: Kind, value: &Value, place: &str, structures: &Structures) -> Option<String> {
    match kind {
        Kind::Structure(structure) => {
            let fields = structure_fields(structure, structures);
            assertion(&fields, value.as_object()?, place, structures)
        }
        Kind::List(element) => of_kind(*element, value.get(0)?, &format!("{place}[0]"), structures),
        kind => Some(format!("assert_eq!({place}, {});", literal(kind, value)?)),
    }
}

fn literal(kind: Kind, value: &Value) -> Option<String> {
    match value {
        // No member of JSON has it.
        _ if kind == Kind::Binary => None,
        Value::String(text) => Some(format!("{text:?}")),
        value => Some(value.to_string()),
    }
}
