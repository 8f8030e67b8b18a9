//! The steps of a signature, of the server alone or beside those of the client.

use std::fmt::Write;

use tencentcloud_core::Language;
use tencentcloud_verify::{DiffersAt, SignedTexts};

use super::say;
use super::visible::{columns, visible};

/// The texts of the server, to compare with those of the client.
pub(super) fn of_server(server: &SignedTexts, language: Language) -> Vec<String> {
    let step = |(number, (title, lines)): (usize, (&str, Vec<String>))| {
        let mut step = format!("{}. {title}", number + 1);
        for line in &lines {
            row(&mut step, "", &Line::new(line).shortened(0).0);
        }
        step
    };
    texts(server, language).enumerate().map(step).collect()
}

/// The steps of both sides. The first difference is marked.
pub(super) fn of_both(
    client: &SignedTexts,
    server: &SignedTexts,
    differs_at: Option<DiffersAt>,
    language: Language,
) -> Vec<String> {
    let mut is_marked = false;
    let pairs = texts(server, language).zip(texts(client, language));
    let mut steps: Vec<_> = pairs
        .enumerate()
        .map(|(number, ((title, right), (_, wrong)))| {
            let title = format!("{}. {title}", number + 1);
            compared(title, &wrong, &right, &mut is_marked, language)
        })
        .collect();
    for (step, en, zh) in [
        (DiffersAt::SigningKey, "signing key (not shown)", "签名密钥（不显示）"),
        (DiffersAt::Signature, "signature (not shown)", "签名（不显示）"),
    ] {
        let is_first = differs_at == Some(step) && !is_marked;
        let mark = if is_first {
            say(language, "  ← first difference", "  ← 首个差异")
        } else {
            ""
        };
        steps.push(format!("{}. {}{mark}", steps.len() + 1, say(language, en, zh)));
    }
    steps
}

/// The texts that one side signs, as titles and lines.
fn texts(
    side: &SignedTexts,
    language: Language,
) -> impl Iterator<Item = (&'static str, Vec<String>)> {
    let text = &*side.string_to_sign;
    let texts = match side.canonical_request.as_deref() {
        Some(request) => vec![
            (say(language, "canonical request", "规范请求串"), lines(request)),
            (say(language, "string to sign", "待签名字符串"), lines(text)),
        ],
        None => vec![(
            say(
                language,
                "string to sign (one line; ↩ continues it)",
                "签名原文字符串（只有一行，↩ 表示续行）",
            ),
            broken(text),
        )],
    };
    texts.into_iter()
}

fn lines(text: &str) -> Vec<String> {
    text.split_inclusive('\n').map(str::to_owned).collect()
}

/// The one line of signature v1 in pieces that can be compared: one for each parameter, or
/// more if it is long.
fn broken(text: &str) -> Vec<String> {
    const LONGEST: usize = 100;
    let mut pieces = Vec::new();
    for parameter in text.split_inclusive('&') {
        let characters: Vec<_> = parameter.chars().collect();
        pieces.extend(characters.chunks(LONGEST).map(|piece| piece.iter().collect::<String>()));
    }
    let last = pieces.len().saturating_sub(1);
    for piece in pieces.iter_mut().take(last) {
        piece.push('↩');
    }
    pieces
}

/// The lines of a text of both sides: once where they are equal, else those of the client
/// above those of the server.
fn compared(
    mut step: String,
    wrong: &[String],
    right: &[String],
    is_marked: &mut bool,
    language: Language,
) -> String {
    let (client, server) = (say(language, "client", "客户端"), say(language, "server", "服务端"));
    let equal = wrong.iter().zip(right).take_while(|(one, other)| one == other).count();
    let (_, wrong) = wrong.split_at(equal);
    let (before, right) = right.split_at(equal);
    let is_equal = |(one, other): &(&String, &String)| one == other;
    let equal = wrong.iter().rev().zip(right.iter().rev()).take_while(is_equal).count();
    let (wrong, _) = wrong.split_at(wrong.len() - equal);
    let (right, after) = right.split_at(right.len() - equal);

    if !wrong.is_empty() || !right.is_empty() {
        step += say(language, ": differs", "：不同");
    }
    for line in before {
        row(&mut step, "", &Line::new(line).shortened(0).0);
    }
    for at in 0..wrong.len().max(right.len()) {
        let pair =
            (wrong.get(at).map(|line| Line::new(line)), right.get(at).map(|line| Line::new(line)));
        let difference = match &pair {
            (Some(wrong), Some(right)) => wrong.common(right),
            _ => 0,
        };
        let mut column = 0;
        for (label, line) in [(client, &pair.0), (server, &pair.1)] {
            if let Some(line) = line {
                let (shown, before) = line.shortened(difference);
                column = before;
                row(&mut step, label, &shown);
            }
        }
        if !*is_marked {
            *is_marked = true;
            let mark = say(language, "^ first difference", "^ 首个差异");
            row(&mut step, "", &format!("{:column$}{mark}", ""));
        }
    }
    for line in after {
        row(&mut step, "", &Line::new(line).shortened(0).0);
    }
    step
}

