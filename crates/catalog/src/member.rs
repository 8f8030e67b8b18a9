//! Members of inputs, outputs and structures, and their types.

use std::fmt;
use std::sync::OnceLock;

/// A member of an input, an output or a [`Structure`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Member {
    /// The name on the wire, in the spelling of the service: `ImageIDSet`.
    pub name: &'static str,
    /// The type of the value.
    pub kind: Kind,
    /// Whether an input must have it. Meaningless in outputs, where any member may be
    /// missing or null.
    pub required: bool,
    /// Whether the service advises against it.
    pub deprecated: bool,
    /// The format of a string that is a time, where the metadata tells.
    pub time: Option<TimeFormat>,
}

/// The format of a time in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeFormat {
    /// A day: `2019-07-19`.
    Date,
    /// Without an offset from UTC: `2019-07-19 00:00:00`.
    DateTime,
    /// As in ISO 8601: `2019-07-19T00:00:00+08:00`.
    DateTimeIso,
}

#[cfg(feature = "json")]
impl TimeFormat {
    /// A time in this format.
    pub(crate) const fn example(self) -> &'static str {
        match self {
            Self::Date => "2019-07-19",
            Self::DateTime => "2019-07-19 00:00:00",
            Self::DateTimeIso => "2019-07-19T00:00:00+08:00",
        }
    }
}

/// The type of a value in JSON.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// A string. Enumerations and times are strings, too.
    String,
    /// A signed integer of up to 64 bits.
    Integer,
    /// An unsigned integer of up to 64 bits.
    Unsigned,
    /// A floating-point number.
    Float,
    /// A boolean.
    Boolean,
    /// The content of a file, in the body of a multipart request.
    Binary,
    /// An object. A structure may contain itself.
    Structure(&'static Structure),
    /// A list of values of one type.
    List(&'static Kind),
}

/// The type of an object, shared by members that refer to its name.
#[non_exhaustive]
pub struct Structure {
    /// The name: `Filter`.
    pub name: &'static str,
    /// Filled when all structures of the version exist, since they refer to each other.
    members: OnceLock<&'static [Member]>,
}

impl Structure {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, members: OnceLock::new() }
    }

    /// Sets the members; only the first call does.
    pub(crate) fn complete(&self, members: &'static [Member]) {
        self.members.get_or_init(|| members);
    }

    /// The members, in the official order.
    pub fn members(&self) -> &'static [Member] {
        self.members.get().copied().unwrap_or_default()
    }

    /// The member with this exact name.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members().iter().find(|member| member.name == name)
    }
}

/// The name and the names of the members: their types may contain the structure.
impl fmt::Debug for Structure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.members().iter().map(|member| member.name);
        write!(f, "{} ", self.name)?;
        f.debug_set().entries(names).finish()
    }
}

/// A structure equals only itself: those of two services may have one name.
impl PartialEq for Structure {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
