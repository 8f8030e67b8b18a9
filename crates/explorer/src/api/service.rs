//! `/_explorer/service`: the actions of a service.

use serde::{Deserialize, Serialize};

use super::Class;

#[derive(Debug, Deserialize)]
pub(crate) struct ServiceRequest {
    pub(crate) service: String,
    /// `None`: the default version.
    #[serde(default)]
    pub(crate) version: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Service {
    #[serde(rename = "service")]
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// The default version first.
    pub(crate) versions: Vec<&'static str>,
    pub(crate) title: &'static str,
    pub(crate) title_en: Option<&'static str>,
    pub(crate) actions: Vec<ServiceAction>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ServiceAction {
    pub(crate) name: &'static str,
    pub(crate) class: Class,
    pub(crate) deprecated: bool,
    pub(crate) title: &'static str,
    pub(crate) title_en: Option<&'static str>,
}