/// Appends a line with a label of up to six columns.
fn row(step: &mut String, label: &str, line: &str) {
    let padding = 8_usize.saturating_sub(columns(label));
    let _ = write!(step, "\n   {label}{:padding$}{line}", "");
}

/// A line with visible line ends.
struct Line(Vec<char>);

impl Line {
    fn new(line: &str) -> Self {
        Self(visible(line).chars().collect())
    }

    /// The number of characters at the beginning that both lines have.
    fn common(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).take_while(|(one, other)| one == other).count()
    }

    /// The line, or the part of a long one around a character, and the columns before that
    /// character.
    fn shortened(&self, at: usize) -> (String, usize) {
        const LONGEST: usize = 160;
        const BEFORE: usize = 40;
        let start = if self.0.len() <= LONGEST { 0 } else { at.saturating_sub(BEFORE) };
        let part = |from: usize, count| self.0.iter().skip(from).take(count).collect::<String>();
        let dots = |is_cut| if is_cut { "…" } else { "" };
        let beginning = format!("{}{}", dots(start > 0), part(start, at - start));
        let is_cut = self.0.len() - start > LONGEST;
        let shown = format!("{}{}{}", dots(start > 0), part(start, LONGEST), dots(is_cut));
        (shown, columns(&beginning))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(wrong: &str, right: &str) -> String {
        compared("1. text".into(), &lines(wrong), &lines(right), &mut false, Language::EnUs)
    }

    #[test]
    fn line_of_one_side_alone_is_marked_at_its_beginning() {
        let expected = "1. text: differs\n           a␊\n   server  ␊\n           \
                        ^ first difference\n           b";
        assert_eq!(marked("a\nb", "a\n\nb"), expected);
        assert_eq!(marked("a\n\nb", "a\nb"), expected.replace("server", "client"));
    }

    #[test]
    fn line_end_is_a_difference() {
        let text = marked("a\r\nb", "a\nb");
        assert!(text.contains("   client  a␍␊\n   server  a␊\n            ^ first"), "{text}");
        let text = marked("a\n", "a");
        assert!(text.contains("   client  a␊\n   server  a\n            ^ first"), "{text}");
    }

    #[test]
    fn equal_texts_are_not_marked() {
        assert_eq!(marked("a\nb", "a\nb"), "1. text\n           a␊\n           b");
    }

    #[test]
    fn long_line_is_shown_around_its_difference() {
        let line = |middle: &str| format!("{}{middle}{}", "边".repeat(500), "x".repeat(500));
        let text = marked(&line("1"), &line("2"));
        let mark = format!("\n           {:81}^ first difference", "");
        assert!(text.contains("client  …边边") && text.ends_with(&mark), "{text}");
        assert!(text.lines().all(|line| line.chars().count() < 180), "{text}");
    }

    #[test]
    fn text_of_v1_is_broken_and_whole() {
        let value = "边".repeat(250);
        let text = format!("GETa/?A=1&B={value}&C=2");
        let pieces = broken(&text);
        assert_eq!(pieces[0], "GETa/?A=1&↩");
        assert_eq!(pieces.last().unwrap(), "C=2");
        assert_eq!(pieces.len(), 5);
        assert_eq!(pieces.concat().replace('↩', ""), text);
        assert_eq!(broken(""), [""; 0]);
    }

    #[test]
    fn only_the_first_difference_of_several_is_marked() {
        let text = marked("a\nb\nc\nd", "a\nB\nc\nD");
        assert_eq!(text.matches("first difference").count(), 1, "{text}");
    }
}
