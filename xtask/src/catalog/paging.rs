//! How an action divides a long list into pages, by names and types.

use super::metadata::{Member, Objects};

/// `offset`, `page` or `marker`. `None` if the action has no pages, or if names and
/// types do not say which style it has.
///
/// An action has pages if its output has one list of items (see `page_of`) and its
/// input has the members of exactly one style, at the top level:
///
/// - `offset`: `Offset` and `Limit`, both integers or both strings;
/// - `page`: one of `PAGE` and one of `SIZE`, both integers or both strings;
/// - `marker`: one string of `MARKER` that returns in the output beside the items or
///   at the top level, under the same name or with `Next` before it.
pub(super) fn paging(
    input: &[Member],
    output: &[Member],
    objects: &Objects,
) -> Option<&'static str> {
    let page = page_of(output, objects)?;
    let returns = |name: &str| {
        output.iter().chain(page).any(|member| {
            let rest = member.name.strip_prefix("Next").unwrap_or(&member.name);
            member.kind == "string" && (member.name == name || rest == name)
        })
    };
    let only = |names: &[&str]| {
        let mut found = input.iter().filter(|member| names.contains(&&*member.name));
        found.next().filter(|_| found.next().is_none())
    };
    let is_pair = |one: &[&str], other: &[&str]| match (only(one), only(other)) {
        (Some(one), Some(other)) => {
            one.kind == other.kind && ["int", "string"].contains(&&*one.kind)
        }
        _ => false,
    };
    let marker = only(MARKER).filter(|marker| marker.kind == "string" && returns(&marker.name));
    match (is_pair(&["Offset"], &["Limit"]), is_pair(PAGE, SIZE), marker.is_some()) {
        (true, false, false) => Some("offset"),
        (false, true, false) => Some("page"),
        (false, false, true) => Some("marker"),
        _ => None,
    }
}

const PAGE: &[&str] = &["Page", "PageIndex", "PageNo", "PageNum", "PageNumber"];
const SIZE: &[&str] = &["Limit", "PageSize", "PerPage", "Size"];
const MARKER: &[&str] = &[
    "Context",
    "ContinueToken",
    "Cursor",
    "Marker",
    "NextCursor",
    "NextToken",
    "PageToken",
    "PaginationToken",
    "ScrollID",
    "ScrollId",
    "ScrollToken",
    "SearchAfter",
];

/// The members beside the items: the output, or its only structure if the output has
/// no list. The items are the only list, or the only list of structures.
fn page_of<'a>(output: &'a [Member], objects: &'a Objects) -> Option<&'a [Member]> {
    let has_list = |members: &[Member]| members.iter().any(|member| member.kind == "list");
    let has_items = |members: &[Member]| {
        let lists = || members.iter().filter(|member| member.kind == "list");
        let of_structures = lists().filter(|list| objects.contains_key(&list.element)).count();
        lists().count() == 1 || of_structures == 1
    };
    if has_list(output) {
        return has_items(output).then_some(output);
    }
    let mut structures = output.iter().filter(|member| member.kind == "object");
    let only = structures.next().filter(|_| structures.next().is_none())?;
    let members = &*objects.get(&only.element)?.members;
    has_items(members).then_some(members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::metadata::Object;

    /// Members from `Name kind element` or `Name kind`, divided by commas.
    fn members(text: &str) -> Vec<Member> {
        let member = |line: &str| {
            let words: Vec<_> = line.split_whitespace().collect();
            let element = words.get(2).unwrap_or(&words[1]);
            Member::of(words[0], words[1], element)
        };
        text.split(',').filter(|line| !line.trim().is_empty()).map(member).collect()
    }

    fn style(input: &str, output: &str) -> Option<&'static str> {
        let page = members("Items list Item, Cursor string");
        let objects = Objects::from([
            ("Item".to_owned(), Object { members: Vec::new() }),
            ("Page".to_owned(), Object { members: page }),
        ]);
        paging(&members(input), &members(output), &objects)
    }

    const LIST: &str = "Total int, Items list Item";

    #[test]
    fn styles_are_told_apart_by_names_and_types() {
        for (input, output, expected) in [
            ("Offset int, Limit int", LIST, Some("offset")),
            ("Offset string, Limit string", LIST, Some("offset")),
            ("Offset string, Limit int", LIST, None),
            ("Offset int", LIST, None),
            ("PageNumber int, PageSize int", LIST, Some("page")),
            ("Page int, Limit int", LIST, Some("page")),
            ("Page int, Limit int, PageSize int", LIST, None),
            ("Page int, PageNo int, PageSize int", LIST, None),
            ("NextToken string", "Items list Item, NextToken string", Some("marker")),
            ("Cursor string", "Items list Item, NextCursor string", Some("marker")),
            ("NextToken int", "Items list Item, NextToken int", None),
            ("NextToken string", LIST, None),
            ("Offset int, Limit int, Context string", "Items list Item, Context string", None),
            ("Image string", LIST, None),
        ] {
            assert_eq!(style(input, output), expected, "{input}; {output}");
        }
    }

    #[test]
    fn an_output_has_one_list_of_items() {
        let input = "Offset int, Limit int";
        for (output, expected) in [
            ("", None),
            ("Names list string", Some("offset")),
            ("Names list string, Items list Item", Some("offset")),
            ("A list Item, B list Item", None),
            ("Page object Page", Some("offset")),
            ("Item object Item", None),
            ("Page object Page, Item object Item", None),
        ] {
            assert_eq!(style(input, output), expected, "{output}");
        }
        assert_eq!(style("Cursor string", "Page object Page"), Some("marker"));
    }
}
