//! Types of members, as the facts write them.

use crate::{Kind, Structure, TimeFormat};

/// The type that a word names; a structure must be among `structures`, sorted by name.
pub(super) fn kind(word: &str, structures: &'static [Structure]) -> Option<Kind> {
    let depth = word.len() - word.trim_start_matches('[').len();
    let element = word.get(depth..)?;
    let element = element.get(..element.len().checked_sub(depth)?)?;
    if !word.get(depth + element.len()..)?.bytes().all(|byte| byte == b']') {
        return None;
    }
    let kind = scalar(element).or_else(|| structure(element, structures))?;
    Some((0..depth).fold(kind, |element, _| list_of(element)))
}

/// The format of the time that a type is, if it is one.
pub(super) fn time(word: &str) -> Option<TimeFormat> {
    match word {
        "date" => Some(TimeFormat::Date),
        "datetime" => Some(TimeFormat::DateTime),
        "datetime_iso" => Some(TimeFormat::DateTimeIso),
        _ => None,
    }
}

fn list_of(element: Kind) -> Kind {
    Kind::List(match element {
        // Most lists are of these, which need no memory of their own.
        Kind::String => &Kind::String,
        Kind::Integer => &Kind::Integer,
        Kind::Unsigned => &Kind::Unsigned,
        other => Box::leak(Box::new(other)),
    })
}

fn scalar(word: &str) -> Option<Kind> {
    Some(match word {
        "string" | "datetime" | "datetime_iso" | "date" => Kind::String,
        "int64" => Kind::Integer,
        "uint64" => Kind::Unsigned,
        "float" => Kind::Float,
        "bool" => Kind::Boolean,
        "binary" => Kind::Binary,
        _ => return None,
    })
}

fn structure(name: &str, structures: &'static [Structure]) -> Option<Kind> {
    let place = structures.binary_search_by(|known| known.name.cmp(name)).ok()?;
    structures.get(place).map(Kind::Structure)
}
