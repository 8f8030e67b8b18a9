//! Texts with markup as plain text for a terminal.

/// The text without HTML. Line ends are those of the markup; no line is empty.
pub(crate) fn plain(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = after;
        match tag(after).and_then(|(tag, after)| Some((replacement(tag)?, after))) {
            Some((replacement, after)) => {
                text.push_str(replacement);
                rest = after;
            }
            None => text.push('<'),
        }
    }
    text.push_str(rest);
    for (entity, character) in ENTITIES {
        text = text.replace(entity, character);
    }
    let lines = text.lines().map(|line| {
        let visible = line.chars().map(|c| if c.is_control() { ' ' } else { c });
        visible.collect::<String>().trim().to_owned()
    });
    lines.filter(|line| !line.is_empty() && line != "-").collect::<Vec<_>>().join("\n")
}

/// A tag after its `<`, and what follows it. No tag has a `<`, so that none is looked for
/// further than that.
fn tag(after: &str) -> Option<(&str, &str)> {
    let end = after.find(['<', '>'])?;
    let (tag, rest) = after.split_at_checked(end)?;
    Some((tag, rest.strip_prefix('>')?))
}

/// `&amp;` is the last, so that what it stands for is not read again.
const ENTITIES: [(&str, &str); 6] = [
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&nbsp;", " "),
    ("&amp;", "&"),
];

/// What takes the place of a tag; `None` if it is not one, as in `a < b` or `<ImageId>`.
fn replacement(tag: &str) -> Option<&'static str> {
    const BREAKS: &str =
        " br p ul ol tr table tbody thead div pre blockquote h1 h2 h3 h4 h5 h6 hr dx-alert ";
    const PASSED_OVER: &str = " a b i u s em strong code span font sup sub img th small del mark ";
    let closing = tag.starts_with('/');
    let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next()?.to_ascii_lowercase();
    let is_in = |list: &str| !name.is_empty() && list.contains(&format!(" {name} "));
    match &*name {
        "li" => Some(if closing { "\n" } else { "\n- " }),
        "td" => Some(if closing { " " } else { "" }),
        _ if is_in(BREAKS) => Some("\n"),
        _ if is_in(PASSED_OVER) => Some(""),
        _ => None,
    }
}

/// The first sentence of a plain text, cut to `width` columns. Of a text that begins with
/// a list, it is the first sentence of each item.
pub(crate) fn first_sentence(text: &str, width: usize) -> String {
    if !text.starts_with("- ") {
        return cut(sentence(text.lines().next().unwrap_or_default()), width);
    }
    let items = text.lines().filter_map(|line| line.strip_prefix("- "));
    let items = items.map(|item| sentence(item).trim_end_matches(['。', '.']));
    cut(&items.collect::<Vec<_>>().join("; "), width)
}

/// The first sentence of a line.
fn sentence(line: &str) -> &str {
    let ends = [("。", "。".len()), ("；", 0), (". ", 1)];
    let end = ends.iter().filter_map(|(mark, kept)| Some(line.find(mark)? + kept)).min();
    end.and_then(|end| line.get(..end)).unwrap_or(line)
}

/// The beginning of a sentence that fits into `width` columns.
fn cut(sentence: &str, width: usize) -> String {
    if sentence.chars().map(columns).sum::<usize>() <= width {
        return sentence.to_owned();
    }
    let mut left = width.saturating_sub(1);
    let fits = |c: &char| {
        let fits = columns(*c) <= left;
        left = left.saturating_sub(columns(*c));
        fits
    };
    sentence.chars().take_while(fits).collect::<String>() + "…"
}

