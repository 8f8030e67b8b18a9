//! The lines of a request as they are sent, each with a letter if it is signed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tencentcloud_core::sign::SigningSteps;

use super::{mark, words};
use crate::api::{Language, Part, RequestLine};
use crate::mask::Mask;

/// A request that is sent, and how it is shown.
pub(super) struct Sent<'a> {
    pub(super) language: Language,
    pub(super) request: &'a http::Request<Bytes>,
    pub(super) steps: &'a SigningSteps,
    pub(super) head: &'a [u8],
    pub(super) mask: &'a Mask,
    /// JSON pointer of the member to mark.
    pub(super) at: Option<&'a str>,
}

/// The letters of the lines that are signed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    pub(super) start: Option<char>,
    pub(super) host: Option<char>,
    pub(super) content_type: Option<char>,
    pub(super) timestamp: Option<char>,
    pub(super) body: Option<char>,
}

impl Letters {
    /// All of them, in order.
    pub(super) fn all(&self) -> Vec<char> {
        let letters = [self.start, self.host, self.content_type, self.timestamp, self.body];
        let mut letters: Vec<char> = letters.into_iter().flatten().collect();
        letters.sort_unstable();
        letters
    }

    /// Those that the canonical request is derived from: all but the time.
    pub(super) fn of_request(&self) -> Vec<char> {
        self.all().into_iter().filter(|letter| Some(*letter) != self.timestamp).collect()
    }

    fn next(&self) -> Option<char> {
        let used = u8::try_from(self.all().len()).ok()?;
        Some(char::from(b'a'.checked_add(used)?))
    }
}

impl Sent<'_> {
    pub(super) fn lines(&self) -> (Vec<RequestLine>, Letters) {
        let mut letters = Letters::default();
        let mut lines = Vec::new();
        let head = self.mask.hide(&String::from_utf8_lossy(self.head));
        for (index, text) in head.trim_end_matches("\r\n").split("\r\n").enumerate() {
            let line = if index == 0 {
                self.start(text, &mut letters)
            } else {
                self.header(text, &mut letters)
            };
            lines.push(line);
        }
        lines.push(line("", Part::Blank));
        lines.extend(self.body(&mut letters));
        (lines, letters)
    }

    /// The body if it is text.
    pub(super) fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.request.body()).ok()
    }

    fn is_skipped(&self) -> bool {
        !matches!(self.steps, SigningSteps::Tc3(_) | SigningSteps::V1(_))
    }

    fn is_tc3(&self) -> bool {
        matches!(self.steps, SigningSteps::Tc3(_))
    }

    fn start(&self, text: &str, letters: &mut Letters) -> RequestLine {
        let query = text.find('?').map(|mark| mark + 1);
        let source = match (query, self.is_tc3()) {
            (None, _) => words::METHOD_PATH,
            (Some(_), true) => words::METHOD_PATH_QUERY,
            (Some(_), false) => words::METHOD_PATH_PARAMETERS,
        };
        let start = query.unwrap_or(text.len());
        let end = text.rfind(' ').unwrap_or(text.len());
        let found = self.at.zip(text.get(start..end));
        let found = found.and_then(|(at, pairs)| mark::in_pairs(pairs, at));
        let mark = found.map(|found| mark::utf16(text, start + found.start..start + found.end));
        if self.is_skipped() {
            return RequestLine { mark, ..line(text, Part::Start) };
        }
        letters.start = letters.next();
        let source = source.of(self.language);
        signed(RequestLine { source, mark, ..line(text, Part::Start) }, letters.start)
    }

    fn header(&self, text: &str, letters: &mut Letters) -> RequestLine {
        let plain = line(text, Part::Header);
        let name = text.split(':').next().unwrap_or_default();
        let source = |words: words::Words| words.of(self.language);
        match name {
            _ if self.is_skipped() => plain,
            "host" => {
                letters.host = letters.next();
                signed(RequestLine { source: source(words::TARGET), ..plain }, letters.host)
            }
            _ if !self.is_tc3() => plain,
            "content-type" => {
                letters.content_type = letters.next();
                signed(plain, letters.content_type)
            }
            "x-tc-timestamp" => {
                letters.timestamp = letters.next();
                let source = source(words::IN_STEP_3);
                signed(RequestLine { source, ..plain }, letters.timestamp)
            }
            "authorization" => RequestLine { source: source(words::STEP_6), ..plain },
            "x-tc-action" => {
                RequestLine { note: Some(source(words::ACTION_IS_NOT_SIGNED)), ..plain }
            }
            "x-tc-token" => RequestLine { note: Some(source(words::TOKEN_IS_NOT_SIGNED)), ..plain },
            _ => plain,
        }
    }

    fn body(&self, letters: &mut Letters) -> Vec<RequestLine> {
        let body = self.request.body();
        if body.is_empty() {
            return Vec::new();
        }
        let covers = match self.steps {
            SigningSteps::Tc3(steps) => steps.covers_payload,
            SigningSteps::V1(_) => true,
            _ => false,
        };
        let shown = |letter: Option<char>, text: &str| {
            let plain = line(text, Part::Body);
            let Some(letter) = letter else { return plain };
            let (source, note) = if self.is_tc3() {
                (words::BODY, Some(words::HASH_OF_BODY.of(self.language)))
            } else {
                (words::PARAMETERS, None)
            };
            signed(RequestLine { source: source.of(self.language), note, ..plain }, Some(letter))
        };
        if covers {
            letters.body = letters.next();
        }
        let Some(text) = self.text() else {
            return vec![shown(letters.body, &STANDARD.encode(body))];
        };
        let text = self.mask.hide(text);
        let found = self.at.and_then(|at| match self.steps {
            SigningSteps::V1(_) => mark::in_pairs(&text, at),
            _ => mark::in_json(&text, at),
        });
        let mut start = 0;
        text.split('\n')
            .map(|part| {
                let range = start..start + part.len();
                start = range.end + 1;
                let mark = found.clone().and_then(|found| {
                    let (from, to) = (found.start.max(range.start), found.end.min(range.end));
                    (from < to).then(|| mark::utf16(part, from - range.start..to - range.start))
                });
                RequestLine { mark, ..shown(letters.body, part) }
            })
            .collect()
    }
}

fn line(text: &str, part: Part) -> RequestLine {
    RequestLine {
        text: text.to_owned(),
        part,
        letter: None,
        signed: false,
        source: String::new(),
        note: None,
        mark: None,
    }
}

fn signed(line: RequestLine, letter: Option<char>) -> RequestLine {
    RequestLine { letter, signed: true, ..line }
}
