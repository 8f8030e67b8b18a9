//! `tc3 explain`: why the signature of a request fails.

use std::path::Path;

use serde_json::Value;
use tencentcloud_core::Language;
use tencentcloud_emulator::explain;
use tencentcloud_verify::captured::{Captured, CapturedError, Form, StaleLength, Uncertain};
use tencentcloud_verify::{Explanation, KeyRing, Verdict};

use crate::cli::ExplainOptions;
use crate::failure::Failure;
use crate::{input, stdout};

mod keys;
mod notes;
mod report;
mod steps;
mod time;
mod visible;

use self::keys::Keys;

/// Explains one request.
pub(crate) fn run(options: &ExplainOptions) -> Result<(), Failure> {
    let input = read(options.file.as_deref())?;
    let mut file = |path: &str| input::file_bytes(Path::new(path));
    let captured = Captured::read(&input, &mut file).map_err(|error| failure(&error))?;
    let request = &captured.request;
    let at = time::at(request, options.at);
    let given = keys::given(options.keys_file.as_deref())?;
    let none = KeyRing::new();
    let mut explanation = explain(request, given.as_ref().map_or(&none, Keys::lookup), at, None);
    let keys = match given {
        // Nobody has to type a key for a request that is not signed.
        None if explanation.verdict != Verdict::Unsigned => {
            let typed = keys::typed(request)?;
            explanation = explain(request, typed.lookup(), at, None);
            Some(typed)
        }
        given => given,
    };
    let is_certain = captured.uncertain != Some(Uncertain::Dots);
    if !is_certain
        && explanation.verdict == Verdict::Invalid
        && explanation.diagnosis.causes.is_empty()
    {
        return Err(failure(&CapturedError::BodyNotAtHand(Form::TraceAscii)));
    }
    let language = options.language.unwrap_or(Language::EnUs);
    let notes = notes::notes(&captured, &explanation, keys.as_ref(), options.at, language);
    let stale = captured.stale_length;
    stdout::print(&if options.json {
        json(&explanation, stale, &notes, language)
    } else {
        report::text(&explanation, stale, &notes, language)
    })?;
    match verdict(&explanation, stale).0 {
        "valid" => Ok(()),
        "invalid" => Err(Failure::Explained { is_refused: true }),
        _ => Err(Failure::Explained { is_refused: false }),
    }
}

/// The verdict and the names of the causes. A server does not read the data of a command line
/// whose `Content-Length` is another, so it refuses whatever signature it has.
fn verdict(
    explanation: &Explanation,
    stale: Option<StaleLength>,
) -> (&'static str, Vec<&'static str>) {
    let mut causes = explanation.causes();
    match (explanation.verdict, stale) {
        (Verdict::Valid | Verdict::Invalid, Some(_)) => {
            causes.insert(0, StaleLength::NAME);
            (Verdict::Invalid.as_str(), causes)
        }
        (verdict, _) => (verdict.as_str(), causes),
    }
}

/// The object of the library, with notes in its message.
fn json(
    explanation: &Explanation,
    stale: Option<StaleLength>,
    notes: &[String],
    language: Language,
) -> String {
    let json = explanation.to_json(language);
    let Ok(mut object) = serde_json::from_str::<Value>(&json) else { return json };
    if let (Some(_), Some(members)) = (stale, object.as_object_mut()) {
        let (verdict, causes) = verdict(explanation, stale);
        members.insert("verdict".into(), verdict.into());
        members.insert("causes".into(), causes.into());
    }
    let stale = stale.map(|stale| stale.note(language));
    let notes = stale.iter().chain(notes);
    if let Some(Value::String(message)) = object.get_mut("message") {
        let space = if language == Language::ZhCn { "" } else { " " };
        for note in notes {
            *message += space;
            *message += note;
        }
    }
    object.to_string()
}

/// Reads the request. No error shows the name of the file: the argument may be the
/// request.
fn read(file: Option<&Path>) -> Result<Vec<u8>, Failure> {
    match file.filter(|file| *file != Path::new("-")) {
        Some(file) => input::file_bytes(file).map_err(|problem| {
            Failure::Usage(format!("cannot read FILE: {problem}; pass a request on stdin"))
        }),
        None => input::stdin_bytes()
            .map_err(|problem| Failure::Usage(format!("cannot read stdin: {problem}"))),
    }
}

fn failure(error: &CapturedError) -> Failure {
    match error {
        CapturedError::BodyNotAtHand(_) => Failure::Other(error.to_string()),
        _ => Failure::Usage(error.to_string()),
    }
}

/// One of two texts.
fn say<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::ZhCn => zh,
        _ => en,
    }
}
