//! The five steps of a v1 signature.

use bytes::Bytes;
use tencentcloud_core::sign::v1::V1Steps;

use super::lines::Letters;
use super::steps::{Draft, last};
use super::words;
use crate::api::{Language, Step, StepId, StepLine};
use crate::hex::hex;
use crate::mask::Mask;

pub(super) fn steps(
    language: Language,
    steps: &V1Steps,
    letters: &Letters,
    request: &http::Request<Bytes>,
    mask: &Mask,
) -> Vec<Step> {
    let walk = Walk { language, steps, letters, request, mask };
    vec![
        walk.parameters(),
        walk.source_text(),
        walk.hmac(),
        walk.result(4, StepId::Base64, &steps.signature, words::STEP_3, 3),
        walk.result(5, StepId::Encoded, &steps.encoded_signature, words::SIGNATURE_PARAMETER, 4),
    ]
}

struct Walk<'a> {
    language: Language,
    steps: &'a V1Steps,
    letters: &'a Letters,
    request: &'a http::Request<Bytes>,
    mask: &'a Mask,
}

impl Walk<'_> {
    /// The line that has the parameters: the body, or the start line of a GET.
    fn letter(&self) -> Option<char> {
        self.letters.body.or(self.letters.start)
    }

    fn parameters(&self) -> Step {
        let pairs: Vec<String> =
            self.steps.parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let letter = self.letter();
        let line = |pair: &String| StepLine {
            text: pair.clone(),
            letter,
            derives: letter.into_iter().collect(),
            ..StepLine::default()
        };
        self.step(Draft {
            number: 1,
            id: StepId::Parameters,
            service: "",
            size: words::count(self.language, pairs.len()),
            summary: words::count(self.language, pairs.len()),
            lines: pairs.iter().map(line).collect(),
            copy: &pairs.join("\n"),
        })
    }

    /// Its lines are parts of one line.
    fn source_text(&self) -> Step {
        let text = &self.steps.source_text;
        let method = self.request.method().as_str();
        let (before, parameters) = text.split_once("/?").unwrap_or((text, ""));
        let host = before.strip_prefix(method).unwrap_or(before);
        let has_port = host.contains(':');
        let host_words = if has_port { words::HEADER_HOST_PORT } else { words::HEADER_HOST };
        let Letters { start, host: host_letter, .. } = *self.letters;
        let parts = [
            (method, words::METHOD, start, None),
            (host, host_words, host_letter, None),
            ("/?", words::PATH, start, None),
            (parameters, words::STEP_1, self.letter(), Some(1)),
        ];
        let line =
            |(part, source, letter, from_step): (&str, words::Words, Option<char>, _)| StepLine {
                letter,
                derives: letter.into_iter().collect(),
                from_step,
                ..last(part, source.of(self.language))
            };
        self.step(Draft {
            number: 2,
            id: StepId::SourceText,
            service: "",
            size: words::size(self.language, text),
            summary: words::extent(self.language, text),
            lines: parts.into_iter().map(line).collect(),
            copy: text,
        })
    }

    fn hmac(&self) -> Step {
        self.result(3, StepId::Hmac, &hex(&self.steps.hmac), words::HMAC_SOURCE, 2)
    }

    fn result(
        &self,
        number: usize,
        id: StepId,
        text: &str,
        source: words::Words,
        from: usize,
    ) -> Step {
        let line = StepLine {
            derives: self.letters.all(),
            from_step: Some(from),
            ..last(text, source.of(self.language))
        };
        self.step(Draft {
            number,
            id,
            service: "",
            size: String::new(),
            summary: text.to_owned(),
            lines: vec![line],
            copy: text,
        })
    }

    fn step(&self, draft: Draft<'_>) -> Step {
        draft.step(self.language, self.mask)
    }
}
