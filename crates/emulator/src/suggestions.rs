//! Suggestions for misspelled names.

/// The candidate nearest to a name, at most three edits away and fewer than half
/// of its length. Case does not count.
pub(crate) fn of<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// Longer strings are not misspelled names, and expensive to compare.
    const LONGEST: usize = 64;
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let length = name.chars().count();
    candidates
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&name, &candidate.to_ascii_lowercase());
            (distance, candidate)
        })
        .filter(|&(distance, _)| distance <= 3 && distance * 2 < length)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_near_names_are_suggested() {
        let names = ["ImageId", "ImageDescription", "SourceRegion"];
        let nearest = |name| super::of(name, names.into_iter());
        assert_eq!(nearest("ImageID"), Some("ImageId"));
        assert_eq!(super::of("ab", ["cb"].into_iter()), None, "half of it is wrong");
        assert_eq!(nearest("SourceRegoin"), Some("SourceRegion"));
        assert_eq!(nearest("DryRun"), None);
        assert_eq!(nearest(""), None);
        assert_eq!(nearest(&"ImageId".repeat(100)), None);
    }
}
