//! The path of a value.

use std::fmt;

/// A path such as `Filters.0.Name`. It becomes text only for a finding, since a text
/// may have millions of values.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Member(&'a Self, &'a str),
    Item(&'a Self, usize),
}

impl<'a> Path<'a> {
    /// The name of a member, the last part.
    pub(super) fn last(&self) -> &'a str {
        match self {
            Self::Member(_, name) => name,
            Self::Root | Self::Item(..) => "",
        }
    }

    /// The path as a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Member(parent, name) => {
                format!("{}/{}", parent.pointer(), name.replace('~', "~0").replace('/', "~1"))
            }
            Self::Item(parent, index) => format!("{}/{index}", parent.pointer()),
        }
    }
}

/// Names are shortened, control characters in them are escaped, and an empty one is `""`: a
/// name may be anything, and a finding is shown on a terminal.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parent = match self {
            Self::Root => return Ok(()),
            Self::Member(parent, _) | Self::Item(parent, _) => *parent,
        };
        if !matches!(parent, Self::Root) {
            write!(f, "{parent}.")?;
        }
        match self {
            Self::Root => Ok(()),
            Self::Member(_, name) => write_name(f, name),
            Self::Item(_, index) => write!(f, "{index}"),
        }
    }
}

fn write_name(f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
    const LONGEST: usize = 80;
    if name.is_empty() {
        return f.write_str("\"\"");
    }
    for c in name.chars().take(LONGEST) {
        if c.is_control() {
            write!(f, "{}", c.escape_default())?;
        } else {
            write!(f, "{c}")?;
        }
    }
    if name.chars().nth(LONGEST).is_some() {
        f.write_str("…")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn parts_are_joined_by_dots() {
        let filters = Path::Member(&Path::Root, "Filters");
        let filter = Path::Item(&filters, 2);
        assert_eq!(Path::Member(&filter, "Name").to_string(), "Filters.2.Name");
        assert_eq!(Path::Root.to_string(), "");
        let pointer = Path::Member(&filter, "a/~.b").pointer();
        assert_eq!((pointer.as_str(), &*Path::Root.pointer()), ("/Filters/2/a~1~0.b", ""));
    }

    #[test]
    fn names_are_shortened_and_escaped() {
        let long = "x".repeat(1_000_000);
        assert_eq!(Path::Member(&Path::Root, &long).to_string(), "x".repeat(80) + "…");
        let path = Path::Member(&Path::Root, "a\u{1b}[2J\n").to_string();
        assert_eq!(path, "a\\u{1b}[2J\\n");
        assert_eq!(Path::Member(&Path::Root, "").to_string(), "\"\"");
    }
}
