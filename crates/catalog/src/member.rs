//! Members of inputs, outputs and structures.

/// A member of an input, an output or a [`Structure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member {
    /// The name on the wire, in the spelling of the service: `ImageIDSet`.
    pub name: &'static str,
    /// The type of the value.
    pub kind: Kind,
    /// Whether an input must have it. Meaningless in outputs, where any member may be
    /// missing or null.
    pub required: bool,
    /// A description in one sentence.
    pub summary: &'static str,
}

/// The type of a value in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A string. Enumerations and times are strings, too.
    String,
    /// An integer of up to 64 bits.
    Integer,
    /// A floating-point number.
    Float,
    /// A boolean.
    Boolean,
    /// An object with the members of the structure of this name, see
    /// [`Version::structure`](crate::Version::structure).
    Structure(&'static str),
    /// A list of values of one type.
    List(&'static Kind),
}

/// The type of an object, shared by members that refer to its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Structure {
    /// The name: `Filter`.
    pub name: &'static str,
    /// A description in one sentence.
    pub summary: &'static str,
    /// The members.
    pub members: &'static [Member],
}

impl Structure {
    /// The member with this exact name.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

impl Member {
    /// An optional member.
    pub(crate) const fn optional(name: &'static str, kind: Kind, summary: &'static str) -> Self {
        Self { name, kind, required: false, summary }
    }

    /// A required member.
    pub(crate) const fn required(name: &'static str, kind: Kind, summary: &'static str) -> Self {
        Self { name, kind, required: true, summary }
    }
}
