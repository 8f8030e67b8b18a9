//! A JSON value as a literal of a language, on several lines.

use super::input::Json;

/// How a language writes values.
pub(super) struct Language {
    pub(super) null: &'static str,
    pub(super) booleans: [&'static str; 2],
    pub(super) string: fn(&str) -> String,
    pub(super) number: fn(&str) -> String,
    /// One step of indentation.
    pub(super) indent: &'static str,
    /// Whether numbers and booleans are strings, as name-value pairs have them.
    pub(super) is_flat: bool,
}

/// A list of scalars up to this length is on one line.
const LINE: usize = 72;

impl Language {
    /// The literal; lines after the first begin with this many steps of indentation.
    pub(super) fn write(&self, value: &Json, depth: usize) -> String {
        match value {
            Json::Null => self.null.into(),
            Json::Boolean(value) if self.is_flat => (self.string)(&value.to_string()),
            Json::Boolean(value) => {
                let [no, yes] = self.booleans;
                (if *value { yes } else { no }).into()
            }
            Json::Number(digits) if self.is_flat => (self.string)(digits),
            Json::Number(digits) => (self.number)(digits),
            Json::String(text) => (self.string)(text),
            Json::List(items) => {
                let items: Vec<_> =
                    items.iter().map(|item| self.write(item, depth.saturating_add(1))).collect();
                let line = items.join(", ");
                if line.len() <= LINE && !line.contains('\n') {
                    return format!("[{line}]");
                }
                self.lines('[', &items, ']', depth)
            }
            Json::Object(members) if members.is_empty() => "{}".into(),
            Json::Object(members) => {
                let members: Vec<_> = members
                    .iter()
                    .map(|(name, value)| {
                        let value = self.write(value, depth.saturating_add(1));
                        format!("{}: {value}", (self.string)(name))
                    })
                    .collect();
                self.lines('{', &members, '}', depth)
            }
        }
    }

    fn lines(&self, open: char, items: &[String], close: char, depth: usize) -> String {
        let end = self.indent.repeat(depth);
        let inner = format!("{end}{}", self.indent);
        let items = items.join(&format!(",\n{inner}"));
        format!("{open}\n{inner}{items},\n{end}{close}")
    }
}
