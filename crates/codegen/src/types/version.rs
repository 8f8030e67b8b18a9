//! The modules of a version.

use std::collections::BTreeSet;

use tencentcloud_catalog::{Action, Structure, Version};

use super::module::{Module, Visibility};
use super::names::Scope;
use super::structure::Struct;
use super::usage::{Structures, reached};
use super::{action, codes, field};

/// The module of a version, with the actions of these names, or all. Without any action it
/// has no children.
pub(super) fn module(version: &'static Version, only: Option<&BTreeSet<&'static str>>) -> Module {
    let is_chosen = |action: &&'static Action| only.is_none_or(|only| only.contains(action.name));
    let actions: Vec<&'static Action> = version.actions.iter().filter(is_chosen).collect();
    let children = if actions.is_empty() { Vec::new() } else { children(version, &actions) };
    Module {
        name: name(version),
        documentation: format!("Version {}.", version.version),
        attributes: &[],
        text: String::new(),
        children,
        visibility: Visibility::Public,
    }
}

/// The name of its module where it is not at the root: `v2023_06_16`.
pub(crate) fn name(version: &Version) -> String {
    format!("v{}", version.version.replace('-', "_"))
}

fn children(version: &'static Version, actions: &[&'static Action]) -> Vec<Module> {
    let structures = Structures::of(version);
    let members = actions.iter().flat_map(|action| action.input.iter().chain(action.output));
    let used: Vec<&'static Structure> = reached(members).collect();

    let mut scope = Scope::default();
    let actions = actions.iter().map(|action| Module {
        name: scope.snake(action.name),
        documentation: String::new(),
        attributes: &[],
        text: action::text(version, action, &structures),
        children: Vec::new(),
        visibility: Visibility::Flat,
    });
    let actions = Module {
        name: "actions".into(),
        documentation: String::new(),
        attributes: &[],
        text: String::new(),
        children: actions.collect(),
        visibility: Visibility::Flat,
    };
    let mut modules = vec![actions];
    if !version.error_codes.is_empty() {
        modules.push(Module {
            name: "codes".into(),
            documentation: "The error codes of the service, in addition to the common ones.".into(),
            attributes: &[],
            text: codes::text(version.error_codes),
            children: Vec::new(),
            visibility: Visibility::Public,
        });
    }
    if !used.is_empty() {
        let mut scope = Scope::default();
        let children = used.iter().map(|structure| Module {
            name: scope.snake(structure.name),
            documentation: String::new(),
            attributes: &[],
            text: structure_text(structure, &structures),
            children: Vec::new(),
            visibility: Visibility::Flat,
        });
        modules.push(Module {
            name: "structures".into(),
            documentation: "The structures of inputs and outputs.".into(),
            attributes: &[],
            text: String::new(),
            children: children.collect(),
            visibility: Visibility::Public,
        });
    }
    modules
}

fn structure_text(structure: &'static Structure, structures: &Structures) -> String {
    let usage = structures.usage(structure.name);
    let fields = field::structure_fields(structure, structures);
    let docs = [
        vec![format!("The structure `{}`.", structure.name), String::new()],
        structures.places(structure.name),
    ];
    Struct {
        name: structure.name,
        docs: &docs.concat(),
        fields: &fields,
        is_input: usage.input,
        body: None,
        is_deprecated: false,
        root: "super::super",
    }
    .text()
}
