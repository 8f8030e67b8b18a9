use alloc::format;
use alloc::string::ToString;

use super::*;

fn read<T: Scalar>(json: &str) -> Result<Option<T>, String> {
    scalar(&mut serde_json::Deserializer::from_str(json)).map_err(|error| error.to_string())
}

fn fails<T: Scalar + fmt::Debug>(json: &str, reason: &str) {
    let error = read::<T>(json).unwrap_err();
    assert!(error.starts_with(reason), "{json}: {error}");
}

fn floats(json: &str) -> Option<u64> {
    read::<f64>(json).unwrap().map(f64::to_bits)
}

#[test]
fn integer_is_exact_to_its_limits() {
    for number in [i64::MIN, -1, 0, i64::MAX] {
        for json in [number.to_string(), format!("\" {number} \""), format!("{number}.00")] {
            assert_eq!(read(&json), Ok(Some(number)), "{json}");
        }
    }
    assert_eq!(read("18446744073709551615"), Ok(Some(u64::MAX)));
    for (json, number) in [
        ("-0", Some(0)),
        ("-2e1", Some(-20)),
        ("200E-1", Some(20)),
        ("\"2.0e+1\"", Some(20)),
        ("9007199254740993.0", Some(9_007_199_254_740_993)),
        ("900719925474099.3e1", Some(9_007_199_254_740_993)),
        ("0e999999999999", Some(0)),
        ("0.0e-999999999999", Some(0)),
        ("true", Some(1)),
        ("false", Some(0)),
        ("\" \"", None),
        ("null", None),
    ] {
        assert_eq!(read::<i64>(json), Ok(number), "{json}");
    }
}

#[test]
fn fractions_and_other_values_are_no_integers() {
    let expected = "expected an integer, a string that holds one, or null";
    for (json, reason) in [
        ("9223372036854775808", "out of range"),
        ("1e30", "out of range"),
        ("1e999999999999", "out of range"),
        ("20.5", "a number with a fraction"),
        ("205e-1", "a number with a fraction"),
        ("1e-999999999999", "a number with a fraction"),
        ("\"1.5\"", "a number with a fraction"),
        ("\"canary\"", expected),
        ("\"1e\"", expected),
        ("\".5\"", expected),
        ("\"--1\"", expected),
        ("[1]", expected),
        ("{}", expected),
    ] {
        fails::<i64>(json, reason);
    }
    fails::<u8>("256", "out of range");
    fails::<u64>("-1", "out of range");
}

#[test]
fn string_accepts_any_scalar_with_its_digits() {
    for (json, string) in [
        ("\"a\"", "a"),
        ("\"\"", ""),
        ("12345", "12345"),
        ("-7", "-7"),
        ("1.10", "1.10"),
        ("123456789012345678901234.50", "123456789012345678901234.50"),
        ("true", "true"),
    ] {
        assert_eq!(read(json), Ok(Some(String::from(string))), "{json}");
    }
    assert_eq!(read::<String>("null"), Ok(None));
    for json in ["[]", "{}", "[\"canary\"]"] {
        fails::<String>(json, "expected a string, a number, a boolean or null");
    }
}

#[test]
fn boolean_accepts_numbers_and_strings() {
    for (json, boolean) in [
        ("true", Some(true)),
        ("\"true\"", Some(true)),
        ("\"True\"", Some(true)),
        ("1", Some(true)),
        ("\"1\"", Some(true)),
        ("false", Some(false)),
        ("\"FALSE\"", Some(false)),
        ("0", Some(false)),
        ("\"0\"", Some(false)),
        ("\"\"", None),
        ("null", None),
    ] {
        assert_eq!(read(json), Ok(boolean), "{json}");
    }
    for json in ["2", "\"yes\"", "[]", "{}"] {
        fails::<bool>(json, "expected a boolean, 1, 0, a string");
    }
}

#[test]
fn float_accepts_strings() {
    for (json, number) in
        [("1.5", 1.5), ("\"1.5\"", 1.5), ("5", 5.0), ("1e3", 1e3), ("true", 1.0), ("false", 0.0)]
    {
        assert_eq!(floats(json), Some(f64::to_bits(number)), "{json}");
    }
    for json in ["null", "\"\""] {
        assert_eq!(floats(json), None);
    }
    for json in ["\"NaN\"", "\"inf\"", "1e999", "\"a\"", "[]"] {
        fails::<f64>(json, "expected a number");
    }
}

#[test]
fn lists_may_be_null_empty_strings_and_empty_objects() {
    let names = |json| {
        scalars::<_, String>(&mut serde_json::Deserializer::from_str(json))
            .map_err(|error| error.to_string())
    };
    assert_eq!(names(r#"["a", null, 5]"#), Ok(Some(alloc::vec!["a".into(), "5".into()])));
    for empty in ["[]", "\"\"", "{}", "[null]"] {
        assert_eq!(names(empty), Ok(Some(Vec::new())), "{empty}");
    }
    assert_eq!(names("null"), Ok(None));
    for (json, reason) in [
        (r#""canary""#, "expected a list or null"),
        (r#"{"canary": 1}"#, "expected a list or null"),
        ("[[]]", "expected a string, a number, a boolean or null"),
    ] {
        let error = names(json).unwrap_err();
        assert!(error.starts_with(reason), "{error}");
    }
    assert!(names("5").unwrap_err().contains("expected a list or null"));
    let nested = list::<_, Vec<u8>>(&mut serde_json::Deserializer::from_str("[[1], null, []]"));
    assert_eq!(nested.unwrap(), Some(alloc::vec![alloc::vec![1], Vec::new()]));
}

/// Not every JSON comes from text.
#[test]
fn a_value_in_memory_is_read_too() {
    let value = |value| scalar::<_, String>(value).unwrap();
    assert_eq!(value(serde_json::json!(5)), Some("5".into()));
    assert_eq!(value(serde_json::json!("a")), Some("a".into()));
    let list = scalars::<_, u8>(serde_json::json!(["1", 2])).unwrap();
    assert_eq!(list, Some(alloc::vec![1, 2]));
}