/// The text in lines of at most `width` columns, each after `indent`.
pub(crate) fn wrapped(text: &str, indent: &str, width: usize) -> String {
    let mut whole = String::new();
    let width = width.saturating_sub(indent.len());
    for line in text.lines() {
        let mut column = 0;
        whole.push_str(indent);
        for piece in pieces(line) {
            let length: usize = piece.trim_end().chars().map(columns).sum();
            if column > 0 && column + length > width {
                whole.truncate(whole.trim_end().len());
                whole.extend(["\n", indent]);
                column = 0;
            }
            whole.push_str(piece);
            column += piece.chars().map(columns).sum::<usize>();
        }
        whole.truncate(whole.trim_end().len());
        whole.push('\n');
    }
    whole
}

/// No line begins with one of these.
const CLOSING: &str = "，。、；：？！）】》”’…,.;:?!)]";

/// Parts of a line between which it may break: after a space, and beside a character of
/// two columns, as Chinese has no spaces.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    line.split_inclusive(' ').flat_map(|word| {
        let mut rest = word;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let narrow = rest.find(|c| columns(c) > 1).unwrap_or(rest.len());
            let end = if narrow == 0 { first.len_utf8() } else { narrow };
            let after = rest.get(end..).unwrap_or_default();
            let closing = after.find(|c| !CLOSING.contains(c)).unwrap_or(after.len());
            let end = end + closing;
            let (piece, after) = rest.split_at_checked(end)?;
            rest = after;
            Some(piece)
        })
    })
}

/// The columns of a character on a terminal: two from the first block of East Asian
/// scripts on, one otherwise.
fn columns(c: char) -> usize {
    match c {
        '\u{2e80}'..='\u{fe2f}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_lines() {
        for (markup, text) in [
            ("<p>One.</p>\n<p>Two <b>bold</b>&nbsp;&amp;lt;</p>", "One.\nTwo bold &lt;"),
            ("<br><li>a</li><br><li><code>b</code></li>", "- a\n- b"),
            ("1 < 2, a<b, <ImageId> stays", "1 < 2, a<b, <ImageId> stays"),
            ("a < b<br>c", "a < b\nc"),
            ("<a href=\"https://x.example/?a=1\">link</a> <P STYLE='x'>P", "link\nP"),
            ("\u{1b}[31mred\r\nnext", "[31mred\nnext"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
            ("", ""),
            ("<", "<"),
        ] {
            assert_eq!(plain(markup), text, "{markup}");
        }
        let no_tags = "<".repeat(1_000_000);
        assert!(plain(&no_tags) == no_tags, "a damaged text takes no longer than another one");
    }

    #[test]
    fn sentence_ends_at_its_mark_or_at_the_width() {
        assert_eq!(first_sentence("A name. Not more.\nx", 40), "A name.");
        assert_eq!(first_sentence("镜像的Id。其他。", 40), "镜像的Id。");
        assert_eq!(first_sentence("example.com is one word", 40), "example.com is one word");
        assert_eq!(first_sentence("一二三四五六", 7), "一二三…");
        assert_eq!(first_sentence("abcdefgh", 8), "abcdefgh");
        assert_eq!(first_sentence("", 8), "");
        assert_eq!(first_sentence("- zone\nBy zone.\n- id\nBy id.", 40), "zone; id");
        assert_eq!(first_sentence("- A name. More.\n- 其他。", 40), "A name; 其他");
        assert_eq!(first_sentence("- abcd\n- efgh", 8), "abcd; e…");
        assert_eq!(first_sentence("Filters\n- zone", 40), "Filters");
    }

    #[test]
    fn lines_wrap_at_spaces_and_between_wide_characters() {
        assert_eq!(wrapped("one two three", "  ", 10), "  one two\n  three\n");
        assert_eq!(wrapped("一二三四五", "", 4), "一二\n三四\n五\n");
        assert_eq!(wrapped("创建ImageId后", "", 9), "创建\nImageId后\n");
        assert_eq!(wrapped("一二三，四", "", 6), "一二\n三，四\n");
        assert_eq!(wrapped("a\nb", " ", 9), " a\n b\n");
        assert_eq!(wrapped("longer-than-the-width x", "", 5), "longer-than-the-width\nx\n");
        assert_eq!(wrapped("", "  ", 5), "");
    }
}
