//! `/_explorer/action`: the form of an action.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Class, Language};

#[derive(Debug, Deserialize)]
pub(crate) struct ActionRequest {
    pub(crate) language: Language,
    pub(crate) service: String,
    /// `None`: the default version, else the newest that has the action.
    #[serde(default)]
    pub(crate) version: Option<String>,
    pub(crate) action: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct ActionForm {
    pub(crate) service: &'static str,
    pub(crate) version: &'static str,
    pub(crate) versions: Vec<&'static str>,
    pub(crate) action: &'static str,
    pub(crate) service_title: &'static str,
    pub(crate) service_title_en: Option<&'static str>,
    pub(crate) title: &'static str,
    pub(crate) title_en: Option<&'static str>,
    pub(crate) class: Class,
    pub(crate) status: Status,
    /// Requests a second.
    pub(crate) rate: Option<u32>,
    pub(crate) body: Body,
    pub(crate) streams: bool,
    pub(crate) signed: bool,
    pub(crate) fidelity: Fidelity,
    pub(crate) description: Option<String>,
    pub(crate) members: Vec<Member>,
    /// Every structure that the members reach, by name. Structures may be recursive.
    pub(crate) structures: BTreeMap<&'static str, Vec<Member>>,
    /// A valid input: the required members.
    pub(crate) skeleton: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    Current,
    Deprecated,
    Offline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Body {
    Json,
    Multipart,
    Octets,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Fidelity {
    Modeled,
    Stub,
}

#[derive(Debug, Serialize)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    #[serde(rename = "type")]
    pub(crate) kind: Type,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) description: Option<String>,
    /// Values that are known; others may be sent, too.
    pub(crate) values: &'static [&'static str],
    /// How a time is written.
    pub(crate) time: Option<&'static str>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Type {
    String,
    Integer,
    Unsigned,
    Float,
    Boolean,
    Binary,
    Structure { name: &'static str },
    List { of: Box<Self> },
}
