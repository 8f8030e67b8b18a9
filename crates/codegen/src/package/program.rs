//! The first program of a crate.

use std::rc::Rc;

use tencentcloud_catalog::{Action, ActionClass, Body, Kind, Status, skeleton};

use super::Package;
use crate::types::{POSITIONAL, Structures, input_fields, required, version_name};

impl Package {
    /// A program that calls one action: rather one that reads, and with few required members.
    pub(super) fn program(&self) -> String {
        let calls = self.actions().map(|(path, action, used)| Call::of(&path, action, &used));
        let call = calls.min_by_key(|call| call.cost);
        let Some(Call { path, name, input, .. }) = call else { return String::new() };
        let package = self.name().replace('-', "_");
        let mut uses = [
            "use tencentcloud_client::blocking::Client;".to_owned(),
            "use tencentcloud_ureq::UreqTransport;".to_owned(),
            format!("use {package}::{path}{name};"),
        ];
        uses.sort();
        format!(
            "{}\n\n\
             fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
                 let client = Client::new(UreqTransport::new()?);\n    \
                 let input{input};\n    \
                 let output = client.send(&input)?.into_output();\n    \
                 println!(\"{{output:?}}\");\n    \
                 Ok(())\n\
             }}\n",
            uses.join("\n")
        )
    }

    /// The actions with the paths of their modules, `v2023_06_16::` or nothing.
    pub(crate) fn actions(
        &self,
    ) -> impl Iterator<Item = (String, &'static Action, Rc<Structures>)> {
        let versions = self.types.versions().iter().enumerate();
        versions.flat_map(move |(place, version)| {
            let path =
                if place == 0 { String::new() } else { format!("{}::", version_name(version)) };
            let structures = Rc::new(Structures::of(version));
            let chosen = self.types.chosen();
            let is_chosen =
                move |action: &&Action| chosen.is_none_or(|chosen| chosen.contains(action.name));
            let actions = version.actions.iter().filter(is_chosen);
            actions.map(move |action| (path.clone(), action, structures.clone()))
        })
    }
}

/// How a program calls an action.
struct Call {
    path: String,
    name: &'static str,
    /// What follows `let input`.
    input: String,
    /// Least is best.
    cost: (bool, bool, bool, usize),
}

impl Call {
    fn of(path: &str, action: &'static Action, structures: &Structures) -> Self {
        let fields = input_fields(action, structures);
        let required = required(&fields);
        let values: Option<Vec<_>> =
            required.iter().map(|field| literal(field.member.kind)).collect();
        let values = values.filter(|values| values.len() <= POSITIONAL);
        let is_usual =
            action.status == Status::Current && action.body == Body::Json && !action.streams;
        let cost =
            (!is_usual, values.is_none(), action.class != ActionClass::Reads, required.len());
        let name = action.name;
        let input = match values {
            Some(values) => format!(" = {name}::new({})", values.join(", ")),
            None => format!(": {name} = serde_json::from_str(r#\"{}\"#)?", skeleton(action)),
        };
        Self { path: path.to_owned(), name, input, cost }
    }
}

fn literal(kind: Kind) -> Option<String> {
    Some(match kind {
        Kind::String => "\"string\"".into(),
        Kind::Integer | Kind::Unsigned => "1".into(),
        Kind::Float => "1.0".into(),
        Kind::Boolean => "false".into(),
        Kind::List(Kind::List(_)) => return None,
        Kind::List(element) => format!("[{}]", literal(*element)?),
        _ => return None,
    })
}
