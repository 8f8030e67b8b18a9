//! Tests of the search.

use super::*;
use crate::api::{ActionName, Class};
use crate::history::History;

fn group(query: &str, kind: SearchKind) -> SearchGroup {
    let response = find(query, 5, &Familiar::default());
    let mut groups = response.groups.into_iter();
    groups.find(|group| group.kind == kind).unwrap_or_else(|| panic!("{query}"))
}

#[test]
fn words_find_actions_members_and_codes_with_an_action_to_open() {
    let actions = group("import image", SearchKind::Action);
    assert_eq!(actions.hits[0].name, "ImportImage");
    assert_eq!(actions.hits[0].matches, [(0, 11)]);
    let members = group("ImageName", SearchKind::Member).hits;
    for hit in members.into_iter().chain(group("image duplicate", SearchKind::ErrorCode).hits) {
        let action = hit.action.unwrap_or_else(|| panic!("{}", hit.name));
        let known = tencentcloud_catalog::action(hit.service, hit.version, &action);
        assert!(known.is_some(), "{action}");
    }
    let members = group("ecm .ImageName", SearchKind::Member);
    let named = |hit: &SearchHit| hit.name.ends_with("ImageName") && hit.action.is_some();
    assert!(members.hits.iter().all(named), "{members:?}");
}

#[test]
fn prefixes_narrow_the_search() {
    let only = |query: &str, kind| {
        let response = find(query, 5, &Familiar::default());
        assert!(!response.groups.is_empty(), "{query}");
        assert!(response.groups.iter().all(|group| group.kind == kind), "{query}");
        response.groups.into_iter().flat_map(|group| group.hits).collect::<Vec<_>>()
    };
    let ecm = only("ecm ", SearchKind::Action);
    assert!(ecm.iter().all(|hit| hit.service == "ecm"));
    for query in [":deletes", ":deletes image", "ecm :del", "ecm :deletes image"] {
        let hits = only(query, SearchKind::Action);
        assert!(hits.iter().all(|hit| hit.class == Some(Class::Deletes)), "{query}");
        assert!(!query.starts_with("ecm") || hits.iter().all(|hit| hit.service == "ecm"));
    }
    assert_eq!(only("#ImageDuplicate", SearchKind::ErrorCode)[0].matches.len(), 1);
    only(".SourceRegion", SearchKind::Member);
}

#[test]
fn nearest_names_are_shown_where_nothing_is_found() {
    let response = find("describeimagzzzqqqxxy", 5, &Familiar::default());
    assert!(response.groups.is_empty(), "{response:?}");
    let names: Vec<_> = response.nearest.iter().map(|hit| hit.name.as_str()).collect();
    assert!(names.contains(&"DescribeImage"), "{names:?}");
    for query in ["", " ", "?", "#", ".", ":", "zzqqxxyyww"] {
        assert!(find(query, 5, &Familiar::default()).groups.is_empty(), "{query}");
    }
}

/// The first services that have the action, for somebody who works with others.
fn services(query: &str, open: Option<&str>, favorite: &str) -> Vec<&'static str> {
    let history = History::open(None);
    let (service, version) = (favorite.to_owned(), "2017-03-12".to_owned());
    history.set_favorites(vec![ActionName { service, version, action: "DescribeZones".into() }]);
    let familiar = Familiar::new(open.map(str::to_owned), &history);
    let groups = find(query, 5, &familiar).groups.into_iter();
    let mut actions = groups.filter(|group| group.kind == SearchKind::Action);
    actions.next().unwrap().hits.iter().map(|hit| hit.service).collect()
}

#[test]
fn of_equal_names_those_of_open_and_known_services_come_first_then_of_large_ones() {
    let first = services("DescribeImage", None, "cvm");
    assert_eq!(first[..2], ["ecm", "ape"], "of two exact names, the larger service");
    assert_eq!(first[2], "cvm", "the favorite has DescribeImages");
    assert_eq!(services("DescribeImage", Some("ape"), "ecm")[..2], ["ape", "ecm"]);
    assert_eq!(services("describe instances", None, "keewidb")[0], "keewidb");
    assert_eq!(services("DescribeInstances", Some("hai"), "keewidb")[..2], ["hai", "keewidb"]);
}

#[test]
fn exact_names_come_before_others() {
    let hits = group("CreateUser", SearchKind::Action).hits;
    assert!(hits.iter().all(|hit| hit.name == "CreateUser"), "{hits:?}");
    let hits = group("#ImageDuplicate", SearchKind::ErrorCode).hits;
    assert!(hits[0].name.ends_with(".ImageDuplicate"), "{hits:?}");
}
