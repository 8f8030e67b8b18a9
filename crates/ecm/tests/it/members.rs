//! Agreement of a structure with the members that the catalog declares.

use std::collections::BTreeSet;

use tencentcloud_catalog::{Kind, Member, Structure, Version};
use tencentcloud_core::record::{Found, Record, Slot, View};

/// Where a structure is used decides about the types of its members.
#[derive(Clone, Copy)]
pub(super) struct Usage {
    pub(super) input: bool,
    pub(super) output: bool,
}

/// The structures that inputs and outputs reach.
pub(super) struct Reached {
    inputs: BTreeSet<&'static str>,
    outputs: BTreeSet<&'static str>,
}

impl Reached {
    pub(super) fn of(version: &Version) -> Self {
        let (mut inputs, mut outputs) = (BTreeSet::new(), BTreeSet::new());
        for action in version.actions {
            reach(action.input, &mut inputs);
            reach(action.output, &mut outputs);
        }
        Self { inputs, outputs }
    }

    fn usage(&self, structure: &Structure) -> Usage {
        Usage {
            input: self.inputs.contains(structure.name),
            output: self.outputs.contains(structure.name),
        }
    }

    /// Compares names, order, types, and which members may be absent, at every depth.
    /// Returns the number of members.
    pub(super) fn compare(
        &self,
        record: &mut dyn Record,
        path: &str,
        members: &[Member],
        usage: Usage,
    ) -> usize {
        assert!(path.len() < 500, "a structure contains itself: {path}");
        let names: Vec<&str> = members.iter().map(|member| member.name).collect();
        assert_eq!(record.shape().members, names, "{path}");
        let mut count = members.len();
        for (index, member) in members.iter().enumerate() {
            let path = &format!("{path}.{}", member.name);
            let is_bare = member.required && !usage.output;
            let is_list = matches!(member.kind, Kind::List(_));
            let is_vec = is_list && (is_bare || !usage.input);
            assert_eq!(is_vec, matches!(record.member(index).view(), View::List(_)), "{path}");
            let is_required = record.member(index).is_required();
            assert_eq!(is_required, is_bare && !is_list, "{path}");
            count += self.value(record.member_mut(index), path, member.kind);
            let value = match (record.member(index).view(), member.kind) {
                (View::List(list), Kind::List(element)) => (list.item(0), *element),
                other => other,
            };
            assert!(is_of_kind(value), "{path} is {:?}", value.0);
        }
        count
    }

    /// Puts a value there, which every type of scalar reads.
    fn value(&self, mut slot: Slot<'_>, path: &str, kind: Kind) -> usize {
        if let Kind::List(element) = kind {
            return self.value(slot.next_item().expect(path), path, *element);
        }
        match slot.enter() {
            Ok(record) => self.structure(record, path, kind),
            Err(slot) => {
                assert_eq!(slot.put(Found::String("1")), Ok(true), "{path}");
                0
            }
        }
    }

    fn structure(&self, record: &mut dyn Record, path: &str, kind: Kind) -> usize {
        let Kind::Structure(structure) = kind else { panic!("{path} is no structure") };
        assert_eq!(record.shape().name, structure.name, "{path}");
        self.compare(record, path, structure.members(), self.usage(structure))
    }
}

fn is_of_kind((value, kind): (View<'_>, Kind)) -> bool {
    match kind {
        Kind::String => matches!(value, View::String("1")),
        Kind::Integer => matches!(value, View::Integer(1)),
        Kind::Unsigned => matches!(value, View::Unsigned(1)),
        Kind::Float => matches!(value, View::Float(_)),
        Kind::Boolean => matches!(value, View::Boolean(true)),
        Kind::Structure(_) => matches!(value, View::Structure(_)),
        _ => false,
    }
}

fn reach(members: &[Member], found: &mut BTreeSet<&'static str>) {
    for member in members {
        let mut kind = member.kind;
        while let Kind::List(element) = kind {
            kind = *element;
        }
        if let Kind::Structure(structure) = kind
            && found.insert(structure.name)
        {
            reach(structure.members(), found);
        }
    }
}
