//! The path of a parameter.

use std::fmt;

/// A path such as `Filters.0.Name`. It becomes text only if a message needs it,
/// since a body may have millions of items.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Member(&'a Self, &'a str),
    Item(&'a Self, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(Self::Root, name) => f.write_str(name),
            Self::Member(parent, name) => write!(f, "{parent}.{name}"),
            Self::Item(parent, index) => write!(f, "{parent}.{index}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn parts_are_joined_by_dots() {
        let filters = Path::Member(&Path::Root, "Filters");
        let filter = Path::Item(&filters, 2);
        assert_eq!(Path::Member(&filter, "Name").to_string(), "Filters.2.Name");
    }
}
