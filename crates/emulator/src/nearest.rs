//! What somebody probably meant.

/// The candidate that is at most three edits from the text, and less than half
/// of it; the nearest one. Case does not count as a difference.
pub(crate) fn of<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// Long texts are not misspelt names; comparing them would only cost time.
    const LONGEST: usize = 64;
    if text.len() > LONGEST {
        return None;
    }
    let text = text.to_ascii_lowercase();
    candidates
        .map(|name| {
            let distance = strsim::damerau_levenshtein(&text, &name.to_ascii_lowercase());
            (distance, name)
        })
        .filter(|&(distance, _)| distance <= 3 && distance * 2 < text.chars().count())
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_what_is_near_counts() {
        let names = ["ImageId", "ImageDescription", "SourceRegion"];
        let nearest = |text| super::of(text, names.into_iter());
        assert_eq!(nearest("ImageID"), Some("ImageId"));
        assert_eq!(nearest("SourceRegoin"), Some("SourceRegion"));
        assert_eq!(nearest("DryRun"), None);
        assert_eq!(nearest(""), None);
        assert_eq!(nearest(&"ImageId".repeat(100)), None);
    }
}
