//! Lists and optional structures, whatever they are of.

use alloc::vec::Vec;

use super::scalar::{Found, Scalar};
use super::{Record, View};

/// A structure that may be absent.
pub trait OptionalStructure {
    /// The structure, if it is there.
    fn get(&self) -> Option<&dyn Record>;

    /// The structure, made if it is not there.
    fn enter(&mut self) -> &mut dyn Record;
}

impl<T: Record> OptionalStructure for Option<T> {
    #[inline]
    fn get(&self) -> Option<&dyn Record> {
        self.as_ref().map(|record| record as _)
    }

    #[inline]
    fn enter(&mut self) -> &mut dyn Record {
        self.get_or_insert_with(T::empty)
    }
}

/// A list of structures, which may be absent.
pub trait StructureList {
    /// The number of items, if it is there.
    fn count(&self) -> Option<usize>;

    /// The item of this number, if there is one.
    fn item(&self, index: usize) -> Option<&dyn Record>;

    /// Makes it an empty list.
    fn clear(&mut self);

    /// A new last item.
    fn push(&mut self) -> &mut dyn Record;
}

impl<T: Record> StructureList for Vec<T> {
    #[inline]
    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    #[inline]
    fn item(&self, index: usize) -> Option<&dyn Record> {
        self.get(index).map(|record| record as _)
    }

    #[inline]
    fn clear(&mut self) {
        Self::clear(self);
    }

    #[inline]
    #[expect(clippy::indexing_slicing, reason = "the item was pushed just before")]
    fn push(&mut self) -> &mut dyn Record {
        Self::push(self, T::empty());
        let last = self.len() - 1;
        &mut self[last]
    }
}

impl<T: Record> StructureList for Option<Vec<T>> {
    #[inline]
    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    #[inline]
    fn item(&self, index: usize) -> Option<&dyn Record> {
        StructureList::item(self.as_ref()?, index)
    }

    #[inline]
    fn clear(&mut self) {
        *self = Some(Vec::new());
    }

    #[inline]
    fn push(&mut self) -> &mut dyn Record {
        StructureList::push(self.get_or_insert_default())
    }
}

/// A list of strings, numbers or booleans, which may be absent.
pub trait ScalarList {
    /// The number of items, if it is there.
    fn count(&self) -> Option<usize>;

    /// The item of this number; [`View::Absent`] if there is none.
    fn item(&self, index: usize) -> View<'_>;

    /// Makes it an empty list.
    fn clear(&mut self);

    /// Adds an item, and says whether the value counts as one.
    ///
    /// # Errors
    ///
    /// What was expected, if it is something else.
    fn push(&mut self, value: Found<'_>) -> Result<bool, &'static str>;

    /// What an item can be.
    fn expected(&self) -> &'static str;
}

impl<T: Scalar> ScalarList for Vec<T> {
    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn item(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Absent, Scalar::view)
    }

    fn clear(&mut self) {
        Self::clear(self);
    }

    fn push(&mut self, value: Found<'_>) -> Result<bool, &'static str> {
        let value = T::read(value)?;
        let is_value = value.is_some();
        self.extend(value);
        Ok(is_value)
    }

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }
}

impl<T: Scalar> ScalarList for Option<Vec<T>> {
    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    fn item(&self, index: usize) -> View<'_> {
        self.as_ref().map_or(View::Absent, |list| ScalarList::item(list, index))
    }

    fn clear(&mut self) {
        *self = Some(Vec::new());
    }

    fn push(&mut self, value: Found<'_>) -> Result<bool, &'static str> {
        ScalarList::push(self.get_or_insert_default(), value)
    }

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }
}
