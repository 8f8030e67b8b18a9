//! The panel of the built-in emulator.

use serde::{Deserialize, Serialize};

use super::{Call, DiffLine, Language};

#[derive(Debug, Serialize)]
pub(crate) struct EmulatorState {
    pub(crate) url: String,
    pub(crate) key_id: String,
    /// Shell lines that point other clients here.
    pub(crate) export_lines: String,
    /// Seconds since 1970.
    pub(crate) started: u64,
    pub(crate) clock: ClockState,
    pub(crate) images: Vec<ImageRow>,
    pub(crate) quota: usize,
    pub(crate) source_images: Vec<SourceImageRow>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ClockState {
    pub(crate) unix: u64,
    pub(crate) frozen: bool,
    /// Whether it is the time of this machine.
    pub(crate) real: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct ImageRow {
    pub(crate) id: String,
    /// The region of the CVM image.
    pub(crate) source: String,
    pub(crate) state: String,
    pub(crate) account: String,
    pub(crate) seconds_left: Option<u64>,
}

#[derive(Debug, Serialize)]
pub(crate) struct SourceImageRow {
    pub(crate) id: String,
    pub(crate) region: String,
    pub(crate) name: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ClockRequest {
    pub(crate) freeze: Option<bool>,
    pub(crate) set: Option<u64>,
    pub(crate) advance: Option<f64>,
    pub(crate) real: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct AddImageRequest {
    pub(crate) id: String,
    pub(crate) region: String,
    #[serde(default)]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct JournalRequest {
    pub(crate) language: Language,
    pub(crate) after: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct JournalResponse {
    /// Oldest first.
    pub(crate) entries: Vec<JournalEntry>,
    pub(crate) total: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct JournalEntry {
    pub(crate) number: u64,
    pub(crate) time: f64,
    pub(crate) service: Option<String>,
    pub(crate) action: Option<String>,
    /// Last four characters of the secret id.
    pub(crate) key: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) result: String,
    pub(crate) causes: Vec<String>,
    pub(crate) fidelity: String,
    pub(crate) ms: f64,
    pub(crate) user_agent: Option<String>,
    pub(crate) peer: Option<String>,
    pub(crate) sentence: Option<String>,
    pub(crate) difference: Vec<DiffLine>,
    pub(crate) call: Option<Call>,
    pub(crate) raw: Option<String>,
}
