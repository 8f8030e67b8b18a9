//! Skeletons of requests: inputs to fill in.

use std::fmt::Write;

use crate::{Action, Kind, Member, Paging, Structure};

/// The input of a request with the required members of an action, as JSON text with
/// indentation: a form to fill in, for a file or an editor.
///
/// Its members are in the order of the catalog, and it passes
/// [`check_input_text`](crate::check_input_text) without a finding. Its values have the type
/// of their member and mean nothing to the service:
///
/// - A list has one item. A structure that requires none of its members has the first one:
///   GET and signature v1 cannot send an empty object. Where a structure contains itself, a
///   list is empty.
/// - A string is `string`, a number 1, a boolean false. A time has its format, a file and a
///   string named after Base64 are Base64, a region is `ap-guangzhou`.
/// - Paging begins with the first page, of 20 entries where a page has a size.
///
/// ```
/// use tencentcloud_catalog::{action, skeleton};
///
/// let modify = action("ecm", "2019-07-19", "ModifyImageAttribute").unwrap();
/// assert_eq!(skeleton(modify), "{\n  \"ImageId\": \"string\"\n}");
/// ```
pub fn skeleton(action: &Action) -> String {
    text(action, 0)
}

/// The input of a request with all members of an action, and those of its structures, two
/// levels deep; deeper ones have the members that they require. Otherwise it is as
/// [`skeleton`].
///
/// Members that the service advises against are absent. So is the `ClientToken` of an action
/// that executes a request once for each: clients make one, and two calls with the same text
/// would be one.
///
/// ```
/// use tencentcloud_catalog::{action, full_skeleton};
///
/// let tasks = action("ecm", "2019-07-19", "DescribeCustomImageTask").unwrap();
/// assert_eq!(
///     full_skeleton(tasks),
///     r#"{
///   "Filters": [
///     {
///       "Values": [
///         "string"
///       ],
///       "Name": "string"
///     }
///   ]
/// }"#
/// );
/// ```
pub fn full_skeleton(action: &Action) -> String {
    text(action, 2)
}

fn text(action: &Action, levels: usize) -> String {
    let mut skeleton = Skeleton { action, json: String::new(), indent: 0, above: Vec::new() };
    let is_shown = |member: &&Member| {
        let is_token = action.client_token && member.name == "ClientToken";
        member.required || (levels > 0 && !member.deprecated && !is_token)
    };
    skeleton.object(action.input.iter().filter(is_shown), levels.saturating_sub(1));
    skeleton.json
}

struct Skeleton<'a> {
    action: &'a Action,
    json: String,
    indent: usize,
    /// The structures that contain the value that is being written.
    above: Vec<&'static Structure>,
}

impl Skeleton<'_> {
    /// Appends an object. `levels` is how many levels below have all members.
    fn object<'m>(&mut self, members: impl Iterator<Item = &'m Member>, levels: usize) {
        let mut separator = "";
        self.json.push('{');
        self.indent += 1;
        for member in members {
            self.json.push_str(separator);
            separator = ",";
            self.line();
            let _ = write!(self.json, "\"{}\": ", member.name);
            match member.kind {
                Kind::String => self.string(string(self.action, member)),
                Kind::Integer | Kind::Unsigned => self.json.push_str(integer(member)),
                kind => self.value(kind, levels),
            }
        }
        self.close(!separator.is_empty(), '}');
    }

    fn value(&mut self, kind: Kind, levels: usize) {
        match kind {
            Kind::String => self.string("string"),
            Kind::Binary => self.string(BASE64),
            Kind::Integer | Kind::Unsigned => self.json.push('1'),
            Kind::Float => self.json.push_str("1.0"),
            Kind::Boolean => self.json.push_str("false"),
            Kind::Structure(structure) => self.structure(structure, levels),
            Kind::List(element) => {
                self.json.push('[');
                self.indent += 1;
                let has_item = !self.is_above(*element);
                if has_item {
                    self.line();
                    self.value(*element, levels);
                }
                self.close(has_item, ']');
            }
        }
    }

    fn structure(&mut self, structure: &'static Structure, levels: usize) {
        self.above.push(structure);
        let members = structure.members();
        let is_required = members.iter().any(|member| member.required);
        let is_current = |member: &&Member| !member.deprecated;
        let first = members.iter().find(|one| is_current(one) && !self.is_above(one.kind));
        let above = self.above.clone();
        let is_shown = |member: &&Member| {
            let recurs = matches!(member.kind, Kind::Structure(one) if above.contains(&one));
            let is_first = !is_required && first == Some(member);
            member.required || is_first || (levels > 0 && is_current(member) && !recurs)
        };
        self.object(members.iter().filter(is_shown), levels.saturating_sub(1));
        self.above.pop();
    }

    /// Whether a value of this type would contain the structures that it is in.
    fn is_above(&self, kind: Kind) -> bool {
        match kind {
            Kind::Structure(structure) => self.above.contains(&structure),
            Kind::List(element) => self.is_above(*element),
            _ => false,
        }
    }

    /// Appends a string that needs no escapes.
    fn string(&mut self, content: &str) {
        let _ = write!(self.json, "\"{content}\"");
    }

    /// Begins a line.
    fn line(&mut self) {
        let _ = write!(self.json, "\n{:1$}", "", 2 * self.indent);
    }

    fn close(&mut self, has_content: bool, bracket: char) {
        self.indent -= 1;
        if has_content {
            self.line();
        }
        self.json.push(bracket);
    }
}

/// `string` in Base64.
const BASE64: &str = "c3RyaW5n";

/// The value of a string, by the facts and the name of its member.
fn string(action: &Action, member: &Member) -> &'static str {
    let name = member.name;
    match member.time {
        Some(format) => format.example(),
        // Some services take numbers as strings.
        None if action.paging.is_some() && name == "Offset" => "0",
        None if action.paging.is_some() && name == "Limit" => "20",
        None if action.paging == Some(Paging::Marker) && is_marker(name) => "",
        None if name.contains("Base64") => BASE64,
        None if name.ends_with("Region") => "ap-guangzhou",
        None => "string",
    }
}

/// Whether a member has the marker of a page.
fn is_marker(name: &str) -> bool {
    ["Token", "Context", "Cursor", "Marker"].iter().any(|word| name.ends_with(word))
}

fn integer(member: &Member) -> &'static str {
    match member.name {
        "Offset" => "0",
        "Limit" | "PageSize" => "20",
        _ => "1",
    }
}
