//! The macro that makes a structure a [`Record`](super::Record).

/// Makes a struct a [`Record`](crate::record::Record): the number of each member, its field
/// and its name on the wire. The numbers count from 0; others do not compile. The struct then also implements
/// `Serialize`, `Deserialize`, `PartialEq`, and `Debug` without secrets.
///
/// Fields after the members are in no JSON, such as files. They have a `Default`, which is
/// their value in a struct that was read.
///
/// See [the module](mod@crate::record) for the types that fields may have.
#[macro_export]
macro_rules! record {
    ($type:ident { $($index:tt => $field:ident: $name:literal),* $(,)? } $(, $other:ident)*) => {
        const _: () = $crate::record::__private::assert_numbered(&[$($index),*]);

        $crate::__record!($type { $($index => $field: $name),* } $(, $other)*);
    };
}

/// [`record!`](crate::record!) for generated code, whose numbers are right.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($type:ident { $($index:tt => $field:ident: $name:literal),* $(,)? } $(, $other:ident)*) => {
        impl $crate::record::Record for $type {
            #[inline]
            fn empty() -> Self {
                Self {
                    $($field: $crate::record::Member::empty(),)*
                    $($other: ::core::default::Default::default(),)*
                }
            }

            #[inline]
            fn shape(&self) -> &'static $crate::record::Shape {
                &$crate::record::Shape {
                    name: ::core::stringify!($type),
                    members: &[$($name),*],
                }
            }

            #[inline]
            fn member(
                &self,
                index: ::core::primitive::usize,
            ) -> $crate::record::Part<'_> {
                match index {
                    $($index => $crate::record::Member::part(&self.$field),)*
                    _ => $crate::record::Part::Absent,
                }
            }

            #[inline]
            fn member_mut(
                &mut self,
                index: ::core::primitive::usize,
            ) -> $crate::record::Slot<'_> {
                match index {
                    $($index => $crate::record::Member::slot(&mut self.$field),)*
                    _ => $crate::record::Slot::Absent,
                }
            }
        }

        impl $crate::record::__private::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::record::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::record::__private::serialize(self, serializer)
            }
        }

        impl<'de> $crate::record::__private::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::record::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::record::__private::deserialize(deserializer)
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::record::__private::debug(self, f)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> ::core::primitive::bool {
                $crate::record::__private::eq(self, other) $(&& self.$other == other.$other)*
            }
        }
    };
}

/// A member with another number would be left out without a word.
#[expect(clippy::indexing_slicing, reason = "a constant function has no iterators")]
#[expect(clippy::missing_panics_doc, reason = "it runs when a structure is compiled")]
pub const fn assert_numbered(numbers: &[usize]) {
    let mut count = 0;
    while count < numbers.len() {
        assert!(numbers[count] == count, "record! numbers its members 0, 1, 2 and so on");
        count += 1;
    }
}
