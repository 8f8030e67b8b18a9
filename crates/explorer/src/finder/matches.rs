//! What of a name the words of a query match.

/// Ranges of the name that hold words of the query, in UTF-16 offsets, ascending and apart.
/// Case does not count. A name that was found by a synonym or in spite of a slip may have
/// none.
pub(super) fn matches(name: &str, words: &str) -> Vec<(usize, usize)> {
    let lower: Vec<char> = name.chars().map(|c| c.to_ascii_lowercase()).collect();
    let mut is_matched = vec![false; lower.len()];
    for word in words.split(|c: char| c.is_whitespace() || c == '.') {
        let word: Vec<char> = word.chars().map(|c| c.to_ascii_lowercase()).collect();
        if word.is_empty() {
            continue;
        }
        for (start, part) in lower.windows(word.len()).enumerate() {
            if part == word {
                is_matched.iter_mut().skip(start).take(word.len()).for_each(|it| *it = true);
            }
        }
    }
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for (c, is_matched) in name.chars().zip(is_matched) {
        let end = at + c.len_utf16();
        match ranges.last_mut() {
            Some(last) if is_matched && last.1 == at => last.1 = end,
            _ if is_matched => ranges.push((at, end)),
            _ => {}
        }
        at = end;
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn words_are_found_without_regard_to_case() {
        assert_eq!(matches("ImportImage", "import image"), [(0, 11)]);
        assert_eq!(matches("ImportCustomImage", "image import"), [(0, 6), (12, 17)]);
        assert_eq!(matches("FailedOperation.ImageInUse", "imageinuse"), [(16, 26)]);
        assert_eq!(matches("边缘😀Image", "image 边缘"), [(0, 2), (4, 9)]);
        assert_eq!(matches("ImportImage", "imprt"), []);
        assert_eq!(matches("", "a"), []);
        assert_eq!(matches("aaa", "aa"), [(0, 3)]);
    }
}
