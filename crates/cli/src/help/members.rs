//! Members and their types in help texts.

use std::fmt::Write;

use tencentcloud_catalog::{Kind, Member, Structure};

use super::descriptions::Descriptions;
use crate::texts::Owner;

/// Members are shown two levels deep, since some structures contain themselves; the help
/// of a structure shows the next two.
const DEEPEST: usize = 2;

/// The widest line of names.
const WIDTH: usize = 80;

/// The members of an input as parameters of the command line.
pub(super) fn parameters(members: &[Member], owner: Owner<'_>, texts: &Descriptions) -> String {
    lines(members, &mut |text, parents, member| {
        let prefix: String = parents.iter().fold(String::new(), |prefix, parent| {
            let index = if matches!(parent.kind, Kind::List(_)) { "0." } else { "" };
            prefix + parent.name + "." + index
        });
        let name = format!("--{prefix}{}", member.name);
        let _ = writeln!(text, "  {name:<32} {}", marks(member));
        let parent = parents.last().and_then(|parent| structure(parent.kind));
        text.push_str(&texts.member(owner, parent, member, "      "));
    })
}

/// The members of an output or a structure, those of its structures indented.
pub(super) fn tree(members: &[Member], owner: Owner<'_>, texts: &Descriptions) -> String {
    lines(members, &mut |text, parents, member| {
        let indent = "  ".repeat(parents.len() + 1);
        let name = format!("{indent}{}", member.name);
        let _ = writeln!(text, "{name:<34} {}", marks(member));
        let parent = parents.last().and_then(|parent| structure(parent.kind));
        text.push_str(&texts.member(owner, parent, member, &(indent + "    ")));
    })
}

/// The structures in the first two levels of members, in their order, each once.
pub(super) fn structures<const N: usize>(members: [&[Member]; N]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for members in members {
        lines(members, &mut |_, _, member| {
            if let Some(structure) = structure(member.kind)
                && !names.contains(&structure.name)
            {
                names.push(structure.name);
            }
        });
    }
    names
}

/// Names in lines of at most 80 characters.
pub(super) fn wrapped<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let (mut text, mut column) = (String::new(), 0);
    for name in names {
        if column > 0 && column + 1 + name.len() > WIDTH {
            text.push('\n');
            column = 0;
        }
        let space = if column == 0 { "  " } else { " " };
        text = text + space + name;
        column += space.len() + name.len();
    }
    text + "\n"
}

/// Writes the lines of a member.
type WriteLine<'w> = dyn FnMut(&mut String, &[&Member], &Member) + 'w;

/// What `line` writes for each member; it gets the members above.
fn lines(members: &[Member], line: &mut WriteLine<'_>) -> String {
    let mut text = String::new();
    add(&mut text, &mut Vec::new(), members, line);
    if members.is_empty() {
        text.push_str("  none\n");
    }
    text
}

fn add<'m>(
    text: &mut String,
    parents: &mut Vec<&'m Member>,
    members: &'m [Member],
    line: &mut WriteLine<'_>,
) {
    for member in members {
        line(text, parents, member);
        if let Some(structure) = structure(member.kind)
            && parents.len() + 1 < DEEPEST
        {
            parents.push(member);
            add(text, parents, structure.members(), line);
            parents.pop();
        }
    }
}

/// The structure, or that of the items of a list.
fn structure(kind: Kind) -> Option<&'static Structure> {
    match kind {
        Kind::Structure(structure) => Some(structure),
        Kind::List(item) => structure(*item),
        _ => None,
    }
}

/// The type with what else is known: `list of strings, required`.
fn marks(member: &Member) -> String {
    let required = if member.required { ", required" } else { "" };
    let deprecated = if member.deprecated { ", deprecated" } else { "" };
    format!("{}{required}{deprecated}", kind(member.kind))
}

fn kind(of: Kind) -> String {
    match of {
        Kind::String => "string".into(),
        Kind::Binary => "file".into(),
        Kind::Integer | Kind::Unsigned => "integer".into(),
        Kind::Float => "number".into(),
        Kind::Boolean => "boolean".into(),
        Kind::Structure(structure) => structure.name.into(),
        Kind::List(&Kind::Structure(structure)) => format!("list of {}", structure.name),
        Kind::List(item) => format!("list of {}s", kind(*item)),
        _ => "JSON".into(),
    }
}

#[cfg(test)]
mod tests {
    use tencentcloud_catalog::action;

    use super::*;

    /// Without texts.
    fn parameters(members: &[Member]) -> String {
        let texts = Descriptions::of("no-service", "", false);
        super::parameters(members, Owner::Input(""), &texts)
    }

    fn tree(members: &[Member]) -> String {
        super::tree(members, Owner::Output(""), &Descriptions::of("no-service", "", false))
    }

    #[test]
    fn members_are_shown_two_levels_deep() {
        let describe = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        let text = parameters(describe.input);
        assert!(text.starts_with("  --Filters                        list of Filter\n"), "{text}");
        assert!(text.contains("\n  --Filters.0.Values               list of strings, required\n"));
        let run = action("cvm", "2017-03-12", "RunInstances").unwrap();
        let text = tree(run.input);
        assert!(text.contains("\n  LoginSettings                    LoginSettings\n"), "{text}");
        assert!(text.contains("\n    Password                       string\n"), "{text}");
        assert!(!text.contains("\n      "), "{text}");
        assert!(structures([run.input]).contains(&"LoginSettings"));
        let notice = action("cls", "2020-10-16", "CreateAlarmNotice").unwrap();
        assert!(parameters(notice.input).lines().count() < 500, "recursion is cut");
        assert_eq!(parameters(&[]), "  none\n");
    }

    #[test]
    fn names_wrap_at_the_width() {
        let names = vec!["1234567"; 25];
        let text = wrapped(names);
        assert!(text.lines().all(|line| line.len() <= WIDTH && line.starts_with("  1")));
        assert_eq!(text.split_whitespace().count(), 25);
    }
}
