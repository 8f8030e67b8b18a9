//! What requests, answers and data types consist of.

/// One named value of a request, an answer or a [`Structure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member {
    /// Its name on the wire, in the service's spelling: `ImageIDSet`.
    pub name: &'static str,
    /// What kind of JSON value it is.
    pub kind: Kind,
    /// Whether a request must have it. Says nothing about answers, in which
    /// any member may be absent or null.
    pub required: bool,
    /// What it means, in one sentence.
    pub summary: &'static str,
}

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Text. Enumerated values and times are text, too.
    String,
    /// A whole number, up to 64 bits.
    Integer,
    /// A number that may have a fraction.
    Float,
    /// `true` or `false`.
    Boolean,
    /// An object; look its name up with [`Version::structure`](crate::Version::structure).
    Structure(&'static str),
    /// A list of values of one kind.
    List(&'static Kind),
}

/// A data type: the members of an object that other members refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Structure {
    /// Its name: `Filter`.
    pub name: &'static str,
    /// What it describes, in one sentence.
    pub summary: &'static str,
    /// Its members.
    pub members: &'static [Member],
}

impl Structure {
    /// The member that has this very name.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

impl Member {
    /// A member that may be left out.
    pub(crate) const fn optional(name: &'static str, kind: Kind, summary: &'static str) -> Self {
        Self { name, kind, required: false, summary }
    }

    /// A member that a request must have.
    pub(crate) const fn required(name: &'static str, kind: Kind, summary: &'static str) -> Self {
        Self { name, kind, required: true, summary }
    }
}
