//! The file of a service version: a line for each action or data type, and below it,
//! after a space, a line for each member. A tab ends the name; the text after it has
//! `\n` for line ends and `\\` for a backslash.
//!
//! ```text
//! action ImportImage<tab>…
//!  in ImageId<tab>…
//!  out TaskId<tab>…
//! structure Filter<tab>…
//!  Name<tab>…
//! ```

use std::collections::HashMap;

/// What has members with texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner<'a> {
    /// The input of the action.
    Input(&'a str),
    /// The output of the action.
    Output(&'a str),
    /// The data type.
    Structure(&'a str),
}

/// The texts of a service version, as the package has them: with markup.
#[derive(Debug, Default)]
pub(crate) struct VersionTexts {
    /// By the beginning of the line of the owner, a space, and that of the member's line.
    texts: HashMap<String, String>,
}

impl VersionTexts {
    /// Reads a file. What is not of its form is passed over.
    pub(super) fn read(text: &str) -> Self {
        let mut texts = HashMap::new();
        let mut owner = "";
        for (name, text) in text.lines().filter_map(|line| line.split_once('\t')) {
            let is_member = name.starts_with(' ');
            if !is_member {
                owner = name;
            }
            if !text.is_empty() {
                let key = if is_member { format!("{owner}{name}") } else { name.to_owned() };
                texts.insert(key, unescaped(text));
            }
        }
        Self { texts }
    }

    /// What the action does.
    pub(crate) fn action(&self, name: &str) -> Option<&str> {
        self.get(&format!("action {name}"))
    }

    /// What the data type is.
    pub(crate) fn structure(&self, name: &str) -> Option<&str> {
        self.get(&format!("structure {name}"))
    }

    /// What the member is.
    pub(crate) fn member(&self, owner: Owner<'_>, name: &str) -> Option<&str> {
        self.get(&match owner {
            Owner::Input(action) => format!("action {action} in {name}"),
            Owner::Output(action) => format!("action {action} out {name}"),
            Owner::Structure(structure) => format!("structure {structure} {name}"),
        })
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }
}

/// Adds a line. Names with white space, which no package has, are left out.
pub(super) fn push(file: &mut String, start: &str, name: &str, text: &str) {
    if name.is_empty() || name.contains(char::is_whitespace) {
        return;
    }
    file.extend([start, name, "\t"]);
    for c in text.trim().chars() {
        match c {
            '\\' => file.push_str("\\\\"),
            '\n' => file.push_str("\\n"),
            '\t' => file.push(' '),
            c if c.is_control() => {}
            c => file.push(c),
        }
    }
    file.push('\n');
}

/// The text as it was before its line.
pub(super) fn unescaped(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    while let Some(part) = parts.next() {
        match part.strip_prefix('n') {
            Some(rest) => whole.extend(["\n", rest]),
            // A backslash for itself is followed by an empty part.
            None => whole.extend(["\\", parts.next().unwrap_or_default()]),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_they_were_written() {
        let text = "first\nC:\\new\\\\x\\\\n \\n\n\nlast";
        let mut file = String::new();
        push(&mut file, "action ", "A", text);
        push(&mut file, " in ", "B", "of the input\twith a tab\u{1b}[1m\r\n");
        push(&mut file, " out ", "B", "");
        push(&mut file, "structure ", "A", "");
        push(&mut file, " ", "B", "of the structure\\");
        push(&mut file, " ", "not a name", "x");
        assert_eq!(file.lines().count(), 5);
        let texts = VersionTexts::read(&file);
        assert_eq!(texts.action("A"), Some(text));
        assert_eq!(texts.structure("A"), None);
        let member = |owner| texts.member(owner, "B");
        assert_eq!(member(Owner::Input("A")), Some("of the input with a tab[1m"));
        assert_eq!(member(Owner::Output("A")), None);
        assert_eq!(member(Owner::Structure("A")), Some("of the structure\\"));
        for broken in ["", "\t", " x\t", "a\n\tb\\", "action\t\\"] {
            VersionTexts::read(broken);
        }
    }
}
