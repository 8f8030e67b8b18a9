//! JSON as the parameters of a query.

use super::json::Json;

impl Json<'_> {
    /// The values as pairs of a dotted name and a text, as in a query: `Filters.0.Name`.
    /// `null` has none. `None` if this is no object, or if the pairs have more than
    /// `largest` bytes.
    pub(crate) fn flattened(&self, largest: usize) -> Option<Vec<(String, String)>> {
        let (mut pairs, mut left) = (Vec::new(), largest);
        let is_object = matches!(self, Self::Object(_));
        (is_object && self.flatten(&mut String::new(), &mut pairs, &mut left).is_some())
            .then_some(pairs)
    }

    fn flatten(
        &self,
        name: &mut String,
        pairs: &mut Vec<(String, String)>,
        left: &mut usize,
    ) -> Option<()> {
        let value = match self {
            Self::Literal("null") => return Some(()),
            Self::Literal(text) => *text,
            Self::String(text) => text,
            Self::Array(items) => {
                return items.iter().enumerate().try_for_each(|(index, item)| {
                    item.flatten_member(&index.to_string(), name, pairs, left)
                });
            }
            Self::Object(members) => {
                return members
                    .iter()
                    .try_for_each(|(key, value)| value.flatten_member(key, name, pairs, left));
            }
        };
        *left = left.checked_sub(name.len() + value.len())?;
        pairs.push((name.clone(), value.to_owned()));
        Some(())
    }

    fn flatten_member(
        &self,
        key: &str,
        name: &mut String,
        pairs: &mut Vec<(String, String)>,
        left: &mut usize,
    ) -> Option<()> {
        let end = name.len();
        if end > 0 {
            name.push('.');
        }
        name.push_str(key);
        self.flatten(name, pairs, left)?;
        name.truncate(end);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_flattened_to_dotted_names() {
        let text = r#"{"B":[{"D":"x y","C":1.0},null,"z"],"A":true,"E":{},"F":[]}"#;
        let json = Json::read(text.as_bytes()).unwrap();
        let pairs = [("B.0.D", "x y"), ("B.0.C", "1.0"), ("B.2", "z"), ("A", "true")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(json.flattened(25).as_deref(), Some(&pairs[..]));
        assert_eq!(json.flattened(24), None);
        assert_eq!(Json::read(b"[1]").unwrap().flattened(100), None);
    }
}
