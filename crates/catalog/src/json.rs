//! JSON of users, as it is written: numbers keep their digits, objects the order of their
//! members.

use std::fmt;

use crate::check::{Tokens, string};
use crate::{Finding, FindingKind, Kind, check_json};

/// A JSON value. A number is its text: `serde_json::Value` rounds numbers and forgets how
/// they are written, as in `1.10`, `1e3` and `-0`.
///
/// `Display` is compact JSON.
///
/// ```
/// use tencentcloud_catalog::Json;
///
/// let json = Json::parse(r#"{ "B": 1.10, "A": [1e3] }"#).unwrap();
/// assert_eq!(json.to_string(), r#"{"B":1.10,"A":[1e3]}"#);
/// assert_eq!(json.member("B"), Some(&Json::Number("1.10".into())));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as it is written.
    Number(String),
    /// The content of a string.
    String(String),
    /// A list.
    List(Vec<Json>),
    /// The members of an object in order. A name that the text has twice occurs twice; the
    /// check of an input finds it.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Parses one JSON value.
    ///
    /// # Errors
    ///
    /// A finding that says what is wrong and where, and shows nothing of the text.
    pub fn parse(text: &str) -> Result<Self, Finding> {
        let is_syntax = |found: &Finding| matches!(found.kind, FindingKind::NotJson { .. });
        if let Some(finding) = check_json(text).into_iter().find(is_syntax) {
            return Err(finding);
        }
        let mut tokens = Tokens::of(text);
        let first = tokens.next().unwrap_or_default();
        // Found already, unless the text has more findings than are listed.
        value(first, &mut tokens, DEPTH).ok_or_else(|| {
            let (line, column) = tokens.position();
            let problem = "not valid JSON, or too deep";
            Finding {
                path: String::new(),
                pointer: String::new(),
                kind: FindingKind::NotJson { problem, line, column },
            }
        })
    }

    /// The value that a text is in a query, a form or a header: a number or boolean if it is
    /// written as one and that is expected, else a string, which the check of an input
    /// refuses unless it expects one.
    ///
    /// ```
    /// use tencentcloud_catalog::{Json, Kind};
    ///
    /// assert_eq!(Json::of_text("05", Some(Kind::Integer)), Json::String("05".into()));
    /// // The Python SDK writes `True`, the others `true`.
    /// assert_eq!(Json::of_text("True", Some(Kind::Boolean)), Json::Boolean(true));
    /// ```
    pub fn of_text(text: &str, kind: Option<Kind>) -> Self {
        let string = || Self::String(text.to_owned());
        match (kind, text) {
            (Some(Kind::Boolean), "True") => Self::Boolean(true),
            (Some(Kind::Boolean), "False") => Self::Boolean(false),
            (Some(Kind::Boolean | Kind::Integer | Kind::Unsigned | Kind::Float), text)
                if text
                    .starts_with(|first: char| "-tf".contains(first) || first.is_ascii_digit()) =>
            {
                // White space around it is none of a number.
                Self::parse(text)
                    .ok()
                    .filter(|json| json.to_string() == text)
                    .unwrap_or_else(string)
            }
            _ => string(),
        }
    }

    /// The value of the first member of an object with this name.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// The largest depth of a value, as in the check.
const DEPTH: usize = 127;

/// The value that begins with a token.
fn value(first: &str, tokens: &mut Tokens<'_>, depth: usize) -> Option<Json> {
    Some(match first.bytes().next()? {
        b'{' => Json::Object(members(tokens, depth.checked_sub(1)?)?),
        b'[' => Json::List(items(tokens, depth.checked_sub(1)?)?),
        b'"' => Json::String(string(first)?.into_owned()),
        b'n' => Json::Null,
        b't' | b'f' => Json::Boolean(first == "true"),
        _ => Json::Number(first.to_owned()),
    })
}

