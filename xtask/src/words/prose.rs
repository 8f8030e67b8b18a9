//! The words of Markdown text, without code and links.

/// Words in lower case, each with its line. An empty word separates parts that
/// no phrase crosses.
#[derive(Default)]
pub(super) struct Prose {
    words: Vec<(usize, String)>,
    /// The language of the open code block, if one is open.
    block: Option<String>,
    in_inline_code: bool,
}

impl Prose {
    /// Ends a paragraph, a code block and inline code.
    pub(super) fn end(&mut self) {
        self.block = None;
        self.end_paragraph();
    }

    /// Adds a line of Markdown. Comments of Rust are Markdown, too.
    pub(super) fn add_markdown(&mut self, number: usize, line: &str) {
        let trimmed = line.trim();
        if let Some(language) = trimmed.strip_prefix("```") {
            let opens = self.block.is_none();
            self.end();
            self.block = opens.then(|| language.to_owned());
        } else if let Some(language) = &self.block {
            if let Some(comment) = comment(trimmed, language) {
                self.add_text(number, comment);
            }
            self.end_paragraph();
        } else if trimmed.is_empty() {
            self.end_paragraph();
        } else {
            self.add_paragraph_line(number, trimmed);
        }
    }

    /// Adds a line of a string literal. The arguments of a format string are
    /// placeholders.
    pub(super) fn add_string(&mut self, number: usize, line: &str) {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            self.add_paragraph_line(number, before);
            let end = after.find(|c: char| !c.is_alphanumeric() && !"_:.?#<>^$*+-".contains(c));
            let is_argument = end.is_some_and(|end| after.split_at(end).1.starts_with('}'));
            if is_argument {
                self.separate(number);
            }
            rest = match end {
                Some(end) if is_argument => after.split_at(end).1,
                _ => after,
            };
        }
        self.add_paragraph_line(number, rest);
    }

    /// Adds a line as it is.
    pub(super) fn add_text(&mut self, number: usize, line: &str) {
        let is_separator = |c: char| !c.is_alphanumeric() && !"_-".contains(c);
        for token in line.split_whitespace().filter(|token| !token.contains("://")) {
            for word in token.split(is_separator).map(|word| word.trim_matches('-')) {
                if !word.is_empty() {
                    self.words.push((number, word.to_lowercase()));
                }
            }
        }
    }

    /// The lines on which the phrase begins.
    pub(super) fn find(&self, phrase: &[String]) -> Vec<usize> {
        self.words
            .windows(phrase.len())
            .filter(|window| window.iter().map(|(_, word)| word).eq(phrase))
            .filter_map(|window| window.first().map(|(line, _)| *line))
            .collect()
    }

    fn add_paragraph_line(&mut self, number: usize, line: &str) {
        // A run of backticks delimits like one.
        for (at, part) in line.replace("``", "`").split('`').enumerate() {
            if at > 0 {
                self.in_inline_code = !self.in_inline_code;
                self.separate(number);
            }
            if !self.in_inline_code {
                self.add_without_link_targets(number, part);
            }
        }
    }

    fn add_without_link_targets(&mut self, number: usize, text: &str) {
        let mut rest = text;
        while let Some((before, target)) = rest.split_once("](") {
            self.add_text(number, before);
            rest = target.split_once(')').map_or("", |(_, after)| after);
        }
        self.add_text(number, rest);
    }

    fn end_paragraph(&mut self) {
        self.in_inline_code = false;
        self.separate(0);
    }

    fn separate(&mut self, number: usize) {
        self.words.push((number, String::new()));
    }
}

/// The comment in a line of code.
fn comment<'a>(line: &'a str, language: &str) -> Option<&'a str> {
    let marker = match language {
        "sh" | "toml" | "yaml" | "yml" | "python" => "# ",
        _ => "// ",
    };
    if let Some(comment) = line.strip_prefix(marker) {
        return Some(comment);
    }
    line.split_once(&format!(" {marker}")).map(|(_, comment)| comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(text: &str) -> Prose {
        let mut prose = Prose::default();
        for (at, line) in text.lines().enumerate() {
            prose.add_markdown(at + 1, line);
        }
        prose
    }

    fn find(prose: &Prose, phrase: &str) -> Vec<usize> {
        prose.find(&phrase.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_phrase_is_found_in_any_case_across_line_ends() {
        let prose = markdown("An Answer's size\nis a whole\nnumber: (answer)\n\nwhole\n\nnumber\n");
        assert_eq!(find(&prose, "answer"), [1, 3]);
        assert_eq!(find(&prose, "whole number"), [2]);
    }

    #[test]
    fn a_part_of_a_word_is_no_hit() {
        let prose = markdown("answering unanswered an_answer stand-in-hand\n");
        assert!(find(&prose, "answer").is_empty() && find(&prose, "stand-in").is_empty());
        assert_eq!(find(&markdown("a stand-in.\n"), "stand-in"), [1]);
    }

    #[test]
    fn code_and_links_are_no_prose_but_comments_in_code_blocks_are() {
        let text = "`answer` is ``answer`` and `some\nanswer` [x](answer.md) https://a.test/answer\n\
            ```\nlet answer = 1; // the answer\n```\n```sh\nanswer # an answer\n```\n";
        assert_eq!(find(&markdown(text), "answer"), [4, 7]);
        assert_eq!(find(&markdown("[answer](x) answer"), "answer"), [1, 1]);
    }

    #[test]
    fn arguments_of_a_format_string_are_no_prose() {
        let mut prose = Prose::default();
        prose.add_string(1, "the {answer} is {answer:?} {} {0}");
        assert!(find(&prose, "answer").is_empty());
        prose.add_string(2, "an answer, {x}: answer {");
        assert_eq!(find(&prose, "answer"), [2, 2]);
    }
}
