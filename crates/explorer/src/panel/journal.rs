//! The journal as the page shows it.

use serde::Deserialize;
use tencentcloud_emulator::JournalEntry as Entry;

use crate::api::{JournalEntry, JournalResponse, Language};
use crate::explaining::{cause_sentence, difference_of};
use crate::explorer::Inner;
use crate::pasting::{call_of, read};

/// The newest entries whose texts are compared: each takes a search.
const MOST_COMPARED: usize = 50;

/// Of an entry what the page shows.
#[derive(Debug, Deserialize)]
struct Facts {
    number: u64,
    time: f64,
    service: Option<String>,
    action: Option<String>,
    secret_id: Option<String>,
    code: Option<String>,
    message: Option<String>,
    result: String,
    diagnosis: Option<Diagnosis>,
    fidelity: String,
    duration_ms: f64,
    user_agent: Option<String>,
    peer: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Diagnosis {
    causes: Vec<String>,
}

impl Inner {
    /// The entries after the first `after`.
    pub(crate) fn journal(&self, language: Language, after: u64) -> JournalResponse {
        let (entries, total) = self.emulator.journal_after(after);
        let first = entries.len().saturating_sub(MOST_COMPARED);
        let entries = entries.iter().enumerate();
        let entries = entries
            .filter_map(|(index, entry)| self.journal_entry(language, entry, index >= first));
        JournalResponse { entries: entries.collect(), total }
    }

    fn journal_entry(
        &self,
        language: Language,
        entry: &Entry,
        is_recent: bool,
    ) -> Option<JournalEntry> {
        let facts: Facts = serde_json::from_str(&entry.json).ok()?;
        let causes = facts.diagnosis.map(|diagnosis| diagnosis.causes).unwrap_or_default();
        let difference = if causes.is_empty() || !is_recent {
            Vec::new()
        } else {
            difference_of(language, &entry.raw, self.emulator.keys())
        };
        let sentence = causes.first().and_then(|name| cause_sentence(language, name));
        let key = facts
            .secret_id
            .as_deref()
            .map(|id| id.chars().skip(id.chars().count().saturating_sub(4)).collect::<String>());
        Some(JournalEntry {
            number: facts.number,
            time: facts.time,
            result: result(language, facts.action.as_deref(), facts.result),
            service: facts.service,
            action: facts.action,
            key,
            sentence: sentence.or(facts.message.filter(|_| facts.code.is_some())),
            code: facts.code,
            causes,
            fidelity: facts.fidelity,
            ms: facts.duration_ms,
            user_agent: facts.user_agent,
            peer: facts.peer,
            difference,
            call: read(&entry.raw).ok().map(|call| call_of(&call)),
            raw: Some(entry.raw.clone()).filter(|raw| !raw.is_empty()),
        })
    }
}

/// What a success of an action without an output means.
fn result(language: Language, action: Option<&str>, result: String) -> String {
    if result != "success" {
        return result;
    }
    let (en, zh) = match action.unwrap_or_default() {
        name if name.starts_with("Import") => ("accepted", "已受理"),
        name if name.starts_with("Delete") => ("deleted", "已删除"),
        name if name.starts_with("Modify") => ("changed", "已修改"),
        _ => ("success", "成功"),
    };
    language.of(en, zh).to_owned()
}
