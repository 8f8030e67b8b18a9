//! Borrowed values of members.

use alloc::vec::Vec;
use core::fmt;

use super::{Member, Record};

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
    List(&'a dyn List),
}

/// Structures without secrets. A string is shown: a view does not know whose it is.
impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::debug::view(self, f)
    }
}

/// A list of values of one type.
pub trait List {
    /// The number of items.
    fn len(&self) -> usize;

    /// The item of this number; [`View::Absent`] if there is none.
    fn item(&self, index: usize) -> View<'_>;

    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T: Member> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn item(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Absent, Member::view)
    }
}
