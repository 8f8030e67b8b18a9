//! Differences of two texts, line by line.

use std::time::{Duration, Instant};

use similar::{Algorithm, ChangeTag, capture_diff_slices_deadline};

use crate::api::{DiffLine, Sign};

/// A comparison that takes longer is coarser.
const PATIENCE: Duration = Duration::from_millis(100);

/// A part of a line, in UTF-16 offsets.
type Range = (usize, usize);

/// The lines of both texts. Lines that were changed into each other have the part that
/// differs.
#[expect(clippy::disallowed_methods, reason = "the library takes a time of the system's clock")]
pub(crate) fn lines(old: &[&str], new: &[&str]) -> Vec<DiffLine> {
    let deadline = Instant::now().checked_add(PATIENCE);
    let mut all = Vec::new();
    for op in capture_diff_slices_deadline(Algorithm::Myers, old, new, deadline) {
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for change in op.iter_changes(old, new) {
            match change.tag() {
                ChangeTag::Equal => all.push(DiffLine::new(Sign::Same, change.value())),
                ChangeTag::Delete => removed.push(change.value()),
                ChangeTag::Insert => added.push(change.value()),
            }
        }
        all.extend(changed(&removed, &added));
    }
    all
}

/// Replaces runs of equal lines, but for `around` lines next to a difference, by a title.
pub(crate) fn collapsed(
    lines: Vec<DiffLine>,
    around: usize,
    title: impl Fn(usize) -> String,
) -> Vec<DiffLine> {
    let differs: Vec<_> = lines.iter().map(|line| line.sign != Sign::Same).collect();
    let is_near = |at: usize| {
        let (from, to) = (at.saturating_sub(around), (at + around + 1).min(differs.len()));
        differs.get(from..to).unwrap_or_default().contains(&true)
    };
    let near: Vec<_> = (0..lines.len()).map(is_near).collect();
    let (mut all, mut run) = (Vec::new(), Vec::new());
    let end = |run: &mut Vec<DiffLine>, all: &mut Vec<DiffLine>| match run.len() {
        // A title would be as long.
        0 | 1 => all.append(run),
        count => {
            run.clear();
            all.push(DiffLine::new(Sign::Title, title(count)));
        }
    };
    for (line, is_near) in lines.into_iter().zip(near) {
        if is_near {
            end(&mut run, &mut all);
            all.push(line);
        } else {
            run.push(line);
        }
    }
    end(&mut run, &mut all);
    all
}

/// Two lines of which the second replaces the first.
pub(crate) fn pair(old: &str, new: &str) -> [DiffLine; 2] {
    let (one, other) = changed_ranges(old, new);
    [DiffLine::new(Sign::Old, old).changed(one), DiffLine::new(Sign::New, new).changed(other)]
}

/// The parts of both lines that differ, in UTF-16 offsets; `None` if that is nothing.
pub(crate) fn changed_ranges(old: &str, new: &str) -> (Option<Range>, Option<Range>) {
    let (one, other): (Vec<_>, Vec<_>) = (old.chars().collect(), new.chars().collect());
    let prefix = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (start, one) = one.split_at(prefix);
    let (_, other) = other.split_at(prefix);
    let suffix = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let length = |text: &[char]| text.iter().map(|c| c.len_utf16()).sum::<usize>();
    let start = length(start);
    let range = |text: &[char]| {
        let (text, _) = text.split_at(text.len() - suffix);
        (!text.is_empty()).then(|| (start, start + length(text)))
    };
    (range(one), range(other))
}

/// Lines that replace each other: the first of one side below the first of the other.
fn changed(old: &[&str], new: &[&str]) -> Vec<DiffLine> {
    let both = old.len().min(new.len());
    let pairs = old.iter().zip(new).flat_map(|(old, new)| pair(old, new));
    let old = old.iter().skip(both).map(|line| DiffLine::new(Sign::Old, *line));
    let new = new.iter().skip(both).map(|line| DiffLine::new(Sign::New, *line));
    pairs.chain(old).chain(new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lines: &[DiffLine]) -> String {
        let sign = |line: &DiffLine| match line.sign {
            Sign::Old => "-",
            Sign::New => "+",
            Sign::Same => " ",
            Sign::Title => "#",
        };
        let sign = |line: &DiffLine| sign(line).to_owned();
        lines.iter().flat_map(|line| [sign(line), line.text.clone(), "|".into()]).collect()
    }

    fn compared(old: &str, new: &str) -> String {
        let split = |text: &'static str| text.split(' ').collect::<Vec<_>>();
        let (old, new) = (old.to_owned().leak(), new.to_owned().leak());
        shown(&lines(&split(old), &split(new)))
    }

    #[test]
    fn lines_of_both_texts_are_in_order() {
        assert_eq!(compared("a b c", "a b c"), " a| b| c|");
        assert_eq!(compared("a b c", "a x c"), " a|-b|+x| c|");
        assert_eq!(compared("a b c d", "a c d e"), " a|-b| c| d|+e|");
        assert_eq!(compared("a", "b c"), "-a|+b|+c|");
        assert_eq!(compared("k a l b m", "k c l d m"), " k|-a|+c| l|-b|+d| m|");
    }

    #[test]
    fn changed_part_is_counted_in_utf16() {
        assert_eq!(changed_ranges("a😀b1c", "a😀b22c"), (Some((4, 5)), Some((4, 6))));
        assert_eq!(changed_ranges("ab", "ab"), (None, None));
        assert_eq!(changed_ranges("aa", "aaa"), (None, Some((2, 3))));
        assert_eq!(changed_ranges("", "边"), (None, Some((0, 1))));
    }

    #[test]
    fn equal_lines_far_from_a_difference_are_counted() {
        let old = ["1", "2", "3", "4", "5", "6", "7", "8"];
        let mut new = old;
        new[5] = "x";
        let lines = collapsed(lines(&old, &new), 1, |count| format!("{count} same"));
        assert_eq!(shown(&lines), "#4 same| 5|-6|+x| 7| 8|");
    }

    #[test]
    fn long_texts_are_compared() {
        let old: Vec<_> = (0..5_000).map(|n| n.to_string()).collect();
        let new: Vec<_> =
            (0..5_000).map(|n| if n % 4_000 == 1 { "x".into() } else { n.to_string() }).collect();
        let texts = |lines: &'static [String]| lines.iter().map(String::as_str).collect::<Vec<_>>();
        let lines = lines(&texts(old.leak()), &texts(new.leak()));
        let count = |sign| lines.iter().filter(|line| line.sign == sign).count();
        assert_eq!(count(Sign::Old), count(Sign::New));
        assert_eq!(count(Sign::Same), 4_998);
    }
}
