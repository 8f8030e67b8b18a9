//! Comparison, and the text of structures for people: members by name, secrets redacted.

use core::fmt;

use super::{List, Record, View, names_secret};

/// Writes the members that are there.
pub fn debug(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut text = f.debug_struct(record.shape().name);
    for (index, name) in record.shape().members.iter().enumerate() {
        match record.member(index).view() {
            View::Absent => {}
            value if names_secret(name) && is_text(&value) => {
                text.field(name, &format_args!("[redacted]"));
            }
            value => {
                text.field(name, &value);
            }
        }
    }
    text.finish()
}

/// A string, or a list of strings.
fn is_text(value: &View<'_>) -> bool {
    match value {
        View::String(_) => true,
        View::List(list) => matches!(list.item(0), View::String(_)),
        _ => false,
    }
}

pub(super) fn view(view: &View<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match *view {
        View::Absent => f.write_str("absent"),
        View::String(text) => fmt::Debug::fmt(text, f),
        View::Integer(number) => fmt::Debug::fmt(&number, f),
        View::Unsigned(number) => fmt::Debug::fmt(&number, f),
        View::Float(number) => fmt::Debug::fmt(&number, f),
        View::Boolean(boolean) => fmt::Debug::fmt(&boolean, f),
        View::Structure(record) => debug(record, f),
        View::List(list) => {
            f.debug_list().entries((0..list.len()).map(|index| list.item(index))).finish()
        }
    }
}

/// Whether two structures of one type have equal members.
pub fn eq(one: &dyn Record, other: &dyn Record) -> bool {
    (0..one.shape().members.len())
        .all(|index| is_same(&one.member(index).view(), &other.member(index).view()))
}

fn is_same(one: &View<'_>, other: &View<'_>) -> bool {
    match (*one, *other) {
        (View::Absent, View::Absent) => true,
        (View::String(one), View::String(other)) => one == other,
        (View::Integer(one), View::Integer(other)) => one == other,
        (View::Unsigned(one), View::Unsigned(other)) => one == other,
        #[expect(clippy::float_cmp, reason = "equality of floats is that of f64")]
        (View::Float(one), View::Float(other)) => one == other,
        (View::Boolean(one), View::Boolean(other)) => one == other,
        (View::Structure(one), View::Structure(other)) => eq(one, other),
        (View::List(one), View::List(other)) => same_items(one, other),
        _ => false,
    }
}

fn same_items(one: List<'_>, other: List<'_>) -> bool {
    one.len() == other.len()
        && (0..one.len()).all(|index| is_same(&one.item(index), &other.item(index)))
}
