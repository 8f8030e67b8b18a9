//! Structures whose members are read and written by one walk.
//!
//! A generated type has no code for JSON: it hands out its members, one after the other, and
//! one reader and one writer do the rest. So a service of hundreds of structures compiles
//! quickly and stays small.
//!
//! ```
//! use tencentcloud_core::record;
//!
//! #[derive(Clone, Default)]
//! struct Image {
//!     image_id: Option<String>,
//!     image_size: Option<i64>,
//!     tags: Vec<Tag>,
//! }
//! record!(Image { 0 => image_id: "ImageId", 1 => image_size: "ImageSize", 2 => tags: "Tags" });
//!
//! #[derive(Clone, Default)]
//! struct Tag {
//!     key: Option<String>,
//! }
//! record!(Tag { 0 => key: "Key" });
//!
//! let json = r#"{"ImageId": "img-pmqg1cw9", "ImageSize": "50", "Tags": [{"Key": 7}], "Later": 1}"#;
//! let image: Image = serde_json::from_str(json)?;
//! assert_eq!((image.image_size, image.tags[0].key.as_deref()), (Some(50), Some("7")));
//!
//! let error = serde_json::from_str::<Image>(r#"{"Tags": [{"Key": []}]}"#).unwrap_err();
//! assert!(error.to_string().starts_with("Tags[0].Key: expected a string"));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # What is read
//!
//! Services do not always send the type that they document. Unknown members are ignored.
//! Null leaves a member absent, and null items of lists are left out. A structure is not read
//! if a member that may not be absent is missing or null.
//!
//! | type | also accepts |
//! | --- | --- |
//! | `String` | an integer of 64 bits, with its digits; another number, as the shortest text of its `f64`; `true` and `false` |
//! | `bool` | 1 and 0; `"true"`, `"false"`, `"1"` and `"0"` in any case |
//! | `i64`, `u64` | a string that holds a number, also `20.0` or `2e1`, exactly; such a number itself, below 2^53; a boolean as 1 or 0, also `"true"` and `"false"` |
//! | `f64` | a string that holds a number; a boolean as 1 or 0, also `"true"` and `"false"` |
//! | a list | an empty string and an empty object, as an empty list |
//!
//! For a scalar other than `String` an empty string is null. A fraction for an integer is
//! an error, and so is a number that is too large. Errors name the path of the value and
//! never the value. Structures and lists nest at most 120 levels deep.
//! What is written is JSON of the same types; NaN and infinity, which JSON has not, are null.

mod debug;
mod list;
mod macros;
mod member;
mod path;
mod read;
mod scalar;
mod secret;
mod slot;
mod view;
mod write;

pub use self::list::{OptionalStructure, ScalarList, StructureList};
pub use self::member::Member;
pub use self::scalar::Found;
pub use self::secret::names_secret;
pub use self::slot::Slot;
pub use self::view::{List, Part, View};

/// The number of the form that [`record!`](crate::record!) and its traits have. It grows when
/// code that was generated before does not fit any more. Generated crates check it when they
/// are compiled:
///
/// ```
/// const _: () = assert!(tencentcloud_core::record::FORMAT == 1, "generate this crate again");
/// ```
pub const FORMAT: u32 = 1;

/// A structure whose members can be visited. Only [`record!`](crate::record!) implements it: a
/// later version may have more methods, and so may the other traits of this module.
///
/// Members are numbered in the order of their declaration, from 0.
///
/// ```
/// use tencentcloud_core::record::{Found, Record, View};
///
/// /// The names of the strings of a structure that are there.
/// fn strings(record: &dyn Record) -> Vec<&'static str> {
///     let names = record.shape().members.iter().enumerate();
///     let is_string = |index| matches!(record.member(index).view(), View::String(_));
///     names.filter(|(index, _)| is_string(*index)).map(|(_, name)| *name).collect()
/// }
///
/// struct Tag {
///     key: Option<String>,
///     value: Option<String>,
/// }
/// tencentcloud_core::record!(Tag { 0 => key: "Key", 1 => value: "Value" });
///
/// let mut tag = Tag { key: None, value: Some("edge".into()) };
/// assert_eq!(strings(&tag), ["Value"]);
/// assert_eq!(tag.member_mut(0).put(Found::String("zone")), Ok(true));
/// assert_eq!(tag.key.as_deref(), Some("zone"));
/// ```
pub trait Record {
    /// The value without any member: optional ones are absent, required ones are empty.
    fn empty() -> Self
    where
        Self: Sized;

    /// The names of the structure and of its members.
    fn shape(&self) -> &'static Shape;

    /// The member of this number; [`Part::Absent`] if there is none.
    fn member(&self, index: usize) -> Part<'_>;

    /// The place for a value of the member of this number; [`Slot::Absent`] if there is none.
    fn member_mut(&mut self, index: usize) -> Slot<'_>;
}

/// The names of a structure.
#[derive(Debug)]
pub struct Shape {
    /// The name of the structure.
    pub name: &'static str,
    /// The names of the members on the wire.
    pub members: &'static [&'static str],
}

#[doc(hidden)]
pub mod __private {
    pub use super::debug::{debug, eq};
    pub use super::macros::assert_numbered;
    pub use super::read::deserialize;
    pub use super::write::serialize;
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
}

#[cfg(test)]
mod tests;
