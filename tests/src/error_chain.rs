//! The chain of an error and its sources, as programs print it.

use std::error::Error;

/// `Display` of the error and of each source, outermost first, as
/// `std::error::Report` walks them.
pub fn error_chain(error: &(dyn Error + 'static)) -> Vec<String> {
    let mut layers = vec![error.to_string()];
    let mut next = error.source();
    while let Some(source) = next {
        layers.push(source.to_string());
        next = source.source();
    }
    layers
}

/// The first fact that the chain states twice, if any.
///
/// A fact is a part of the printed chain between `: `, `; `, ` (` or `, `. Short
/// parts, such as a status, may recur.
pub fn repeated_fact(error: &(dyn Error + 'static)) -> Option<String> {
    const SHORT: usize = 6;
    let printed = error_chain(error).join(": ");
    let mut parts = vec![printed.as_str()];
    for separator in [": ", "; ", " (", ", "] {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    let parts = parts.into_iter().map(|part| part.trim_end_matches(')'));
    let mut facts = parts.filter(|part| part.len() >= SHORT);
    facts.find(|fact| occurrences(&printed, fact) > 1).map(ToOwned::to_owned)
}

/// How often the fact occurs, other than as a part of a longer word.
fn occurrences(printed: &str, fact: &str) -> usize {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = printed.match_indices(fact).filter(|(at, _)| {
        let (before, rest) = printed.split_at(*at);
        !is_word(before.chars().next_back()) && !is_word(rest.chars().nth(fact.chars().count()))
    });
    whole.count()
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use super::*;

    #[derive(Debug)]
    struct Layer(&'static str, Option<Box<Layer>>);

    impl fmt::Display for Layer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Layer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_deref().map(|source| source as _)
        }
    }

    #[test]
    fn chain_has_every_source() {
        let error = Layer("outer", Some(Layer("middle", Some(Layer("inner", None).into())).into()));
        assert_eq!(error_chain(&error), ["outer", "middle", "inner"]);
    }

    #[test]
    fn repeated_fact_is_found_within_and_across_layers() {
        let fact = |text, source: Option<Layer>| repeated_fact(&Layer(text, source.map(Box::new)));
        assert_eq!(fact("cannot connect: refused", None), None);
        assert_eq!(fact("cannot connect: refused: refused", None).as_deref(), Some("refused"));
        let refused = || Some(Layer("refused", None));
        assert_eq!(fact("cannot connect", refused()), None);
        assert_eq!(fact("cannot connect: refused", refused()).as_deref(), Some("refused"));
        assert_eq!(fact("cannot connect (refused): refusedly", None), None);
        assert_eq!(fact("ecm:A: refused (2 attempts)", refused()).as_deref(), Some("refused"));
    }
}
