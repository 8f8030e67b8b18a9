//! The metadata of a service version in the package, `api.json`, of which only the texts
//! are read.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::lines::push;

#[derive(Deserialize)]
struct Metadata {
    actions: BTreeMap<String, Action>,
    objects: BTreeMap<String, Object>,
}

#[derive(Deserialize)]
struct Action {
    document: Option<String>,
    input: String,
    output: String,
}

#[derive(Deserialize)]
struct Object {
    document: Option<String>,
    members: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    name: String,
    document: Option<String>,
}

/// The texts of a version.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Converted {
    /// In the form of [`super::lines`].
    pub(super) file: String,
    pub(super) actions: usize,
    pub(super) members: usize,
}

/// The texts in an `api.json`; an error says where it is not one.
pub(super) fn convert(json: &[u8]) -> Result<Converted, serde_json::Error> {
    let Metadata { actions, mut objects } = serde_json::from_slice(json)?;
    let mut converted = Converted::default();
    for (name, Action { document, input, output }) in &actions {
        push(&mut converted.file, "action ", name, document.as_deref().unwrap_or_default());
        converted.actions += 1;
        for (start, object) in [(" in ", input), (" out ", output)] {
            // No other action has it.
            if let Some(object) = objects.remove(object) {
                // In every output, and in no catalog.
                let members = object.members.iter().filter(|member| member.name != "RequestId");
                converted.members(start, members);
            }
        }
    }
    for (name, object) in &objects {
        let document = object.document.as_deref().unwrap_or_default();
        push(&mut converted.file, "structure ", name, document);
        converted.members(" ", object.members.iter());
    }
    Ok(converted)
}

impl Converted {
    fn members<'m>(&mut self, start: &str, members: impl Iterator<Item = &'m Member>) {
        for member in members {
            let text = member.document.as_deref().unwrap_or_default();
            if !text.trim().is_empty() {
                push(&mut self.file, start, &member.name, text);
                self.members += 1;
            }
        }
    }
}