fn members(tokens: &mut Tokens<'_>, depth: usize) -> Option<Vec<(String, Json)>> {
    let mut members = Vec::new();
    while let Some(token) = tokens.next().filter(|token| *token != "}") {
        if token != "," {
            let name = string(token)?.into_owned();
            let first = tokens.nth(1)?;
            members.push((name, value(first, tokens, depth)?));
        }
    }
    Some(members)
}

fn items(tokens: &mut Tokens<'_>, depth: usize) -> Option<Vec<Json>> {
    let mut items = Vec::new();
    while let Some(token) = tokens.next().filter(|token| *token != "]") {
        if token != "," {
            items.push(value(token, tokens, depth)?);
        }
    }
    Some(items)
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(digits) => f.write_str(digits),
            Self::String(text) => f.write_str(&quoted(text)),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{item}")?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{}:{value}", quoted(name))?;
                }
                f.write_str("}")
            }
        }
    }
}

/// A string in JSON.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_is_printed_as_it_was_written() {
        for text in [
            r#"{"B":[1e3,1.10,-0,-0.0,1E+2,12345678901234567.89,18446744073709551616,1e400],"A":{}}"#,
            r#"[[],[{"":null}],true,false,"\" \\ \n 边",""]"#,
            r#"{"A":1,"A":{"A":2,"B":3,"A":4}}"#,
            r#"{"$serde_json::private::RawValue":"1"}"#,
            "-1",
        ] {
            assert_eq!(Json::parse(text).unwrap().to_string(), text);
        }
        let spaced = "\t{ \"A\" : [ 1.0 ,\r\n \"\\u8fb9\\/\" ] } ";
        assert_eq!(Json::parse(spaced).unwrap().to_string(), r#"{"A":[1.0,"边/"]}"#);
    }

    #[test]
    fn text_is_a_number_or_boolean_where_one_is_expected() {
        for (text, kind, json) in [
            ("5", Kind::String, "\"5\""),
            ("a\"\n边", Kind::String, r#""a\"\n边""#),
            ("18446744073709551616", Kind::Integer, "18446744073709551616"),
            ("-1.50", Kind::Float, "-1.50"),
            ("1e3", Kind::Float, "1e3"),
            ("true", Kind::Boolean, "true"),
            ("True", Kind::Boolean, "true"),
            ("False", Kind::Boolean, "false"),
            ("TRUE", Kind::Boolean, "\"TRUE\""),
            ("", Kind::Integer, "\"\""),
            (" 5", Kind::Integer, "\" 5\""),
            ("5 ", Kind::Integer, "\"5 \""),
            ("05", Kind::Integer, "\"05\""),
            ("1,2", Kind::Integer, "\"1,2\""),
            ("null", Kind::Integer, "\"null\""),
            ("5", Kind::List(&Kind::Integer), "\"5\""),
        ] {
            assert_eq!(Json::of_text(text, Some(kind)).to_string(), json, "{text} {kind:?}");
        }
    }

    #[test]
    fn errors_show_no_value() {
        let deep = |depth| "[".repeat(depth) + &"]".repeat(depth);
        let parse = |text: &str| Json::parse(text).map_err(|error| error.to_string());
        for (text, message) in [
            ("{\"a\":", "unexpected end of JSON (line 1, column 5)"),
            ("{\"a\": canary}", "not valid JSON (line 1, column 7)"),
            ("{\"a\":\n 1.}", "not valid JSON (line 2, column 4)"),
            ("{\"a\":\n \"\\ud800\"}", "not valid JSON (line 2, column 10)"),
            ("\u{feff}{}", "a byte order mark begins the text; remove it (line 1, column 1)"),
        ] {
            assert_eq!(parse(text).unwrap_err(), message);
        }
        assert!(parse("\"canary\\ud800\"").is_err_and(|error| !error.contains("canary")));
        assert!(parse(&deep(127)).is_ok());
        let error = parse(&deep(100_000)).unwrap_err();
        assert!(error.starts_with("not valid JSON, or too deep"), "{error}");
        // After more findings than are listed.
        let twice = "\"A\":1,".repeat(200);
        assert!(parse(&format!("{{{twice}\"B\":\"\\ud800\"}}")).is_err());
    }
}
