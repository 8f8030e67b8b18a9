//! Members as fields and setters.

use std::fmt::Write;

use tencentcloud_catalog::{Action, Kind, Member, Structure, TimeFormat};

use super::names::Scope;
use super::usage::{Structures, Usage};

/// A member of an input, an output or a structure.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) member: &'static Member,
    /// How an absent value is kept.
    form: FieldForm,
    is_boxed: bool,
    is_required: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldForm {
    /// It is never absent.
    Bare,
    /// It is `None`.
    Optional,
    /// It is an empty list.
    List,
}

/// The fields of an input.
pub(crate) fn input_fields(action: &Action, structures: &Structures) -> Vec<Field> {
    let usage = Usage { input: true, output: false };
    fields(action.name, action.input, usage, structures)
}

/// The fields of an output.
pub(crate) fn output_fields(action: &Action, structures: &Structures) -> Vec<Field> {
    let usage = Usage { input: false, output: true };
    fields(action.name, action.output, usage, structures)
}

/// The fields of a structure.
pub(crate) fn structure_fields(structure: &Structure, structures: &Structures) -> Vec<Field> {
    let usage = structures.usage(structure.name);
    fields(structure.name, structure.members(), usage, structures)
}

fn fields(
    owner: &str,
    members: &'static [Member],
    usage: Usage,
    structures: &Structures,
) -> Vec<Field> {
    let mut scope = Scope::default();
    let field = |member: &'static Member| Field {
        name: scope.snake(member.name),
        member,
        form: match member.kind {
            _ if usage.is_input_only() && member.required => FieldForm::Bare,
            Kind::List(_) if usage.is_output_only() => FieldForm::List,
            _ => FieldForm::Optional,
        },
        is_required: usage.input && member.required,
        is_boxed: match member.kind {
            Kind::Structure(inner) => structures.is_boxed(owner, inner),
            _ => false,
        },
    };
    members.iter().map(field).collect()
}

/// What a constructor takes: lists last, else in the order of the service.
pub(crate) fn required(fields: &[Field]) -> Vec<&Field> {
    let mut required: Vec<_> = fields.iter().filter(|field| field.is_required()).collect();
    required.sort_by_key(|field| matches!(field.member.kind, Kind::List(_)));
    required
}

impl Field {
    /// Whether a constructor takes it.
    pub(crate) fn is_required(&self) -> bool {
        self.is_required
    }

    /// Whether its type is `Option`.
    pub(crate) fn is_optional(&self) -> bool {
        self.form == FieldForm::Optional
    }

    /// Whether it is a file beside the JSON.
    pub(crate) fn is_binary(&self) -> bool {
        self.member.kind == Kind::Binary
    }

    /// Whether the value without members has it as absent or empty.
    pub(super) fn has_default(&self) -> bool {
        self.form != FieldForm::Bare
    }

    /// The type of the field. `root` is the path of the module that has `structures`.
    pub(super) fn type_in(&self, root: &str) -> String {
        let mut kind = type_of(self.member.kind, root);
        if self.is_boxed {
            kind = format!("::std::boxed::Box<{kind}>");
        }
        match self.form {
            FieldForm::Optional => format!("::core::option::Option<{kind}>"),
            FieldForm::Bare | FieldForm::List => kind,
        }
    }

    /// The type that a setter or a constructor takes.
    pub(super) fn argument(&self, root: &str) -> String {
        const INTO_STRING: &str = "impl ::core::convert::Into<::std::string::String>";
        match self.member.kind {
            Kind::String => INTO_STRING.into(),
            Kind::Binary => "impl ::core::convert::Into<::std::vec::Vec<u8>>".into(),
            Kind::List(Kind::String) => {
                format!("impl ::core::iter::IntoIterator<Item = {INTO_STRING}>")
            }
            Kind::List(element) => {
                format!("impl ::core::iter::IntoIterator<Item = {}>", type_of(*element, root))
            }
            kind => type_of(kind, root),
        }
    }

