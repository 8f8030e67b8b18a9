//! Actions.

use crate::Member;

/// An action of a service, with its input and output.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Action {
    /// Word of the service in the official command: `ecm`.
    pub service: &'static str,
    /// Short name of the product, the service in a signature's scope and the first label
    /// of its host: `ecm`. It differs from `service` only for `autoscaling`, which is `as`.
    pub product: &'static str,
    /// Version of the service: `2019-07-19`.
    pub version: &'static str,
    /// Name of the action, the value of `X-TC-Action`: `ImportImage`.
    pub name: &'static str,
    /// The official title, in Chinese: `导入镜像`.
    pub title: &'static str,
    /// The official English title, where there is one: `Imports image`.
    pub title_en: Option<&'static str>,
    /// A description in one sentence, for a few actions.
    pub summary: Option<&'static str>,
    /// What a call does.
    pub class: ActionClass,
    /// Whether the service still offers it.
    pub status: Status,
    /// Whether the service requires a signature.
    pub signed: bool,
    /// The form of a request's body.
    pub body: Body,
    /// Whether the response may be a stream of server-sent events.
    pub streams: bool,
    /// The first labels of its host, where they are not the product: `es.ai`.
    pub host: Option<&'static str>,
    /// How its input asks for parts of a long list, where the names of its members tell.
    pub paging: Option<Paging>,
    /// Whether a request with the same `ClientToken` is executed once only.
    pub client_token: bool,
    /// Documented rate limit in requests per second, if there is one.
    pub rate: Option<u32>,
    /// Values of the common parameter Region that it accepts, sorted. Empty where they are
    /// not known.
    pub regions: &'static [&'static str],
    /// Members of the input, without the common parameters.
    pub input: &'static [Member],
    /// Members of the output, without `RequestId`.
    pub output: &'static [Member],
    /// Error codes documented for this action, in addition to the common ones. Empty
    /// where only those of the service are known, see
    /// [`Version::error_codes`](crate::Version::error_codes).
    pub error_codes: &'static [&'static str],
}

impl Action {
    /// The input member with this exact name.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.input.iter().find(|member| member.name == name)
    }

    /// Whether the error code is documented for this action.
    pub fn documents(&self, code: &str) -> bool {
        self.error_codes.contains(&code)
    }

    /// Whether a successful output may have a member `Error`.
    pub fn declares_error(&self) -> bool {
        self.output.iter().any(|member| member.name == "Error")
    }
}

/// What a call of an action does. Where names and texts leave a doubt, the class is the
/// more dangerous one; the order is that of danger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ActionClass {
    /// It changes nothing and costs nothing. Repeating it is safe.
    Reads,
    /// It changes nothing and costs per call: recognition, translation, inference.
    ReadsPaid,
    /// It creates, changes, sends, starts or binds.
    Changes,
    /// It removes or terminates, or resets so that something is lost.
    Deletes,
    /// It buys, renews or upgrades, or creates what is billed from then on.
    Charges,
}

impl ActionClass {
    /// In the order of danger.
    pub(crate) const ALL: [Self; 5] =
        [Self::Reads, Self::ReadsPaid, Self::Changes, Self::Deletes, Self::Charges];

    /// The word for it: `reads-paid`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reads => "reads",
            Self::ReadsPaid => "reads-paid",
            Self::Changes => "changes",
            Self::Deletes => "deletes",
            Self::Charges => "charges",
        }
    }

    /// Whether repeating a call is safe and free.
    pub const fn is_idempotent(self) -> bool {
        matches!(self, Self::Reads)
    }

    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == word)
    }
}

/// Whether the service still offers an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// It does.
    Current,
    /// It does, and advises against it.
    Deprecated,
    /// It does no longer.
    Offline,
}

/// The form of a request's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Body {
    /// JSON, or a query in a GET request.
    Json,
    /// `multipart/form-data`, with the members of type [`Kind::Binary`](crate::Kind) as
    /// files.
    Multipart,
    /// A stream of octets; the members are headers.
    Octets,
}

/// How an input asks for a part of a long list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Paging {
    /// `Offset` and `Limit`.
    Offset,
    /// The number of a page and its size.
    Page,
    /// A marker from the last output, such as `NextToken`.
    Marker,
}

impl Status {
    pub(crate) fn of(word: &str) -> Option<Self> {
        match word {
            "deprecated" => Some(Self::Deprecated),
            "offline" => Some(Self::Offline),
            _ => None,
        }
    }
}

impl Body {
    pub(crate) fn of(word: &str) -> Option<Self> {
        match word {
            "multipart" => Some(Self::Multipart),
            "octets" => Some(Self::Octets),
            _ => None,
        }
    }
}

impl Paging {
    pub(crate) fn of(word: &str) -> Option<Self> {
        match word {
            "offset" => Some(Self::Offset),
            "page" => Some(Self::Page),
            "marker" => Some(Self::Marker),
            _ => None,
        }
    }
}
