//! The action to open for a member or an error code.

use std::collections::BTreeSet;

use tencentcloud_catalog::{self as catalog, Action, Hit, HitKind, Kind, Member, Version};

/// For an action its name; for a member of a structure or a code the first action that has it.
pub(super) fn action_of(hit: &Hit) -> Option<String> {
    let version = || catalog::service(hit.service)?.version(hit.version);
    match (hit.kind, hit.action.as_deref()) {
        (HitKind::Member, Some(owner)) => {
            let version = version()?;
            // An action and a structure may have one name; then the member tells.
            let is_action = version.action(owner).is_some_and(|action| {
                action.input.iter().chain(action.output).any(|member| member.name == hit.name)
            });
            if is_action { Some(owner.to_owned()) } else { with_structure(version, owner) }
        }
        (HitKind::ErrorCode, _) => {
            let version = version()?;
            let found = version.actions.iter().find(|action| action.documents(&hit.name));
            // Of some services only the codes of the whole service are known.
            let action = found.or_else(|| version.actions.first())?;
            Some(action.name.to_owned())
        }
        _ => hit.action.clone(),
    }
}

/// An action whose input has the structure, else one whose output has it.
fn with_structure(version: &'static Version, structure: &str) -> Option<String> {
    let reaching = |members: fn(&Action) -> &'static [Member]| {
        version.actions.iter().find(|action| reaches(members(action), structure))
    };
    let action = reaching(|action| action.input).or_else(|| reaching(|action| action.output))?;
    Some(action.name.to_owned())
}

fn reaches(members: &'static [Member], structure: &str) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![members]);
    while let Some(members) = open.pop() {
        for member in members {
            let mut kind = member.kind;
            while let Kind::List(of) = kind {
                kind = *of;
            }
            if let Kind::Structure(found) = kind
                && seen.insert(found.name)
            {
                if found.name == structure {
                    return true;
                }
                open.push(found.members());
            }
        }
    }
    false
}
