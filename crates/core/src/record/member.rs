//! The types that a member of a structure may have.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Record, Shape, Slot, View};

/// A type of a member: a string, `i64`, `u64`, `f64`, `bool` or a [`Record`]; a list of
/// one of these; or an `Option` of any of them, if the member may be absent. A structure
/// that contains itself has a `Box`.
pub trait Member {
    /// The value of a structure without members.
    fn empty() -> Self
    where
        Self: Sized;

    /// The value.
    fn view(&self) -> View<'_>;

    /// The place for a value.
    fn slot(&mut self) -> Slot<'_>;

    /// Whether the structure is not complete without it. A list that is missing is empty.
    fn is_required(&self) -> bool {
        false
    }
}

/// A type as it is, optional, as a list and as an optional list.
macro_rules! member {
    ([$($generic:tt)*] $type:ty, $empty:expr, |$value:ident| $view:expr, $one:path, $optional:path, $list:path) => {
        member!([$($generic)*] $type, $empty, |$value| $view; $one, true);
        member!([$($generic)*] Option<$type>, None, |value| optional(value.as_ref()); $optional, false);
        member!([$($generic)*] Vec<$type>, Vec::new(), |list| View::List(list); $list, false);
        member!([$($generic)*] Option<Vec<$type>>, None, |value| optional(value.as_ref()); $list, false);
    };
    ([$($generic:tt)*] $type:ty, $empty:expr, |$value:ident| $view:expr; $slot:path, $required:literal) => {
        impl $($generic)* Member for $type {
            #[inline]
            fn empty() -> Self {
                $empty
            }

            #[inline]
            fn view(&self) -> View<'_> {
                let $value = self;
                $view
            }

            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                $slot(self)
            }

            #[inline]
            fn is_required(&self) -> bool {
                $required
            }
        }
    };
}

#[inline]
fn optional<T: Member>(value: Option<&T>) -> View<'_> {
    value.map_or(View::Absent, Member::view)
}

member!([] String, Self::new(), |text| View::String(text), Slot::Scalar, Slot::String, Slot::Scalars);
member!([] i64, 0, |number| View::Integer(*number), Slot::Scalar, Slot::Scalar, Slot::Scalars);
member!([] u64, 0, |number| View::Unsigned(*number), Slot::Scalar, Slot::Scalar, Slot::Scalars);
member!([] f64, 0.0, |number| View::Float(*number), Slot::Scalar, Slot::Scalar, Slot::Scalars);
member!([] bool, false, |boolean| View::Boolean(*boolean), Slot::Scalar, Slot::Scalar, Slot::Scalars);
member!([<T: Record>] T, T::empty(), |record| View::Structure(record), Slot::Structure, Slot::Structure, Slot::Structures);

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
    fn member(&self, index: usize) -> Option<&dyn Member> {
        (**self).member(index)
    }

    #[inline]
    fn member_mut(&mut self, index: usize) -> Option<&mut dyn Member> {
        (**self).member_mut(index)
    }
}
