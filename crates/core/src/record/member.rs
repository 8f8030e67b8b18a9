//! The types that a member of a structure may have.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Part, Record, Shape, Slot};

/// A type of a member: a string, `i64`, `u64`, `f64`, `bool` or a [`Record`]; a list of
/// one of these; or an `Option` of any of them, if the member may be absent. A structure
/// that contains itself has a `Box`.
#[diagnostic::on_unimplemented(
    message = "a member of a record cannot be `{Self}`",
    note = "it is a `String`, `i64`, `u64`, `f64`, `bool` or a record, a `Vec` of one of these, or an `Option`"
)]
pub trait Member {
    /// The value of a structure without members.
    fn empty() -> Self;

    /// The member, borrowed.
    fn part(&self) -> Part<'_>;

    /// The place for a value.
    fn slot(&mut self) -> Slot<'_>;
}

/// Each is only an address with a name, so that the code of a structure is a table.
macro_rules! member {
    ([$($generic:tt)*] $type:ty, $empty:expr, $variant:ident) => {
        impl $($generic)* Member for $type {
            #[inline]
            fn empty() -> Self {
                $empty
            }

            #[inline]
            fn part(&self) -> Part<'_> {
                Part::$variant(self)
            }

            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::$variant(self)
            }
        }
    };
}

macro_rules! scalar {
    ($type:ty, $empty:expr, $variant:ident, $optional:ident) => {
        member!([] $type, $empty, $variant);
        member!([] Option<$type>, None, $optional);
        member!([] Vec<$type>, Vec::new(), Scalars);
        member!([] Option<Vec<$type>>, None, Scalars);
    };
}

scalar!(String, Self::new(), String, OptionalString);
scalar!(i64, 0, Integer, OptionalInteger);
scalar!(u64, 0, Unsigned, OptionalUnsigned);
scalar!(f64, 0.0, Float, OptionalFloat);
scalar!(bool, false, Boolean, OptionalBoolean);
member!([<T: Record>] T, T::empty(), Structure);
member!([<T: Record>] Option<T>, None, OptionalStructure);
member!([<T: Record>] Vec<T>, Vec::new(), Structures);
member!([<T: Record>] Option<Vec<T>>, None, Structures);

impl<T: Record> Record for Box<T> {
    #[inline]
    fn empty() -> Self {
        Self::new(T::empty())
    }

    #[inline]
    fn shape(&self) -> &'static Shape {
        (**self).shape()
    }

    #[inline]
    fn member(&self, index: usize) -> Part<'_> {
        (**self).member(index)
    }

    #[inline]
    fn member_mut(&mut self, index: usize) -> Slot<'_> {
        (**self).member_mut(index)
    }
}
