//! Descriptions of the user's own in help texts.

use tencentcloud_catalog::{Member, Structure};

use crate::texts::{Owner, Texts, VersionTexts, first_sentence, plain, wrapped};

/// The columns of a line.
const WIDTH: usize = 80;

/// The texts of one service version; all are empty if none were imported.
pub(super) struct Descriptions {
    texts: VersionTexts,
    source: Option<String>,
    /// Whole texts of members, and not only their first sentences.
    whole: bool,
}

impl Descriptions {
    pub(super) fn of(service: &str, date: &str, whole: bool) -> Self {
        let texts = Texts::open();
        Self {
            source: texts.as_ref().map(|texts| texts.source().to_owned()),
            texts: texts.map(|texts| texts.version(service, date)).unwrap_or_default(),
            whole,
        }
    }

    /// What the action does, in lines, after an empty line.
    pub(super) fn action(&self, name: &str) -> String {
        paragraph(self.texts.action(name))
    }

    /// What the data type is, in lines, after an empty line.
    pub(super) fn structure(&self, name: &str) -> String {
        paragraph(self.texts.structure(name))
    }

    /// What the member is: its first sentence on a line, or the whole text. `parents` are
    /// the members above it, of which the first is one of `owner`.
    pub(super) fn member(
        &self,
        owner: Owner<'_>,
        parent: Option<&Structure>,
        member: &Member,
        indent: &str,
    ) -> String {
        let owner = parent.map_or(owner, |structure| Owner::Structure(structure.name));
        let Some(text) = self.texts.member(owner, member.name) else { return String::new() };
        let text = plain(text);
        let width = WIDTH.saturating_sub(indent.len());
        let text = if self.whole { text } else { first_sentence(&text, width) };
        wrapped(&text, indent, WIDTH)
    }

    /// Where the texts come from, or how to get some.
    pub(super) fn note(&self) -> String {
        match &self.source {
            Some(source) if self.whole => format!("\nTexts: {source}\n"),
            Some(source) => format!("\nTexts: {source}; -v shows whole texts of members\n"),
            None => "\nDescriptions: tc3 catalog texts --help\n".into(),
        }
    }
}

fn paragraph(text: Option<&str>) -> String {
    let text = text.map(plain).unwrap_or_default();
    if text.is_empty() { String::new() } else { format!("\n{}", wrapped(&text, "", WIDTH)) }
}
