//! Random values that fit the types of the catalog.

use fastrand::Rng;
use serde_json::{Map, Value};
use tencentcloud_catalog::{Kind, Member};

/// An object with all required members and some of the others. Of the members that are
/// nested `depth` levels deep only the required ones are present, since types recur.
pub(crate) fn object(rng: &mut Rng, members: &[Member], depth: usize) -> Map<String, Value> {
    let mut object = Map::new();
    for member in members {
        if member.required || (depth > 0 && rng.u8(..3) == 0) {
            let value = value(rng, member.kind, depth.saturating_sub(1));
            object.insert(member.name.into(), value);
        }
    }
    object
}

fn value(rng: &mut Rng, kind: Kind, depth: usize) -> Value {
    match kind {
        Kind::Structure(structure) => object(rng, structure.members(), depth).into(),
        Kind::List(element) => {
            let items = rng.usize(..if depth == 0 { 2 } else { 4 });
            (0..items).map(|_| value(rng, *element, depth)).collect()
        }
        Kind::Integer => rng.choice([0, -1, i64::MIN, i64::MAX]).into(),
        Kind::Unsigned => rng.choice([0, 1, u64::MAX]).into(),
        Kind::Float => rng.choice([Value::from(0), Value::from(-1.5), Value::from(1e300)]).into(),
        Kind::Boolean => rng.bool().into(),
        _ => string(rng).into(),
    }
}

fn string(rng: &mut Rng) -> String {
    let characters =
        ['a', '1', '"', '\\', '\n', '\u{1}', '{', ']', ',', ':', ' ', '边', '\u{1f600}'];
    (0..rng.usize(..6)).filter_map(|_| rng.choice(characters)).collect()
}