    /// The value of the field, from an argument of the same name.
    pub(super) fn value(&self) -> String {
        let name = &self.name;
        let mut value = match self.member.kind {
            Kind::String | Kind::Binary => format!("{name}.into()"),
            Kind::List(Kind::String) => {
                format!("{name}.into_iter().map(::core::convert::Into::into).collect()")
            }
            Kind::List(_) => format!("{name}.into_iter().collect()"),
            _ => name.clone(),
        };
        if self.is_boxed {
            value = format!("::std::boxed::Box::new({value})");
        }
        self.wrapped(value)
    }

    /// The type in the struct of required members.
    pub(super) fn bare_type(&self, root: &str) -> String {
        type_of(self.member.kind, root)
    }

    /// The value of the field, from the struct of required members.
    pub(super) fn value_of_required(&self) -> String {
        let name = &self.name;
        let value = if self.is_boxed {
            format!("::std::boxed::Box::new(required.{name})")
        } else {
            format!("required.{name}")
        };
        self.wrapped(value)
    }

    fn wrapped(&self, value: String) -> String {
        match self.form {
            FieldForm::Optional => format!("::core::option::Option::Some({value})"),
            FieldForm::Bare | FieldForm::List => value,
        }
    }

    /// A line of documentation, without the marks of a comment.
    pub(super) fn description(&self, root: &str) -> String {
        let mut text = format!("`{}`: {}", self.member.name, described(self.member.kind, root));
        if let Some(format) = self.member.time {
            text.push_str(match format {
                TimeFormat::Date => " that is a day, such as `2019-07-19`",
                TimeFormat::DateTime => " that is a time, such as `2019-07-19 00:00:00`",
                _ => " that is a time, such as `2019-07-19T00:00:00+08:00`",
            });
        }
        text.push('.');
        if self.is_required() {
            text.push_str(" Required.");
        }
        if self.member.deprecated {
            text.push_str(" Deprecated.");
        }
        text
    }

    /// The statement that adds the file to `files`.
    pub(super) fn file(&self) -> String {
        let (name, wire) = (&self.name, self.member.name);
        match self.form {
            FieldForm::Optional => format!(
                "        if let ::core::option::Option::Some(file) = &self.{name} {{\n            \
                 files.push(({wire:?}, &**file));\n        }}\n"
            ),
            FieldForm::Bare | FieldForm::List => {
                format!("        files.push(({wire:?}, &*self.{name}));\n")
            }
        }
    }

    /// The method that sets the field.
    pub(super) fn setter(&self, root: &str) -> String {
        let name = &self.name;
        let mut text = String::new();
        let _ = writeln!(text, "    /// Sets {}", self.description(root));
        if self.member.deprecated {
            text.push_str("    #[deprecated = \"the service advises against it\"]\n");
        }
        let _ = writeln!(
            text,
            "    #[inline]\n    #[must_use]\n    pub fn {name}(mut self, {name}: {}) -> Self {{\n        \
             self.{name} = {};\n        self\n    }}",
            self.argument(root),
            self.value()
        );
        text
    }
}

fn type_of(kind: Kind, root: &str) -> String {
    match kind {
        Kind::Integer => "i64".into(),
        Kind::Unsigned => "u64".into(),
        Kind::Float => "f64".into(),
        Kind::Boolean => "bool".into(),
        Kind::Binary => "::std::vec::Vec<u8>".into(),
        Kind::Structure(structure) => path(structure, root),
        Kind::List(element) => format!("::std::vec::Vec<{}>", type_of(*element, root)),
        _ => "::std::string::String".into(),
    }
}

fn path(structure: &Structure, root: &str) -> String {
    format!("{root}::structures::{}", structure.name)
}

fn described(kind: Kind, root: &str) -> String {
    match kind {
        Kind::Integer => "a signed integer".into(),
        Kind::Unsigned => "an unsigned integer".into(),
        Kind::Float => "a float".into(),
        Kind::Boolean => "a boolean".into(),
        Kind::Binary => "the content of a file".into(),
        Kind::Structure(structure) => {
            format!("a structure [`{}`]({})", structure.name, path(structure, root))
        }
        Kind::List(Kind::String) => "a list of strings".into(),
        Kind::List(Kind::Integer | Kind::Unsigned) => "a list of integers".into(),
        Kind::List(Kind::Structure(structure)) => {
            format!("a list of [`{}`]({})", structure.name, path(structure, root))
        }
        Kind::List(_) => "a list".into(),
        _ => "a string".into(),
    }
}
