//! Objects with one mistake each, and the finding about it.

use fastrand::Rng;
use serde_json::{Map, Value, json};
use tencentcloud_catalog::{
    Action, Finding, FindingKind, Kind, Member, check_input_text, check_output_text, nearest,
};

/// The kinds of mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mistake {
    Rename,
    WrongType,
    WrongNesting,
    LeftOut,
    GivenTwice,
}

/// What the JSON is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Of {
    Input,
    Output,
}

impl Of {
    pub(crate) fn members(self, action: &Action) -> &'static [Member] {
        match self {
            Self::Input => action.input,
            Self::Output => action.output,
        }
    }

    /// The findings, without warnings about deprecated members: the examples have some.
    pub(crate) fn check(self, action: &Action, text: &str) -> Vec<Finding> {
        let mut findings = match self {
            Self::Input => check_input_text(action, text),
            Self::Output => check_output_text(action, text),
        };
        findings.retain(|finding| finding.kind != FindingKind::Deprecated);
        findings
    }
}

/// A JSON text with one mistake, and where and what it is.
pub(crate) struct Mistaken {
    of: Of,
    pub(crate) text: String,
    pub(crate) path: String,
    pub(crate) kind: FindingKind,
}

impl Mistaken {
    /// The check finds the mistake and nothing else.
    pub(crate) fn assert_found(&self, action: &Action) {
        let findings = self.of.check(action, &self.text);
        let found: Vec<_> = findings.iter().map(|found| (&*found.path, &found.kind)).collect();
        let Action { service, version, name, .. } = action;
        assert_eq!(found, [(&*self.path, &self.kind)], "{service} {version} {name} {}", self.text);
    }
}

impl Mistake {
    pub(crate) const ALL: [Self; 5] =
        [Self::Rename, Self::WrongType, Self::WrongNesting, Self::LeftOut, Self::GivenTwice];

    /// Makes the mistake at a random place of JSON without mistakes; `None` if it has no
    /// place for it.
    pub(crate) fn make(
        self,
        rng: &mut Rng,
        of: Of,
        action: &Action,
        json: &Map<String, Value>,
    ) -> Option<Mistaken> {
        let mut places = Vec::new();
        places_in_object("", json, of.members(action), &mut places);
        rng.shuffle(&mut places);
        places.into_iter().find_map(|place| self.make_at(rng, of, json, &place))
    }

    fn make_at(
        self,
        rng: &mut Rng,
        of: Of,
        json: &Map<String, Value>,
        place: &Place,
    ) -> Option<Mistaken> {
        let expected = place.kind;
        let mut root = Value::from(json.clone());
        let (parent, _) = place.pointer.rsplit_once('/')?;
        let mut path = place.pointer.trim_start_matches('/').replace('/', ".");
        if let Self::WrongType | Self::WrongNesting = self {
            let (wrong, found) = match self {
                Self::WrongType => other_scalar(rng, of, expected)?,
                _ => other_nesting(rng, expected),
            };
            *root.pointer_mut(&place.pointer)? = wrong;
            let kind = match self {
                Self::WrongType => FindingKind::WrongType { expected, found },
                _ => FindingKind::WrongNesting { expected, found },
            };
            return Some(Mistaken { of, text: root.to_string(), path, kind });
        }
        let (member, siblings) = place.member?;
        if self == Self::LeftOut && (of == Of::Output || !member.required) {
            return None;
        }
        let object = root.pointer_mut(parent)?.as_object_mut()?;
        let value = object.remove(member.name)?;
        let mut text = None;
        let kind = match self {
            Self::Rename => {
                let name = misspelled(rng, member.name, siblings)?;
                path.truncate(path.len() - member.name.len());
                path.push_str(&name);
                object.insert(name, value);
                match of {
                    Of::Input => FindingKind::UnknownMember { nearest: Some(member.name) },
                    Of::Output => FindingKind::UndeclaredMember,
                }
            }
            Self::GivenTwice => {
                object.insert("\u{1}".into(), Value::Null);
                let twice = format!("\"{0}\":{value},\"{0}\":null", member.name);
                text = Some(root.to_string().replacen("\"\\u0001\":null", &twice, 1));
                FindingKind::GivenTwice
            }
            _ => FindingKind::Missing { expected },
        };
        Some(Mistaken { of, text: text.unwrap_or_else(|| root.to_string()), path, kind })
    }
}

