//! Typing mistakes between two words.

/// The number of slips (a letter added, left out or changed, two neighbors swapped)
/// that turn one word into the other, if it is at most `limit`.
pub(super) fn slips(one: &[u8], other: &[u8], limit: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > limit {
        return None;
    }
    let mut before = vec![0; other.len() + 1];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let mut previous = None;
    for (row, letter) in one.iter().enumerate() {
        let mut next = Vec::with_capacity(other.len() + 1);
        let mut left = row + 1;
        next.push(left);
        let mut diagonal = last.first().copied().unwrap_or_default();
        let mut neighbor = None;
        for (column, candidate) in other.iter().enumerate() {
            let above = last.get(column + 1).copied().unwrap_or(usize::MAX - 1);
            let mut cost =
                (diagonal + usize::from(letter != candidate)).min(left + 1).min(above + 1);
            if column > 0 && neighbor == Some(letter) && previous == Some(candidate) {
                cost = cost.min(before.get(column - 1).copied().unwrap_or(usize::MAX - 1) + 1);
            }
            next.push(cost);
            (left, diagonal, neighbor) = (cost, above, Some(candidate));
        }
        if next.iter().min().is_some_and(|best| *best > limit) {
            return None;
        }
        before = std::mem::replace(&mut last, next);
        previous = Some(letter);
    }
    last.last().copied().filter(|slips| *slips <= limit)
}

/// How many letters of one word the other has nowhere: of two words with `n` slips, each
/// lacks at most `n` of the other.
pub(super) fn lacking(one: u32, other: u32) -> usize {
    (one & !other).count_ones() as usize
}

/// The letters of a word as bits, digits as one more.
pub(super) fn letters(word: &[u8]) -> u32 {
    word.iter().fold(0, |bits, byte| match byte {
        b'a'..=b'z' => bits | 1 << (byte - b'a'),
        _ => bits | 1 << 26,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_count_edits_and_swaps_up_to_the_limit() {
        let count = |one: &str, other: &str| slips(one.as_bytes(), other.as_bytes(), 2);
        assert_eq!(count("image", "image"), Some(0));
        assert_eq!(count("imge", "image"), Some(1));
        assert_eq!(count("iamge", "image"), Some(1));
        assert_eq!(count("imprt", "import"), Some(1));
        assert_eq!(count("emagi", "image"), Some(2));
        assert_eq!(count("egami", "image"), None);
        assert_eq!(count("", "ab"), Some(2));
    }
}
