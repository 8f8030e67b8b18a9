//! One line of what `tc3 search` found.

use serde_json::{Map, Value};
use tencentcloud_catalog::{self as catalog, ActionClass, Hit, HitKind, Status};

use crate::texts::{Found, FoundKind, first_sentence, plain};

/// The columns of a text in a line.
const WIDTH: usize = 60;

/// An item of the catalog.
#[derive(Debug)]
pub(super) struct Row {
    kind: HitKind,
    service: &'static str,
    version: String,
    /// Of a member: the action or the data type that has it.
    owner: Option<String>,
    name: String,
    title: Option<String>,
    title_en: Option<String>,
    class: Option<ActionClass>,
    pub(super) deprecated: bool,
    /// The text of the user's own that has the words.
    text: Option<String>,
}

impl Row {
    pub(super) fn from_hit(hit: Hit) -> Self {
        Self {
            kind: hit.kind,
            service: hit.service,
            version: hit.version.to_owned(),
            owner: hit.action,
            name: hit.name,
            title: hit.title,
            title_en: hit.title_en,
            class: hit.class,
            deprecated: hit.deprecated,
            text: None,
        }
    }

    /// `None` if the catalog does not have what the text is of.
    pub(super) fn from_text(found: Found) -> Option<Self> {
        let service = catalog::service(&found.service)?;
        let version = service.version(&found.date)?;
        let action = version.action(&found.owner);
        if action.is_none() && version.structure(&found.owner).is_none() {
            return None;
        }
        let (kind, owner, name) = match (found.kind, found.member) {
            (FoundKind::Member, Some(member)) => (HitKind::Member, Some(found.owner), member),
            (FoundKind::Action, _) => (HitKind::Action, None, found.owner),
            _ => (HitKind::Structure, None, found.owner),
        };
        let shown = action.filter(|_| kind == HitKind::Action);
        Some(Self {
            kind,
            service: service.name(),
            version: found.date,
            owner,
            name,
            title: shown.map(|action| action.title.to_owned()),
            title_en: shown.and_then(|action| action.title_en).map(str::to_owned),
            class: shown.map(|action| action.class),
            deprecated: action.is_some_and(|action| action.status != Status::Current),
            text: Some(plain(&found.text)),
        })
    }

    /// Whether both are of one item of the catalog.
    pub(super) fn is_of(&self, other: &Self) -> bool {
        (self.kind, self.service, &self.version) == (other.kind, other.service, &other.version)
            && (&self.owner, &self.name) == (&other.owner, &other.name)
    }

    pub(super) fn object(&self) -> Map<String, Value> {
        let has_status = matches!(self.kind, HitKind::Action | HitKind::Member);
        let members = [
            ("kind", Some(self.kind.as_str().into())),
            ("service", Some(self.service.into())),
            ("version", Some(self.version.as_str().into())),
            ("action", self.owner.as_deref().map(Value::from)),
            ("name", Some(self.name.as_str().into())),
            ("title", self.title.as_deref().map(Value::from)),
            ("title_en", self.title_en.as_deref().map(Value::from)),
            ("class", self.class.map(|class| class.as_str().into())),
            ("deprecated", has_status.then_some(self.deprecated.into())),
            ("text", self.text.as_deref().map(Value::from)),
        ];
        members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }

    pub(super) fn kind_in_words(&self) -> &'static str {
        match self.kind {
            HitKind::Structure => "data type",
            HitKind::ErrorCode => "error code",
            kind => kind.as_str(),
        }
    }

    pub(super) fn class(&self) -> &'static str {
        self.class.map(ActionClass::as_str).unwrap_or_default()
    }

    /// The titles, as the explorer shows them, and the first sentence of the text.
    pub(super) fn shown_title(&self) -> String {
        // Where there is no Chinese title, the title is the English one.
        let title = self.title.as_ref().filter(|title| self.title_en.as_ref() != Some(title));
        let titles: Vec<&str> = self.title_en.iter().chain(title).map(String::as_str).collect();
        let titles = Some(titles.join(" · ")).filter(|titles| !titles.is_empty());
        let text = self.text.as_deref().map(|text| first_sentence(text, WIDTH));
        [titles, text].into_iter().flatten().collect::<Vec<_>>().join(": ")
    }

    /// The words after `tc3 help` for it: service, action, and the member of the action. The
    /// version is in the place only where the service has several.
    pub(super) fn place(&self) -> String {
        let several = catalog::service(self.service).is_some_and(|known| known.dates().count() > 1);
        let version = if several { format!(" {}", self.version) } else { String::new() };
        let owner = self.owner.as_deref().map(|owner| format!(" {owner}")).unwrap_or_default();
        match self.kind {
            HitKind::Service => format!("{}{version}", self.service),
            _ => format!("{}{version}{owner} {}", self.service, self.name),
        }
    }
}
