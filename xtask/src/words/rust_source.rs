//! Comments and string literals of a Rust file.

/// A comment of one or more consecutive lines, or a string literal.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    /// Each line with its number.
    pub(super) lines: Vec<(usize, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Comment,
    /// A string literal outside test code.
    Literal,
}

/// All pieces of a file, in order. Literals after `#[cfg(test)] mod … {` are
/// test code: tests are at the end of a file.
pub(super) fn pieces(source: &str) -> Vec<Piece> {
    let tests_from = first_line_of_tests(source).unwrap_or(usize::MAX);
    let mut scanner = Scanner { rest: source, line: 1, pieces: Vec::new() };
    while scanner.step().is_some() {}
    let is_test = |piece: &Piece| piece.lines.first().is_some_and(|(line, _)| *line >= tests_from);
    scanner.pieces.retain(|piece| piece.kind == PieceKind::Comment || !is_test(piece));
    scanner.pieces
}

fn first_line_of_tests(source: &str) -> Option<usize> {
    let mut attribute = None;
    for (at, line) in source.lines().enumerate() {
        match line {
            "#[cfg(test)]" => attribute = Some(at + 1),
            _ if line.starts_with('#') => {}
            _ if line.starts_with("mod ") && line.ends_with('{') && attribute.is_some() => {
                return attribute;
            }
            _ => attribute = None,
        }
    }
    None
}

struct Scanner<'a> {
    rest: &'a str,
    line: usize,
    pieces: Vec<Piece>,
}

impl Scanner<'_> {
    /// Consumes one token, or one character of one that is of no interest.
    fn step(&mut self) -> Option<()> {
        let next = self.rest.chars().next()?;
        if self.rest.starts_with("//") {
            self.line_comment();
        } else if self.rest.starts_with("/*") {
            self.block_comment();
        } else if next == '"' {
            self.bump();
            self.literal();
        } else if next == '\'' {
            self.bump();
            self.after_apostrophe();
        } else if next.is_alphabetic() || next == '_' {
            self.word();
        } else {
            self.bump();
        }
        Some(())
    }

    fn bump(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next()?;
        self.rest = characters.as_str();
        self.line += usize::from(next == '\n');
        Some(next)
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &str {
        let end = self.rest.find(|c| !accept(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn line_comment(&mut self) {
        let number = self.line;
        let text = self.take_while(|c| c != '\n');
        let text = text.trim_start_matches('/').trim_start_matches('!').to_owned();
        match self.pieces.last_mut() {
            Some(Piece { kind: PieceKind::Comment, lines })
                if lines.last().is_some_and(|(last, _)| last + 1 == number) =>
            {
                lines.push((number, text));
            }
            _ => self.push(PieceKind::Comment, vec![(number, text)]),
        }
    }

    fn block_comment(&mut self) {
        let mut lines = Lines::from(self.line);
        let mut depth = 0;
        while !self.rest.is_empty() {
            if self.rest.starts_with("/*") {
                depth += 1;
                self.bump();
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                self.bump();
            } else {
                lines.extend(self.rest.chars().next());
            }
            self.bump();
            if depth == 0 {
                break;
            }
        }
        self.push(PieceKind::Comment, lines.0);
    }

    /// A string literal, after its first quote.
    fn literal(&mut self) {
        let mut lines = Lines::from(self.line);
        while let Some(next) = self.bump() {
            match next {
                '"' => break,
                // An escaped line end counts as one; any other escape separates.
                '\\' => match self.bump() {
                    Some(escaped @ ('\n' | '"' | '\\')) => lines.extend([escaped]),
                    _ => lines.extend([' ']),
                },
                other => lines.extend([other]),
            }
        }
        self.push(PieceKind::Literal, lines.0);
    }

    /// A raw literal, from its first `#` or quote; or the rest of `r#name`.
    fn raw_literal(&mut self) {
        let hashes = self.take_while(|c| c == '#').len();
        if !self.rest.starts_with('"') {
            return;
        }
        self.bump();
        let end = format!("\"{}", "#".repeat(hashes));
        let mut lines = Lines::from(self.line);
        while !self.rest.is_empty() && !self.rest.starts_with(&end) {
            lines.extend(self.bump());
        }
        for _ in end.chars() {
            self.bump();
        }
        self.push(PieceKind::Literal, lines.0);
    }

    /// A lifetime, or a character literal, whose content is skipped.
    fn after_apostrophe(&mut self) {
        let mut ahead = self.rest.chars();
        match (ahead.next(), ahead.next()) {
            (Some('\\'), _) => {
                self.bump();
                self.bump();
                self.take_while(|c| c != '\'');
                self.bump();
            }
            (_, Some('\'')) => {
                self.bump();
                self.bump();
            }
            _ => {}
        }
    }

    fn word(&mut self) {
        let word = self.take_while(|c| c.is_alphanumeric() || c == '_');
        if matches!(word, "r" | "br" | "cr") {
            self.raw_literal();
        }
    }

    fn push(&mut self, kind: PieceKind, lines: Vec<(usize, String)>) {
        self.pieces.push(Piece { kind, lines });
    }
}

/// Collects characters by line.
struct Lines(Vec<(usize, String)>);

impl Lines {
    fn from(number: usize) -> Self {
        Self(vec![(number, String::new())])
    }

    fn extend(&mut self, characters: impl IntoIterator<Item = char>) {
        for character in characters {
            if let Some((number, text)) = self.0.last_mut() {
                if character == '\n' {
                    let next = *number + 1;
                    self.0.push((next, String::new()));
                } else {
                    text.push(character);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<(PieceKind, usize, String)> {
        pieces(source)
            .into_iter()
            .flat_map(|piece| {
                piece.lines.into_iter().map(move |(line, text)| (piece.kind, line, text))
            })
            .collect()
    }

    #[test]
    fn comments_of_every_kind_are_pieces() {
        let source = "//! a\n/// b\nfn x() {} // c\n\n/* d /* e */\nf */ // g\n";
        let found = found(source);
        let lines: Vec<(usize, &str)> =
            found.iter().map(|(_, n, text)| (*n, text.trim())).collect();
        assert_eq!(lines, [(1, "a"), (2, "b"), (3, "c"), (5, "d  e"), (6, "f"), (6, "g")]);
        assert_eq!(pieces(source).len(), 3);
    }

    #[test]
    fn literals_of_every_kind_are_pieces_and_characters_are_not() {
        let source = r##"f::<'a>('"', '\'', b'"', "a \"b\" {c}\n// d", r#"e "f" "#, r#type, "g
 h")"##;
        let texts: Vec<_> = found(source).into_iter().map(|(_, line, text)| (line, text)).collect();
        let texts: Vec<_> = texts.iter().map(|(line, text)| (*line, text.as_str())).collect();
        assert_eq!(texts, [(1, "a \"b\" {c} // d"), (1, "e \"f\" "), (1, "g"), (2, " h")]);
    }

    #[test]
    fn literals_of_tests_are_left_out_but_comments_are_not() {
        let source = "const A: &str = \"a\";\n#[cfg(test)]\nmod tests {\n  // b\n  f(\"c\");\n}\n";
        let found = found(source);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1], (PieceKind::Comment, 4, " b".into()));
        let source = "#[cfg(test)]\nfn a() {}\nmod b {\n  f(\"c\");\n}\n";
        assert_eq!(pieces(source).len(), 1);
    }
}
