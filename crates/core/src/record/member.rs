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
}

macro_rules! scalars {
    ($($type:ty, $opt:path, $value:ident => $view:expr;)*) => {$(
        impl Member for $type {
            #[inline]
            fn empty() -> Self {
                Self::default()
            }

            #[inline]
            fn view(&self) -> View<'_> {
                let $value = self;
                $view
            }

            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::Scalar(self)
            }
        }

        impl Member for Option<$type> {
            #[inline]
            fn empty() -> Self {
                None
            }

            #[inline]
            fn view(&self) -> View<'_> {
                self.as_ref().map_or(View::Absent, Member::view)
            }

            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                $opt(self)
            }
        }

        impl Member for Vec<$type> {
            #[inline]
            fn empty() -> Self {
                Self::new()
            }

            #[inline]
            fn view(&self) -> View<'_> {
                View::List(self)
            }

            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::Scalars(self)
            }
        }

        impl Member for Option<Vec<$type>> {
            #[inline]
            fn empty() -> Self {
                None
            }

            #[inline]
            fn view(&self) -> View<'_> {
                self.as_ref().map_or(View::Absent, Member::view)
            }

            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::Scalars(self)
            }
        }
    )*};
}

scalars! {
    String, Slot::String, value => View::String(value);
    i64, Slot::Scalar, value => View::Integer(*value);
    u64, Slot::Scalar, value => View::Unsigned(*value);
    f64, Slot::Scalar, value => View::Float(*value);
    bool, Slot::Scalar, value => View::Boolean(*value);
}

impl<T: Record> Member for T {
    #[inline]
    fn empty() -> Self {
        Record::empty()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Structure(self)
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Structure(self)
    }
}

impl<T: Record> Member for Option<T> {
    #[inline]
    fn empty() -> Self {
        None
    }

    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(record) => View::Structure(record),
            None => View::Absent,
        }
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Structure(self)
    }
}

impl<T: Record> Member for Vec<T> {
    #[inline]
    fn empty() -> Self {
        Self::new()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Structures(self)
    }
}

impl<T: Record> Member for Option<Vec<T>> {
    #[inline]
    fn empty() -> Self {
        None
    }

    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(list) => View::List(list),
            None => View::Absent,
        }
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Structures(self)
    }
}

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
