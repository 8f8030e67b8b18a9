//! Places for the values of members.

use alloc::string::String;

use super::scalar::{Found, Scalar};
use super::{OptionalStructure, Record, ScalarList, StructureList};

/// The place for the value of a member: a [`Part`](super::Part) to be changed.
#[non_exhaustive]
#[expect(missing_docs, reason = "each is the type that it holds")]
pub enum Slot<'a> {
    Absent,
    String(&'a mut String),
    OptionalString(&'a mut Option<String>),
    Integer(&'a mut i64),
    OptionalInteger(&'a mut Option<i64>),
    Unsigned(&'a mut u64),
    OptionalUnsigned(&'a mut Option<u64>),
    Float(&'a mut f64),
    OptionalFloat(&'a mut Option<f64>),
    Boolean(&'a mut bool),
    OptionalBoolean(&'a mut Option<bool>),
    Structure(&'a mut dyn Record),
    OptionalStructure(&'a mut dyn OptionalStructure),
    Scalars(&'a mut dyn ScalarList),
    Structures(&'a mut dyn StructureList),
    /// For the next item of a list.
    NextScalar(&'a mut dyn ScalarList),
    /// For the next item of a list.
    NextStructure(&'a mut dyn StructureList),
}

impl<'a> Slot<'a> {
    /// Puts a scalar there, and says whether there was one. An empty string is null for any
    /// other type than a string, and changes nothing.
    ///
    /// # Errors
    ///
    /// What was expected, if it is something else.
    pub fn put(self, value: Found<'_>) -> Result<bool, &'static str> {
        match self {
            Self::String(slot) => put(slot, value),
            Self::OptionalString(slot) => put_optional(slot, value),
            Self::Integer(slot) => put(slot, value),
            Self::OptionalInteger(slot) => put_optional(slot, value),
            Self::Unsigned(slot) => put(slot, value),
            Self::OptionalUnsigned(slot) => put_optional(slot, value),
            Self::Float(slot) => put(slot, value),
            Self::OptionalFloat(slot) => put_optional(slot, value),
            Self::Boolean(slot) => put(slot, value),
            Self::OptionalBoolean(slot) => put_optional(slot, value),
            Self::NextScalar(list) => list.push(value),
            other => Err(other.expected()),
        }
    }

    pub(super) fn is_scalar(&self) -> bool {
        !matches!(
            self,
            Self::Absent
                | Self::Structure(_)
                | Self::OptionalStructure(_)
                | Self::Scalars(_)
                | Self::Structures(_)
                | Self::NextStructure(_)
        )
    }

    /// The structure, made if it is not there.
    ///
    /// # Errors
    ///
    /// The place, if it is not for a structure.
    pub fn enter(self) -> Result<&'a mut dyn Record, Self> {
        match self {
            Self::Structure(record) => Ok(record),
            Self::OptionalStructure(optional) => Ok(optional.enter()),
            Self::NextStructure(list) => Ok(list.push()),
            other => Err(other),
        }
    }

    pub(super) fn expected(&self) -> &'static str {
        match self {
            Self::Absent => "no such member",
            Self::String(_) | Self::OptionalString(_) => String::EXPECTED,
            Self::Integer(_)
            | Self::OptionalInteger(_)
            | Self::Unsigned(_)
            | Self::OptionalUnsigned(_) => i64::EXPECTED,
            Self::Float(_) | Self::OptionalFloat(_) => f64::EXPECTED,
            Self::Boolean(_) | Self::OptionalBoolean(_) => bool::EXPECTED,
            Self::NextScalar(list) => list.expected(),
            Self::Structure(_) | Self::OptionalStructure(_) | Self::NextStructure(_) => {
                "expected an object or null"
            }
            Self::Scalars(_) | Self::Structures(_) => "expected a list or null",
        }
    }

    /// Whether it is for a list, which is empty from now on.
    pub fn clear(&mut self) -> bool {
        match self {
            Self::Scalars(list) => list.clear(),
            Self::Structures(list) => list.clear(),
            _ => return false,
        }
        true
    }

    /// The place for the next item of a list.
    pub fn next_item(&mut self) -> Option<Slot<'_>> {
        match self {
            Self::Scalars(list) => Some(Slot::NextScalar(&mut **list)),
            Self::Structures(list) => Some(Slot::NextStructure(&mut **list)),
            _ => None,
        }
    }
}

fn put<T: Scalar>(slot: &mut T, value: Found<'_>) -> Result<bool, &'static str> {
    let value = T::read(value)?;
    let is_value = value.is_some();
    if let Some(value) = value {
        *slot = value;
    }
    Ok(is_value)
}

fn put_optional<T: Scalar>(slot: &mut Option<T>, value: Found<'_>) -> Result<bool, &'static str> {
    let value = T::read(value)?;
    let is_value = value.is_some();
    if is_value {
        *slot = value;
    }
    Ok(is_value)
}