/// A value that may be changed.
struct Place {
    /// A JSON pointer.
    pointer: String,
    kind: Kind,
    /// The member whose value it is, and those beside it. `None` for an item of a list.
    member: Option<(&'static Member, &'static [Member])>,
}

fn places_in_object(
    pointer: &str,
    object: &Map<String, Value>,
    members: &'static [Member],
    places: &mut Vec<Place>,
) {
    for member in members {
        if let Some(value) = object.get(member.name).filter(|value| !value.is_null()) {
            let place = format!("{pointer}/{}", member.name);
            places_in_value(&place, value, member.kind, places);
            places.push(Place {
                pointer: place,
                kind: member.kind,
                member: Some((member, members)),
            });
        }
    }
}

fn places_in_value(pointer: &str, value: &Value, kind: Kind, places: &mut Vec<Place>) {
    match (value, kind) {
        (Value::Object(object), Kind::Structure(structure)) => {
            places_in_object(pointer, object, structure.members(), places);
        }
        (Value::Array(items), Kind::List(element)) => {
            for (index, item) in items.iter().enumerate() {
                let pointer = format!("{pointer}/{index}");
                places_in_value(&pointer, item, *element, places);
                places.push(Place { pointer, kind: *element, member: None });
            }
        }
        _ => {}
    }
}

/// A name with one slip that is no name, if the slip does not make it nearer to another.
fn misspelled(rng: &mut Rng, name: &str, siblings: &[Member]) -> Option<String> {
    let names = || siblings.iter().map(|member| member.name);
    let is_clear =
        |slip: &String| names().all(|known| known != slip) && nearest(slip, names()) == Some(name);
    (0..9).map(|_| slip(rng, name)).find(is_clear)
}

/// A name with one slip of typing: a character inserted, deleted, replaced or swapped
/// with the next, or its case changed.
pub(crate) fn slip(rng: &mut Rng, name: &str) -> String {
    let mut name: Vec<char> = name.chars().collect();
    let at = rng.usize(..name.len());
    match rng.u8(..5) {
        0 => name.insert(at, rng.alphanumeric()),
        1 => drop(name.remove(at)),
        2 => name[at] = rng.alphanumeric(),
        3 if at + 1 < name.len() => name.swap(at, at + 1),
        _ if name[at].is_ascii_lowercase() => name[at].make_ascii_uppercase(),
        _ => name[at].make_ascii_lowercase(),
    }
    name.into_iter().collect()
}

/// A scalar that does not have the type, or in outputs cannot be read as it, and the type
/// that it has. `None` if there is no such scalar.
fn other_scalar(rng: &mut Rng, of: Of, kind: Kind) -> Option<(Value, &'static str)> {
    let scalars = match (of, kind) {
        (_, Kind::Structure(_) | Kind::List(_)) => vec![],
        (Of::Input, Kind::Integer) => vec![(json!("5"), "string"), (json!(5.0), "decimal number")],
        (Of::Input, Kind::Unsigned) => {
            vec![(json!(true), "boolean"), (json!(-1), "negative integer")]
        }
        (Of::Input, Kind::Float) => vec![(json!("1.5"), "string"), (json!(false), "boolean")],
        (Of::Input, Kind::Boolean) => vec![(json!("true"), "string"), (json!(1), "integer")],
        (Of::Input, _) => {
            vec![(json!(5), "integer"), (json!(1.5), "decimal number"), (json!(true), "boolean")]
        }
        (Of::Output, Kind::Integer) => vec![(json!("x"), "string"), (json!(5.5), "decimal number")],
        (Of::Output, Kind::Unsigned) => {
            vec![(json!("-1"), "string"), (json!(-1), "negative integer")]
        }
        (Of::Output, Kind::Float) => vec![(json!("x"), "string")],
        (Of::Output, Kind::Boolean) => vec![(json!("yes"), "string"), (json!(2), "integer")],
        (Of::Output, _) => vec![],
    };
    rng.choice(scalars)
}

/// A value that is nested in another way, and its type.
fn other_nesting(rng: &mut Rng, kind: Kind) -> (Value, &'static str) {
    let (list, object) = ((json!([["x"]]), "list"), (json!({"Name": {"x": 1}}), "object"));
    let scalars = [(json!("x"), "string"), (json!(5), "integer"), (json!(true), "boolean")];
    let values = match kind {
        Kind::Structure(_) => scalars.into_iter().chain([list]).collect(),
        Kind::List(_) => scalars.into_iter().chain([object]).collect(),
        _ => vec![list, object],
    };
    rng.choice(values).expect("there are some")
}
