//! Borrowed members, and their values.

use alloc::string::String;
use core::fmt;

use super::{OptionalStructure, Record, ScalarList, StructureList};

/// A member, borrowed: its address with its type. [`view`](Self::view) looks at the value.
#[derive(Clone, Copy)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each is the type that it holds")]
pub enum Part<'a> {
    Absent,
    String(&'a String),
    OptionalString(&'a Option<String>),
    Integer(&'a i64),
    OptionalInteger(&'a Option<i64>),
    Unsigned(&'a u64),
    OptionalUnsigned(&'a Option<u64>),
    Float(&'a f64),
    OptionalFloat(&'a Option<f64>),
    Boolean(&'a bool),
    OptionalBoolean(&'a Option<bool>),
    Structure(&'a dyn Record),
    OptionalStructure(&'a dyn OptionalStructure),
    Scalars(&'a dyn ScalarList),
    Structures(&'a dyn StructureList),
}

impl<'a> Part<'a> {
    /// The value.
    #[inline]
    pub fn view(self) -> View<'a> {
        match self {
            Self::Absent => View::Absent,
            Self::String(text) => View::String(text),
            Self::OptionalString(text) => text.as_ref().map_or(View::Absent, |t| View::String(t)),
            Self::Integer(number) => View::Integer(*number),
            Self::OptionalInteger(number) => number.map_or(View::Absent, View::Integer),
            Self::Unsigned(number) => View::Unsigned(*number),
            Self::OptionalUnsigned(number) => number.map_or(View::Absent, View::Unsigned),
            Self::Float(number) => View::Float(*number),
            Self::OptionalFloat(number) => number.map_or(View::Absent, View::Float),
            Self::Boolean(boolean) => View::Boolean(*boolean),
            Self::OptionalBoolean(boolean) => boolean.map_or(View::Absent, View::Boolean),
            Self::Structure(record) => View::Structure(record),
            Self::OptionalStructure(optional) => {
                optional.get().map_or(View::Absent, View::Structure)
            }
            Self::Scalars(list) => {
                list.count().map_or(View::Absent, |_| View::List(List::Scalars(list)))
            }
            Self::Structures(list) => {
                list.count().map_or(View::Absent, |_| View::List(List::Structures(list)))
            }
        }
    }

    /// Whether the structure is not complete without it. A list that is missing is empty.
    pub fn is_required(self) -> bool {
        matches!(
            self,
            Self::String(_)
                | Self::Integer(_)
                | Self::Unsigned(_)
                | Self::Float(_)
                | Self::Boolean(_)
                | Self::Structure(_)
        )
    }
}

/// The value of a member.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum View<'a> {
    /// The member is not there.
    Absent,
    /// A string.
    String(&'a str),
    /// A signed integer.
    Integer(i64),
    /// An unsigned integer.
    Unsigned(u64),
    /// A float.
    Float(f64),
    /// A boolean.
    Boolean(bool),
    /// A structure.
    Structure(&'a dyn Record),
    /// A list.
    List(List<'a>),
}

/// Structures without secrets. A string is shown: a view does not know whose it is.
impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::debug::view(self, f)
    }
}

/// A list of values of one type.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum List<'a> {
    /// Strings, numbers or booleans.
    Scalars(&'a dyn ScalarList),
    /// Structures.
    Structures(&'a dyn StructureList),
}

impl<'a> List<'a> {
    /// The number of items.
    pub fn len(self) -> usize {
        match self {
            Self::Scalars(list) => list.count(),
            Self::Structures(list) => list.count(),
        }
        .unwrap_or(0)
    }

    /// Whether there are no items.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The item of this number; [`View::Absent`] if there is none.
    pub fn item(self, index: usize) -> View<'a> {
        match self {
            Self::Scalars(list) => list.item(index),
            Self::Structures(list) => list.item(index).map_or(View::Absent, View::Structure),
        }
    }
}
