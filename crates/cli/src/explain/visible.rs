//! Text with visible line ends, which controls no terminal.

/// A line in which each control character is a picture: `␊` a line feed, `␍` a carriage
/// return, `␉` a tab.
pub(super) fn visible(line: &str) -> String {
    line.chars().map(picture).collect()
}

fn picture(c: char) -> char {
    const PICTURES: u32 = 0x2400;
    match c {
        '\0'..='\x1f' => char::from_u32(PICTURES + u32::from(c)).unwrap_or(c),
        '\x7f' => '\u{2421}',
        c if c.is_control() || is_invisible(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Characters without width, and those that change the direction of a text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The columns of a text on a terminal: two for each Chinese character.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{1100}' && !is_picture(c) { 2 } else { 1 }).sum()
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{2426}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_pictures() {
        assert_eq!(visible("a\r\n\t\x1b[31m\x7f\u{85}\u{202e}边"), "a␍␊␉␛[31m␡\u{fffd}\u{fffd}边");
        assert_eq!(columns("a边␊…"), 5);
    }
}
