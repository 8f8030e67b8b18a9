//! Where structures stand: in inputs, in outputs, within themselves.

use std::collections::{BTreeMap, BTreeSet};

use tencentcloud_catalog::{Kind, Member, Structure, Version};

/// In what a structure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Usage {
    pub(super) input: bool,
    pub(super) output: bool,
}

impl Usage {
    /// Whether members that are required in inputs have bare types.
    pub(super) fn is_input_only(self) -> bool {
        self.input && !self.output
    }

    /// Whether lists that are absent are empty.
    pub(super) fn is_output_only(self) -> bool {
        self.output && !self.input
    }
}

/// The structures of a version by their names.
pub(crate) struct Structures {
    /// The actions of each structure, by its name.
    inputs: BTreeMap<&'static str, Vec<&'static str>>,
    outputs: BTreeMap<&'static str, Vec<&'static str>>,
    /// Structures that contain themselves, with those on the way.
    cycles: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl Structures {
    /// Of the whole version: a choice of actions changes no type.
    pub(crate) fn of(version: &Version) -> Self {
        let (mut inputs, mut outputs): (BTreeMap<_, Vec<_>>, BTreeMap<_, Vec<_>>) =
            Default::default();
        for action in version.actions {
            for structure in reached(action.input.iter()) {
                inputs.entry(structure.name).or_default().push(action.name);
            }
            for structure in reached(action.output.iter()) {
                outputs.entry(structure.name).or_default().push(action.name);
            }
        }
        let cycles =
            version.structures.iter().map(|structure| (structure.name, contained(structure)));
        Self { inputs, outputs, cycles: cycles.collect() }
    }

    pub(super) fn usage(&self, name: &str) -> Usage {
        Usage { input: self.inputs.contains_key(name), output: self.outputs.contains_key(name) }
    }

    /// Where a structure stands, as sentences.
    pub(super) fn places(&self, name: &str) -> Vec<String> {
        let sentence = |what: &str, actions: Option<&Vec<&str>>| {
            let actions = actions?;
            let shown: Vec<_> = actions.iter().take(3).map(|name| format!("`{name}`")).collect();
            let rest = match actions.len() - shown.len() {
                0 => String::new(),
                1 => " and one more action".into(),
                rest => format!(" and {rest} more actions"),
            };
            Some(format!("In {what} of {}{rest}.", shown.join(", ")))
        };
        let inputs = sentence("inputs", self.inputs.get(name));
        let outputs = sentence("outputs", self.outputs.get(name));
        inputs.into_iter().chain(outputs).collect()
    }

    /// Whether a member of this structure needs a box, because its type contains the
    /// structure again.
    pub(super) fn is_boxed(&self, owner: &str, member: &Structure) -> bool {
        let contains = self.cycles.get(member.name);
        member.name == owner || contains.is_some_and(|contained| contained.contains(owner))
    }
}

/// All structures that members refer to, directly or not.
pub(super) fn reached<'m>(
    members: impl Iterator<Item = &'m Member>,
) -> impl Iterator<Item = &'static Structure> {
    let mut found: BTreeMap<&'static str, &'static Structure> = BTreeMap::new();
    let mut rest: Vec<&'static Structure> =
        members.filter_map(|member| structure(member.kind)).collect();
    while let Some(next) = rest.pop() {
        if found.insert(next.name, next).is_none() {
            rest.extend(next.members().iter().filter_map(|member| structure(member.kind)));
        }
    }
    found.into_values()
}

/// The structures that a value of a structure holds without a list between.
fn contained(structure: &Structure) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let mut rest: Vec<&'static Member> = structure.members().iter().collect();
    while let Some(member) = rest.pop() {
        if let Kind::Structure(inner) = member.kind
            && found.insert(inner.name)
        {
            rest.extend(inner.members());
        }
    }
    found
}

fn structure(kind: Kind) -> Option<&'static Structure> {
    match kind {
        Kind::Structure(structure) => Some(structure),
        Kind::List(element) => structure(*element),
        _ => None,
    }
}
