//! Help for a data type.

use std::fmt::Write;

use tencentcloud_catalog::{Structure, Version};

use super::descriptions::Descriptions;
use super::members;
use crate::texts::Owner;

/// The members of a data type of the version; `others` is the command that shows others.
pub(super) fn help(
    version: &Version,
    structure: &Structure,
    others: &str,
    whole_texts: bool,
) -> String {
    let Version { service, version: date, .. } = version;
    let mut text = format!("{}, a data type of {service} {date}\n", structure.name);
    let texts = Descriptions::of(service, date, whole_texts);
    text.push_str(&texts.structure(structure.name));
    let owner = Owner::Structure(structure.name);
    let _ = write!(text, "\nMembers:\n{}", members::tree(structure.members(), owner, &texts));
    let structures = members::structures([structure.members()]);
    if !structures.is_empty() {
        let _ = write!(text, "\nData types:\n{}", members::wrapped(structures));
        let _ = writeln!(text, "  Members of one: {others}");
    }
    text + &texts.note()
}
