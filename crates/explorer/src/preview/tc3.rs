//! The six steps of a TC3 signature.

use tencentcloud_core::sign::Tc3Steps;

use super::lines::Letters;
use super::steps::{Draft, last};
use super::words::{self, Words};
use crate::api::{Language, Step, StepId, StepLine};
use crate::hex::hex;
use crate::mask::Mask;

pub(super) fn steps(
    language: Language,
    steps: &Tc3Steps,
    letters: &Letters,
    mask: &Mask,
) -> Vec<Step> {
    let walk = Walk { language, steps, letters, mask };
    vec![
        walk.canonical_request(),
        walk.hash(),
        walk.string_to_sign(),
        walk.key_chain(),
        walk.signature(),
        walk.authorization(),
    ]
}

struct Walk<'a> {
    language: Language,
    steps: &'a Tc3Steps,
    letters: &'a Letters,
    mask: &'a Mask,
}

impl Walk<'_> {
    fn canonical_request(&self) -> Step {
        let text = &self.steps.canonical_request;
        let parts: Vec<&str> = text.split('\n').collect();
        let count = parts.len();
        let line = |(index, part): (usize, &&str)| {
            let (source, letter) = self.canonical_line(index, count, part);
            StepLine {
                text: (*part).to_owned(),
                newline: index + 1 < count,
                letter,
                derives: letter.into_iter().collect(),
                source: source.of(self.language),
                ..StepLine::default()
            }
        };
        self.step(Draft {
            number: 1,
            id: StepId::CanonicalRequest,
            service: &self.steps.service,
            size: words::size(self.language, text),
            summary: words::extent(self.language, text),
            lines: parts.iter().enumerate().map(line).collect(),
            copy: text,
        })
    }

    /// Method, path, query, the headers, an empty line, their names, the hash of the body.
    fn canonical_line(&self, index: usize, count: usize, part: &str) -> (Words, Option<char>) {
        let Letters { start, host, content_type, body, .. } = *self.letters;
        let from_end = count - index;
        match (index, from_end) {
            (0, _) => (words::METHOD, start),
            (1, _) => (words::PATH, start),
            (2, _) if part.is_empty() => (words::EMPTY_QUERY, None),
            (2, _) => (words::QUERY, start),
            (_, 1) if body.is_some() => (words::SHA256_OF_BODY, body),
            (_, 1) => (words::SHA256_OF_NOTHING, None),
            (_, 2) => (words::HEADER_NAMES, None),
            (_, 3) => (words::END_OF_HEADERS, None),
            _ => match part.split_once(':') {
                Some(("content-type", _)) => (words::HEADER_CONTENT_TYPE, content_type),
                Some(("host", value)) if value.contains(':') => (words::HEADER_HOST_PORT, host),
                Some(("host", _)) => (words::HEADER_HOST, host),
                _ => (words::SIGNED_HEADER, None),
            },
        }
    }

    fn hash(&self) -> Step {
        let hash = &self.steps.hashed_request;
        let derives = self.letters.of_request();
        self.step(Draft {
            number: 2,
            id: StepId::Hash,
            service: "",
            size: String::new(),
            summary: hash.clone(),
            lines: vec![StepLine { derives, ..last(hash, words::HEX.of(self.language)) }],
            copy: hash,
        })
    }

    fn string_to_sign(&self) -> Step {
        let text = &self.steps.string_to_sign;
        let parts: Vec<&str> = text.split('\n').collect();
        let line = |(index, part): (usize, &&str)| {
            let timestamp = self.letters.timestamp;
            let (source, letter) = match index {
                0 => (words::ALGORITHM, None),
                1 => (words::TIMESTAMP, timestamp),
                2 => (words::SCOPE, timestamp),
                _ => (words::STEP_2, None),
            };
            let is_hash = index + 1 == parts.len();
            StepLine {
                text: (*part).to_owned(),
                newline: !is_hash,
                letter,
                derives: match letter {
                    None if is_hash => self.letters.of_request(),
                    letter => letter.into_iter().collect(),
                },
                from_step: is_hash.then_some(2),
                source: source.of(self.language),
                ..StepLine::default()
            }
        };
        self.step(Draft {
            number: 3,
            id: StepId::StringToSign,
            service: &self.steps.service,
            size: String::new(),
            summary: format!("{} · {}", self.steps.at, self.steps.scope()),
            lines: parts.iter().enumerate().map(line).collect(),
            copy: text,
        })
    }

    /// The keys of an account are not in it.
    fn key_chain(&self) -> Step {
        let Tc3Steps { date, service, .. } = self.steps;
        let is_hidden = self.mask.is_account();
        let keys = self.steps.expose_keys();
        let rows = [
            ("kDate", format!("HMAC(\"TC3\"+key, \"{date}\")"), &keys.date),
            ("kService", format!("HMAC(kDate, \"{service}\")"), &keys.service),
            ("kSigning", "HMAC(kService, \"tc3_request\")".to_owned(), &keys.signing),
        ];
        let lines: Vec<StepLine> = rows
            .into_iter()
            .map(|(name, formula, key)| StepLine {
                text: if is_hidden { String::new() } else { hex(key) },
                name: Some(name),
                formula: Some(formula),
                derives: self.letters.timestamp.into_iter().collect(),
                ..StepLine::default()
            })
            .collect();
        let rows = lines.iter().map(|line| format!("{} {}", line.name.unwrap_or(""), line.text));
        let copy = rows.collect::<Vec<_>>().join("\n");
        let step = self.step(Draft {
            number: 4,
            id: StepId::KeyChain,
            service,
            size: String::new(),
            summary: format!("TC3•••• → {date} → {service} → tc3_request"),
            lines,
            copy: &copy,
        });
        if is_hidden {
            Step { hidden: Some(words::HIDDEN.of(self.language)), copy: None, ..step }
        } else {
            step
        }
    }

    fn signature(&self) -> Step {
        let signature = self.steps.signature.to_string();
        let source = words::SIGNATURE_SOURCE.of(self.language);
        self.step(Draft {
            number: 5,
            id: StepId::Signature,
            service: "",
            size: String::new(),
            summary: signature.clone(),
            lines: vec![StepLine { derives: self.letters.all(), ..last(&signature, source) }],
            copy: &signature,
        })
    }

    fn authorization(&self) -> Step {
        let text = &self.steps.authorization;
        let algorithm = text.split(' ').next().unwrap_or_default();
        self.step(Draft {
            number: 6,
            id: StepId::Authorization,
            service: "",
            size: String::new(),
            summary: format!("{algorithm} Credential=…, SignedHeaders=…, Signature=…"),
            lines: vec![StepLine { from_step: Some(5), ..last(text, String::new()) }],
            copy: text,
        })
    }

    fn step(&self, draft: Draft<'_>) -> Step {
        draft.step(self.language, self.mask)
    }
}
