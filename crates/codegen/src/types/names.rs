//! Rust names of what the catalog names.

use std::collections::BTreeSet;

use tencentcloud_catalog::name_words;

/// Words that are no identifiers in some edition of Rust.
pub(super) const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "raw",
    "ref", "return", "safe", "self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while",
];

/// Methods that a setter of the same name would hide.
pub(super) const METHODS: [&str; 20] = [
    "as_ref",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "cmp",
    "default",
    "deserialize",
    "drop",
    "eq",
    "fmt",
    "from",
    "hash",
    "into",
    "ne",
    "new",
    "serialize",
    "to_owned",
    "to_string",
    "type_id",
];

/// `ImageIDSet` as `image_id_set`.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::new();
    for word in name_words(name) {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() {
            continue;
        }
        if !snake.is_empty() && !word.starts_with(|first: char| first.is_ascii_digit()) {
            snake.push('_');
        }
        snake.push_str(&word.to_ascii_lowercase());
    }
    snake
}

/// Names of one scope, each of them once.
///
/// A name that is a keyword, hides a method or is used already has an underscore at its end.
#[derive(Default)]
pub(crate) struct Scope(BTreeSet<String>);

impl Scope {
    /// The identifier for a name, in snake case.
    pub(crate) fn snake(&mut self, name: &str) -> String {
        let mut snake = snake(name);
        if snake.is_empty() || snake.starts_with(|first: char| first.is_ascii_digit()) {
            snake.insert(0, '_');
        }
        while KEYWORDS.contains(&&*snake) || METHODS.contains(&&*snake) || self.0.contains(&snake) {
            snake.push('_');
        }
        self.0.insert(snake.clone());
        snake
    }

    /// A name as it is, if it is not used yet.
    pub(super) fn exact(&mut self, name: &str) -> String {
        let mut name = name.to_owned();
        while self.0.contains(&name) {
            name.push('_');
        }
        self.0.insert(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        for (name, expected) in [
            ("ImageIDSet", "image_id_set"),
            ("RegionID", "region_id"),
            ("VPCs", "vpcs"),
            ("AssignIPv6Addresses", "assign_ipv6_addresses"),
            ("Ipv6ISP", "ipv6_isp"),
            ("S3SecretKey", "s3_secret_key"),
            ("hadAutoFixVul", "had_auto_fix_vul"),
            ("Topic_Simplification", "topic_simplification"),
        ] {
            assert_eq!(snake(name), expected);
        }
    }

    #[test]
    fn each_name_of_a_scope_is_an_identifier_of_its_own() {
        let mut scope = Scope::default();
        let names = ["Type", "Uui", "UUI", "uUI", "Clone", "New", "Self"];
        let names = names.map(|name| scope.snake(name));
        assert_eq!(names, ["type_", "uui", "uui_", "u_ui", "clone_", "new_", "self_"]);
    }
}
