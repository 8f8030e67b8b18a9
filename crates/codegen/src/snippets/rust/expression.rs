//! Expressions in Rust, laid out as rustfmt does, but for rare cases.

use std::fmt::Write;

/// An expression.
pub(super) enum Expression {
    /// A literal.
    Literal(String),
    /// `[a, b]`, or `vec![a, b]`.
    List { is_vec: bool, items: Vec<Self> },
    /// `path(a, b)`.
    Call { path: String, arguments: Vec<Self> },
    /// `head.setter(a).other(b)`.
    Chain { head: Box<Self>, setters: Vec<(String, Self)> },
    /// `Name { field: a }`.
    Struct { name: String, fields: Vec<(String, Self)> },
    /// `a.into()`.
    Into(Box<Self>),
}

/// The longest line of rustfmt.
const LINE: usize = 100;

/// The longest list, call and chain that rustfmt leaves on one line.
const SHORT: usize = 60;

/// The longest struct that rustfmt leaves on one line.
const SHORT_STRUCT: usize = 18;

impl Expression {
    /// With one more call in its chain.
    pub(super) fn with_setter(self, name: &str, value: Self) -> Self {
        let setter = (name.to_owned(), value);
        match self {
            Self::Chain { head, mut setters } => {
                setters.push(setter);
                Self::Chain { head, setters }
            }
            head => Self::Chain { head: Box::new(head), setters: vec![setter] },
        }
    }

    /// The expression where a line has `indent` spaces, and `before` more characters stand
    /// before it.
    pub(super) fn layout(&self, indent: usize, before: usize) -> String {
        let line = self.line();
        if self.is_short(&line) && indent + before + line.len() < LINE {
            return line;
        }
        let inner = indent + 4;
        let space = " ".repeat(inner);
        let end = " ".repeat(indent);
        match self {
            Self::Literal(text) => text.clone(),
            Self::Into(value) => format!("{}.into()", value.layout(indent, before)),
            Self::List { is_vec, items } => {
                let open = if *is_vec { "vec![" } else { "[" };
                match &**items {
                    // A chain alone begins on the line of the list.
                    [one @ Self::Chain { .. }] => {
                        format!("{open}{}]", one.layout(indent, before + open.len()))
                    }
                    items => format!("{open}\n{}{end}]", each_on_a_line(items, inner)),
                }
            }
            Self::Call { path, arguments } => match &**arguments {
                // A list in a call begins on the line of the call.
                [one @ Self::List { .. }] => {
                    format!("{path}({})", one.layout(indent, before + path.len() + 1))
                }
                arguments => format!("{path}(\n{}{end})", each_on_a_line(arguments, inner)),
            },
            Self::Chain { head, setters } => {
                let mut text = head.layout(indent, before);
                // Below the end of a head of several lines.
                let indent = if text.contains('\n') { indent } else { inner };
                let space = " ".repeat(indent);
                for (name, value) in setters {
                    let mut argument = value.layout(indent, name.len() + 2);
                    if matches!(value, Self::Chain { .. }) && argument.contains('\n') {
                        let value = each_on_a_line(std::slice::from_ref(value), indent + 4);
                        argument = format!("\n{value}{space}");
                    }
                    let _ = write!(text, "\n{space}.{name}({argument})");
                }
                text
            }
            Self::Struct { name, fields } => {
                let fields = fields.iter().map(|(name, value)| {
                    format!("{space}{name}: {},\n", value.layout(inner, name.len() + 2))
                });
                format!("{name} {{\n{}{end}}}", fields.collect::<String>())
            }
        }
    }

    /// Whether rustfmt leaves it on one line that is long enough.
    fn is_short(&self, line: &str) -> bool {
        match self {
            Self::Literal(_) | Self::Into(_) => true,
            Self::List { .. } => line.len() <= SHORT,
            Self::Call { .. } => line.len() <= SHORT + self.path_length(),
            Self::Struct { .. } => line.len() <= SHORT_STRUCT,
            Self::Chain { head, setters } => match &**setters {
                // One setter may be as long as the line.
                [(_, value)] => head.is_short(&head.line()) && value.line().len() <= SHORT,
                _ => line.len() <= SHORT,
            },
        }
    }

    fn path_length(&self) -> usize {
        match self {
            Self::Call { path, .. } => path.len() + 2,
            _ => 0,
        }
    }

    /// The expression on one line.
    fn line(&self) -> String {
        let list = |items: &[Self]| items.iter().map(Self::line).collect::<Vec<_>>().join(", ");
        match self {
            Self::Literal(text) => text.clone(),
            Self::Into(value) => format!("{}.into()", value.line()),
            Self::List { is_vec: true, items } => format!("vec![{}]", list(items)),
            Self::List { items, .. } => format!("[{}]", list(items)),
            Self::Call { path, arguments } => format!("{path}({})", list(arguments)),
            Self::Chain { head, setters } => {
                let setters =
                    setters.iter().map(|(name, value)| format!(".{name}({})", value.line()));
                head.line() + &setters.collect::<String>()
            }
            Self::Struct { name, fields } => {
                let field = |(name, value): &(String, Self)| format!("{name}: {}", value.line());
                let fields: Vec<_> = fields.iter().map(field).collect();
                format!("{name} {{ {} }}", fields.join(", "))
            }
        }
    }
}

fn each_on_a_line(items: &[Expression], indent: usize) -> String {
    let space = " ".repeat(indent);
    let lines = items.iter().map(|item| [&*space, &item.layout(indent, 0), ",\n"].concat());
    lines.collect()
}
