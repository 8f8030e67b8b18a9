//! A struct with its constructor, its setters and its record.

use std::fmt::Write;

use super::field::{Field, required};

/// Required members that a constructor takes one by one.
pub(crate) const POSITIONAL: usize = 7;

/// A struct of generated code.
pub(super) struct Struct<'a> {
    pub(super) name: &'a str,
    /// Lines of documentation, without the marks of a comment.
    pub(super) docs: &'a [String],
    pub(super) fields: &'a [Field],
    /// Whether users make values of it.
    pub(super) is_input: bool,
    /// The name of the field for the octets of a body.
    pub(super) body: Option<&'a str>,
    pub(super) is_deprecated: bool,
    /// The path of the module that has `structures`.
    pub(super) root: &'a str,
}

impl Struct<'_> {
    pub(super) fn text(&self) -> String {
        let mut text = docs("", self.docs);
        if self.is_deprecated {
            text.push_str("#[deprecated = \"the service advises against it\"]\n");
        }
        let derives = if self.has_default() {
            "::core::clone::Clone, ::core::default::Default"
        } else {
            "::core::clone::Clone"
        };
        let _ =
            writeln!(text, "#[derive({derives})]\n#[non_exhaustive]\npub struct {} {{", self.name);
        for field in self.fields {
            let _ = writeln!(text, "    /// {}", field.description(self.root));
            let _ = writeln!(text, "    pub {}: {},", field.name, field.type_in(self.root));
        }
        if let Some(body) = self.body {
            let _ = writeln!(
                text,
                "    /// The octets of the body.\n    pub {body}: ::std::vec::Vec<u8>,"
            );
        }
        text.push_str("}\n");
        if self.is_input {
            text.push_str(&self.methods());
        }
        text.push_str(&self.record());
        text
    }

    fn has_default(&self) -> bool {
        self.fields.iter().all(Field::has_default)
    }

    fn methods(&self) -> String {
        let required = required(self.fields);
        let mut text = String::new();
        if required.len() > POSITIONAL {
            text.push_str(&self.required_struct(&required));
        }
        let _ = writeln!(text, "\nimpl {} {{", self.name);
        text.push_str(&self.constructor(&required));
        for field in self.fields.iter().filter(|field| !field.is_required()) {
            let _ = write!(text, "\n{}", field.setter(self.root));
        }
        if let Some(body) = self.body {
            let _ = write!(
                text,
                "\n    /// Sets the octets of the body.\n    #[inline]\n    #[must_use]\n    \
                 pub fn {body}(mut self, {body}: impl ::core::convert::Into<::std::vec::Vec<u8>>) -> Self {{\n        \
                     self.{body} = {body}.into();\n        \
                     self\n    \
                 }}\n"
            );
        }
        text.push_str("}\n");
        text
    }

    fn constructor(&self, required: &[&Field]) -> String {
        let mut text = String::new();
        let is_positional = required.len() <= POSITIONAL;
        let argument = |field: &&Field| format!("{}: {}", field.name, field.argument(self.root));
        let arguments = if is_positional {
            let arguments: Vec<_> = required.iter().map(argument).collect();
            list(&arguments, "    ", "")
        } else {
            format!("required: {}Required", self.name)
        };
        let doc = if required.is_empty() {
            "A value without members."
        } else {
            "A value with its required members."
        };
        let _ =
            writeln!(text, "    /// {doc}\n    #[inline]\n    pub fn new({arguments}) -> Self {{");
        let mut parts: Vec<String> = Vec::new();
        for field in self.fields {
            if field.is_required() {
                let value = if is_positional { field.value() } else { field.value_of_required() };
                parts.push(if value == field.name {
                    value
                } else {
                    format!("{}: {value}", field.name)
                });
            } else {
                parts.push(format!("{}: ::core::option::Option::None", field.name));
            }
        }
        if let Some(body) = self.body {
            parts.push(format!("{body}: ::std::vec::Vec::new()"));
        }
        let _ = writeln!(text, "        Self {{{}}}\n    }}", list(&parts, "        ", " "));
        text
    }

    fn required_struct(&self, required: &[&Field]) -> String {
        let name = self.name;
        let mut text = format!("\n/// The required members of [`{name}`].\n");
        let _ = writeln!(text, "#[derive(::core::clone::Clone)]\npub struct {name}Required {{");
        for field in required {
            let _ = writeln!(text, "    /// {}", field.description(self.root));
            let _ = writeln!(text, "    pub {}: {},", field.name, field.bare_type(self.root));
        }
        text.push_str("}\n");
        text
    }

    fn record(&self) -> String {
        let members = self.fields.iter().filter(|field| !field.is_binary()).enumerate();
        let members = members
            .map(|(index, field)| format!("{index} => {}: {:?}", field.name, field.member.name));
        let members: Vec<_> = members.collect();
        let binary = self.fields.iter().filter(|field| field.is_binary());
        let others = binary.map(|field| &*field.name).chain(self.body);
        let others: Vec<_> = others.collect();
        let others: String = others.iter().flat_map(|other| [", ", other]).collect();
        format!(
            "\n::tencentcloud_core::__record!({} {{{}}}{others});\n",
            self.name,
            list(&members, "", " ")
        )
    }
}

/// Lines of documentation as comments.
pub(super) fn docs(indent: &str, lines: &[String]) -> String {
    lines.iter().fold(String::new(), |mut text, line| {
        let line = format!("{indent}/// {line}");
        let _ = writeln!(text, "{}", line.trim_end());
        text
    })
}

/// The items on one line where they are short, with `space` around them, else each on a
/// line by itself.
pub(super) fn list(items: &[String], indent: &str, space: &str) -> String {
    let line = items.join(", ");
    match items {
        [] => String::new(),
        _ if line.len() + indent.len() <= 60 => format!("{space}{line}{space}"),
        items => {
            let lines = items.iter().map(|item| format!("\n{indent}    {item},"));
            format!("{}\n{indent}", lines.collect::<String>())
        }
    }
}
