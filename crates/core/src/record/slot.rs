//! Places for the values of members.

use alloc::string::String;
use alloc::vec::Vec;

use super::Record;
use super::scalar::{Found, Scalar};

/// A place for the value of a member.
#[non_exhaustive]
pub enum Slot<'a> {
    /// For a string, a number or a boolean.
    Scalar(&'a mut dyn SlotScalar),
    /// For a string that may be absent, the most frequent member.
    String(&'a mut Option<String>),
    /// For a structure.
    Structure(&'a mut dyn SlotStructure),
    /// For a list of strings, numbers or booleans.
    Scalars(&'a mut dyn SlotScalars),
    /// For a list of structures.
    Structures(&'a mut dyn SlotStructures),
}

impl Slot<'_> {
    pub(super) fn expected(&self) -> &'static str {
        match self {
            Self::Scalar(slot) => slot.expected(),
            Self::String(slot) => slot.expected(),
            Self::Structure(_) => "expected an object or null",
            Self::Scalars(_) | Self::Structures(_) => "expected a list or null",
        }
    }

    /// Whether it is for a list, which is empty from now on.
    pub(super) fn clear(&mut self) -> bool {
        match self {
            Self::Scalars(list) => list.clear(),
            Self::Structures(list) => list.clear(),
            Self::Scalar(_) | Self::String(_) | Self::Structure(_) => return false,
        }
        true
    }

    /// The place for the next item of a list.
    pub(super) fn next(&mut self) -> Option<Slot<'_>> {
        match self {
            Self::Scalars(list) => Some(Slot::Scalar(list.next())),
            Self::Structures(list) => Some(Slot::Structure(list.next())),
            Self::Scalar(_) | Self::String(_) | Self::Structure(_) => None,
        }
    }
}

/// A place for a string, a number or a boolean.
pub trait SlotScalar {
    /// Puts a value there, and says whether there was one. An empty string is null for any
    /// other type than a string, and changes nothing.
    ///
    /// # Errors
    ///
    /// What was expected, if it is something else.
    fn put(&mut self, value: Found<'_>) -> Result<bool, &'static str>;

    /// What can be put there.
    fn expected(&self) -> &'static str;
}

impl<T: Scalar> SlotScalar for T {
    fn put(&mut self, value: Found<'_>) -> Result<bool, &'static str> {
        let value = T::read(value)?;
        let is_value = value.is_some();
        if let Some(value) = value {
            *self = value;
        }
        Ok(is_value)
    }

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }
}

impl<T: Scalar> SlotScalar for Option<T> {
    fn put(&mut self, value: Found<'_>) -> Result<bool, &'static str> {
        let value = T::read(value)?;
        let is_value = value.is_some();
        if is_value {
            *self = value;
        }
        Ok(is_value)
    }

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }
}

/// A list, as the place for its next item.
impl<T: Scalar> SlotScalar for Vec<T> {
    fn put(&mut self, value: Found<'_>) -> Result<bool, &'static str> {
        let value = T::read(value)?;
        let is_value = value.is_some();
        self.extend(value);
        Ok(is_value)
    }

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }
}

/// A place for a structure.
pub trait SlotStructure {
    /// The structure, made if it is not there.
    fn enter(&mut self) -> &mut dyn Record;
}

impl<T: Record> SlotStructure for T {
    #[inline]
    fn enter(&mut self) -> &mut dyn Record {
        self
    }
}

impl<T: Record> SlotStructure for Option<T> {
    #[inline]
    fn enter(&mut self) -> &mut dyn Record {
        self.get_or_insert_with(T::empty)
    }
}

/// A list, as the place for its next item.
impl<T: Record> SlotStructure for Vec<T> {
    #[inline]
    #[expect(clippy::indexing_slicing, reason = "the item was pushed just before")]
    fn enter(&mut self) -> &mut dyn Record {
        self.push(T::empty());
        let last = self.len() - 1;
        &mut self[last]
    }
}

/// A place for a list of strings, numbers or booleans.
pub trait SlotScalars {
    /// Makes it an empty list.
    fn clear(&mut self);

    /// The place for the next item.
    fn next(&mut self) -> &mut dyn SlotScalar;
}

impl<T: Scalar> SlotScalars for Vec<T> {
    fn clear(&mut self) {
        Self::clear(self);
    }

    fn next(&mut self) -> &mut dyn SlotScalar {
        self
    }
}

impl<T: Scalar> SlotScalars for Option<Vec<T>> {
    fn clear(&mut self) {
        *self = Some(Vec::new());
    }

    fn next(&mut self) -> &mut dyn SlotScalar {
        self.get_or_insert_default()
    }
}

/// A place for a list of structures.
pub trait SlotStructures {
    /// Makes it an empty list.
    fn clear(&mut self);

    /// The place for the next item.
    fn next(&mut self) -> &mut dyn SlotStructure;
}

impl<T: Record> SlotStructures for Vec<T> {
    #[inline]
    fn clear(&mut self) {
        Self::clear(self);
    }

    #[inline]
    fn next(&mut self) -> &mut dyn SlotStructure {
        self
    }
}

impl<T: Record> SlotStructures for Option<Vec<T>> {
    #[inline]
    fn clear(&mut self) {
        *self = Some(Vec::new());
    }

    #[inline]
    fn next(&mut self) -> &mut dyn SlotStructure {
        self.get_or_insert_default()
    }
}
