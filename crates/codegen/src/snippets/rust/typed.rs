//! The actions for which `tencentcloud-ecm` has types: how their inputs are written in Rust.

use std::fmt::Write;

use super::super::Call;
use super::super::input::{Json, Members};
use super::super::literal;

/// How the input of an action is made.
struct Typed {
    action: &'static str,
    /// What the first expression takes, in order; empty where it is `default()`.
    required: &'static [(&'static str, Type)],
    /// Member, setter and type of the others, in the order in which they are sent.
    optional: &'static [(&'static str, &'static str, Type)],
}

#[derive(Clone, Copy)]
enum Type {
    String,
    Integer,
    Strings,
    Filters,
}

const SERVICE: &str = "ecm";
const VERSION: &str = "2019-07-19";

/// A test in `tests` compares the list with the crate.
const ACTIONS: [Typed; 5] = [
    Typed { action: "DeleteImage", required: &[("ImageIDSet", Type::Strings)], optional: &[] },
    Typed {
        action: "DescribeCustomImageTask",
        required: &[("Filters", Type::Filters)],
        optional: &[],
    },
    Typed {
        action: "DescribeImage",
        required: &[],
        optional: &[
            ("Filters", "filters", Type::Filters),
            ("Offset", "offset", Type::Integer),
            ("Limit", "limit", Type::Integer),
        ],
    },
    Typed {
        action: "ImportImage",
        required: &[
            ("ImageId", Type::String),
            ("ImageDescription", Type::String),
            ("SourceRegion", Type::String),
        ],
        optional: &[],
    },
    Typed {
        action: "ModifyImageAttribute",
        required: &[("ImageId", Type::String)],
        optional: &[
            ("ImageName", "image_name", Type::String),
            ("ImageDescription", "image_description", Type::String),
        ],
    },
];

/// The actions that a Rust program calls with a type: service, version and name.
pub fn typed_actions() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    ACTIONS.iter().map(|typed| (SERVICE, VERSION, typed.action))
}

/// An input in Rust.
pub(super) struct Expression {
    pub(super) text: String,
    /// Whether it uses the type `Filter`.
    pub(super) has_filter: bool,
}

/// The input as a value of its type, if that serializes to this very text.
pub(super) fn expression(call: &Call<'_>, members: &Members, text: &str) -> Option<Expression> {
    let request = call.request;
    if (request.service(), request.version()) != (SERVICE, VERSION) {
        return None;
    }
    let typed = ACTIONS.iter().find(|typed| typed.action == request.action())?;
    // The type has compact JSON, with its members in this order.
    let order = typed.required.iter().map(|(name, _)| *name);
    let order: Vec<_> = order.chain(typed.optional.iter().map(|(name, ..)| *name)).collect();
    let places = members.iter().map(|(name, _)| order.iter().position(|known| known == name));
    let places = places.collect::<Option<Vec<_>>>()?;
    let compact = members.iter().map(|(name, value)| format!("\"{name}\":{value}"));
    if !places.is_sorted() || format!("{{{}}}", compact.collect::<Vec<_>>().join(",")) != text {
        return None;
    }

    let value = |name: &str| members.iter().find(|(known, _)| known == name).map(|(_, json)| json);
    let required = typed.required.iter().map(|(name, kind)| kind.write(value(name)?));
    let required = required.collect::<Option<Vec<_>>>()?;
    let mut expression = match &*required {
        [] => format!("{}::default()", typed.action),
        arguments => format!("{}::new({})", typed.action, arguments.join(", ")),
    };
    for (name, setter, kind) in typed.optional {
        if let Some(json) = value(name) {
            let _ = write!(expression, "\n        .{setter}({})", kind.write(json)?);
        }
    }
    let has_filter = expression.contains("Filter::new(");
    Some(Expression { text: expression, has_filter })
}

impl Type {
    fn write(self, json: &Json) -> Option<String> {
        match (self, json) {
            (Self::String, Json::String(text)) => Some(literal::rust(text)),
            (Self::Integer, Json::Number(digits)) => {
                let number: i64 = digits.parse().ok()?;
                (number.to_string() == *digits).then(|| digits.clone())
            }
            (Self::Strings, Json::List(items)) => strings(items),
            (Self::Filters, Json::List(items)) if items.is_empty() => Some("[]".into()),
            (Self::Filters, Json::List(items)) => {
                let filters = items.iter().map(filter).collect::<Option<Vec<_>>>()?;
                Some(match &*filters {
                    [filter] => format!("[{filter}]"),
                    filters => {
                        format!("[\n            {},\n        ]", filters.join(",\n            "))
                    }
                })
            }
            _ => None,
        }
    }
}

fn filter(json: &Json) -> Option<String> {
    let Json::Object(members) = json else { return None };
    match &**members {
        [(name, Json::String(field)), (values, Json::List(items))]
            if name == "Name" && values == "Values" =>
        {
            Some(format!("Filter::new({}, {})", literal::rust(field), strings(items)?))
        }
        _ => None,
    }
}

fn strings(items: &[Json]) -> Option<String> {
    if items.is_empty() {
        // The type of its items cannot be inferred.
        return Some("[\"\"; 0]".into());
    }
    let items = items.iter().map(|item| match item {
        Json::String(text) => Some(literal::rust(text)),
        _ => None,
    });
    Some(format!("[{}]", items.collect::<Option<Vec<_>>>()?.join(", ")))
}
