//! A file of the suite. `tests/vectors/README.md` describes the sections.

use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The sections of a file, by title.
pub(crate) struct Case {
    pub(crate) name: String,
    sections: BTreeMap<String, String>,
}

impl Case {
    /// All cases of all topics.
    pub(crate) fn all() -> Vec<Self> {
        let suite = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors"));
        let files = |folder: &Path| folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
        let topics = files(suite).filter(|path| path.is_dir());
        topics
            .flat_map(|topic| files(&topic))
            .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
            .map(|path| Self::read(&path))
            .collect()
    }

    fn read(path: &Path) -> Self {
        #[expect(clippy::disallowed_methods, reason = "the suite consists of files")]
        let text = std::fs::read_to_string(path).unwrap();
        let case = Self::parse(&text);
        // The first line must be the path, so that a copied file is detected.
        assert!(path.ends_with(format!("{}.txt", case.name)), "{}", path.display());
        case
    }

    fn parse(text: &str) -> Self {
        let mut parts = text.split("\n\n-- ");
        let name = parts.next().unwrap().lines().next().unwrap().to_owned();
        let mut parts: Vec<_> = parts.collect();
        if let Some(last) = parts.last_mut() {
            *last = last.strip_suffix('\n').unwrap();
        }
        let section = |part: &str| {
            let (title, content) = part.split_once('\n').unwrap();
            (title.to_owned(), content.to_owned())
        };
        Self { name, sections: parts.into_iter().map(section).collect() }
    }

    pub(crate) fn topic(&self) -> &str {
        self.name.split_once('/').unwrap().0
    }

    /// Whether the case has a signature.
    pub(crate) fn is_signed(&self) -> bool {
        self.sections.contains_key("signature")
    }

    pub(crate) fn section(&self, title: &str) -> &str {
        let missing = || panic!("{} has no section {title}", self.name);
        self.sections.get(title).unwrap_or_else(missing)
    }

    /// A value in a section of `name: value` lines.
    pub(crate) fn value(&self, section: &str, name: &str) -> &str {
        let pairs = || self.section(section).lines().filter_map(|line| line.split_once(": "));
        pairs().find(|(found, _)| *found == name).unwrap().1
    }

    pub(crate) fn method(&self) -> &str {
        self.request_line().0
    }

    /// The query string.
    pub(crate) fn query(&self) -> &str {
        self.request_line().1.split_once('?').map_or("", |(_, query)| query)
    }

    fn request_line(&self) -> (&str, &str) {
        let line = self.section("request").lines().next().unwrap();
        let (method, rest) = line.split_once(' ').unwrap();
        (method, rest.strip_suffix(" HTTP/1.1").unwrap())
    }

    /// A header of the request, as sent.
    pub(crate) fn header(&self, wanted: &str) -> Option<&str> {
        let lines = self.section("request").lines().skip(1);
        let mut pairs = lines.map(|line| line.split_once(": ").unwrap());
        pairs.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
    }

    pub(crate) fn body(&self) -> Vec<u8> {
        match self.sections.get("body in base64") {
            Some(lines) => STANDARD.decode(lines.replace('\n', "")).unwrap(),
            None => self.section("body").into(),
        }
    }
}
