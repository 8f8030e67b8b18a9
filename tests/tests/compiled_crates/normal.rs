//! Values as their types read them, whatever JSON they are written as.

use serde_json::{Map, Value};
use tencentcloud_catalog::{Kind, Member};

/// The declared members, without what is absent.
pub(crate) fn object(members: &[Member], object: &Map<String, Value>) -> Value {
    let value = |member: &Member| {
        Some((member.name.to_owned(), value(object.get(member.name)?, member.kind)?))
    };
    Value::Object(members.iter().filter_map(value).collect())
}

/// None for null, an empty list, and what is written instead of one of them.
fn value(value: &Value, kind: Kind) -> Option<Value> {
    match (kind, value) {
        (Kind::Structure(structure), Value::Object(members)) => {
            Some(object(structure.members(), members))
        }
        (Kind::List(element), Value::Array(items)) => {
            let items: Vec<_> =
                items.iter().filter_map(|item| self::value(item, *element)).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        (_, Value::Null) | (Kind::List(_), _) => None,
        (kind, Value::String(text)) => scalar(text, kind),
        (kind, value) => scalar(&value.to_string(), kind),
    }
}

/// A text that is equal for equal values of a type.
fn scalar(text: &str, kind: Kind) -> Option<Value> {
    if let Kind::String = kind {
        return Some(text.into());
    }
    let text = match text.trim() {
        "" => return None,
        "true" => "1",
        "false" => "0",
        text => text,
    };
    let integer = text.parse::<i128>().map(|integer| integer.to_string());
    let number = integer.or_else(|_| text.parse::<f64>().map(|float| float.to_string()));
    Some(number.unwrap_or_else(|_| text.to_lowercase()).into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const STRINGS: Kind = Kind::List(&Kind::String);

    fn assert_equal(kind: Kind, one: &Value, other: &Value) {
        assert_eq!(value(one, kind), value(other, kind), "{kind:?}: {one} {other}");
    }

    fn assert_different(kind: Kind, one: &Value, other: &Value) {
        assert_ne!(value(one, kind), value(other, kind), "{kind:?}: {one} {other}");
    }

    #[test]
    fn values_are_equal_if_a_type_reads_them_alike() {
        assert_equal(Kind::Integer, &json!(20), &json!("20.0"));
        assert_equal(Kind::Integer, &json!(true), &json!(1));
        assert_equal(Kind::Unsigned, &json!(""), &json!(null));
        assert_equal(Kind::Float, &json!("1e3"), &json!(1000.0));
        assert_equal(Kind::Boolean, &json!("1"), &json!(true));
        assert_equal(Kind::String, &json!(1.5), &json!("1.5"));
        assert_equal(STRINGS, &json!([]), &json!(""));
        assert_equal(STRINGS, &json!(["a", null]), &json!(["a"]));
    }

    #[test]
    fn values_that_a_type_tells_apart_are_different() {
        assert_different(
            Kind::Integer,
            &json!(9_007_199_254_740_992_i64),
            &json!(9_007_199_254_740_993_i64),
        );
        assert_different(Kind::Float, &json!(1.5), &json!(1.25));
        assert_different(Kind::Boolean, &json!(false), &json!(true));
        assert_different(Kind::String, &json!(""), &json!(null));
        assert_different(Kind::String, &json!("1.0"), &json!("1"));
        assert_different(STRINGS, &json!(["a", "b"]), &json!(["b", "a"]));
    }
}
