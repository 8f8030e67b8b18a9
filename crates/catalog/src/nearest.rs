//! Suggestions for misspelled names.

use std::cmp::Reverse;

/// The name that a misspelled word most likely means, for "did you mean".
///
/// It is at most three slips away (an insertion, deletion or substitution of a
/// character, a swap of neighbors), which touch at most half of the longer of both.
/// Case does not count, except between names that are equally near.
///
/// ```
/// use tencentcloud_catalog::nearest;
///
/// let names = ["ImageId", "ImageDescription", "SourceRegion"];
/// assert_eq!(nearest("ImageID", names), Some("ImageId"));
/// assert_eq!(nearest("SuorceRegion", names), Some("SourceRegion"));
/// assert_eq!(nearest("Zone", names), None);
/// ```
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Longer than any name; longer words are no slips, and expensive to compare.
    const LONGEST: usize = 80;
    if word.len() > LONGEST {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    names
        .into_iter()
        .filter(|name| name.len().abs_diff(word.len()) <= MOST_SLIPS * LONGEST_CHARACTER)
        .filter_map(|name| {
            let slips = strsim::osa_distance(&lower, &name.to_ascii_lowercase());
            let longer = word.chars().count().max(name.chars().count());
            (slips <= MOST_SLIPS && 2 * slips <= longer).then_some((slips, name))
        })
        .min_by_key(|&(slips, name)| {
            (slips, strsim::osa_distance(word, name), Reverse(shared_start(word, name)))
        })
        .map(|(_, name)| name)
}

const MOST_SLIPS: usize = 3;

/// In bytes of UTF-8.
const LONGEST_CHARACTER: usize = 4;

/// The number of characters at the start that are equal: most slips are later.
fn shared_start(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn each_kind_of_slip_is_found() {
        let names = ["ImageId", "ImageDescription", "SourceRegion"];
        for (word, name) in [
            ("ImageID", "ImageId"),
            ("imageid", "ImageId"),
            ("ImageI", "ImageId"),
            ("ImmageId", "ImageId"),
            ("SourceRegoin", "SourceRegion"),
            ("SourceRegiob", "SourceRegion"),
            ("ImgeDescrption", "ImageDescription"),
        ] {
            assert_eq!(nearest(word, names), Some(name), "{word}");
        }
    }

    #[test]
    fn only_near_names_are_suggested() {
        let names = ["ImageId", "Ip", "X", "镜像标题"];
        for word in ["DryRun", "", "Y", "XYZ", &"ImageId".repeat(100), "镜像"] {
            assert_eq!(nearest(word, names).filter(|name| *name != "镜像标题"), None, "{word}");
        }
        assert_eq!(nearest("Ib", names), Some("Ip"), "half of it is right");
        assert_eq!(nearest("镜象标题", names), Some("镜像标题"));
        assert_eq!(nearest("x", names), Some("X"));
    }

    #[test]
    fn of_equally_near_names_case_and_then_the_start_decides() {
        assert_eq!(nearest("UUi", ["Uui", "UUI"]), Some("UUI"));
        assert_eq!(nearest("uui", ["UUI", "Uui"]), Some("Uui"));
        assert_eq!(nearest("Cls2", ["Cos2", "Cls3"]), Some("Cls3"));
        assert_eq!(nearest("MaxSixe", ["MinSize", "MaxSize"]), Some("MaxSize"));
    }
}
