//! The writer of every structure.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::{List, Part, Record, View};

/// Writes the members that are there.
pub fn serialize<S: Serializer>(record: &dyn Record, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (index, name) in record.shape().members.iter().enumerate() {
        match record.member(index) {
            // Most members are strings.
            Part::OptionalString(None) => {}
            Part::String(text) | Part::OptionalString(Some(text)) => {
                map.serialize_entry(name, text)?;
            }
            part => match part.view() {
                View::Absent => {}
                value => map.serialize_entry(name, &value)?,
            },
        }
    }
    map.end()
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Absent => serializer.serialize_unit(),
            Self::String(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(number),
            Self::Unsigned(number) => serializer.serialize_u64(number),
            Self::Float(number) => serializer.serialize_f64(number),
            Self::Boolean(boolean) => serializer.serialize_bool(boolean),
            Self::Structure(record) => serialize(record, serializer),
            Self::List(list) => items(list, serializer),
        }
    }
}

fn items<S: Serializer>(list: List<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut seq = serializer.serialize_seq(Some(list.len()))?;
    for index in 0..list.len() {
        seq.serialize_element(&list.item(index))?;
    }
    seq.end()
}
