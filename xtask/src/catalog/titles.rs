//! Titles as facts: names, not descriptions.

/// How English titles begin that are written as a description.
const PREFIXES: &[&str] =
    &["This API is used to ", "This api is used to ", "This example shows you how to "];

/// A title on one line.
pub(super) fn title(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An English title without the words of a description around it. `None` if the text
/// is empty, more than one sentence, or not English: some services of the English
/// package have Chinese titles.
pub(super) fn english_title(text: &str) -> Option<String> {
    let text = title(text);
    let text = text.strip_suffix('.').unwrap_or(&text);
    let is_chinese = text.chars().any(|letter| ('\u{2e80}'..='\u{ffef}').contains(&letter));
    if text.is_empty() || text.contains(". ") || is_chinese {
        return None;
    }
    let rest = PREFIXES.iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text);
    let mut letters = rest.chars();
    let first = letters.next()?.to_uppercase();
    Some(first.chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_one_line() {
        assert_eq!(title(" 导入\n镜像\u{a0} "), "导入 镜像");
    }

    #[test]
    fn english_titles_are_names_and_not_descriptions() {
        for (text, expected) in [
            ("Imports image", Some("Imports image")),
            ("Imports image.", Some("Imports image")),
            ("This API is used to create a rule.", Some("Create a rule")),
            ("This example shows you how to list rules", Some("List rules")),
            ("Gets it. This API has been deprecated.", None),
            ("边缘计算机器", None),
            ("", None),
            (" ", None),
        ] {
            assert_eq!(english_title(text).as_deref(), expected, "{text}");
        }
    }
}
