//! Search over the whole catalog.

use tencentcloud_catalog::{ActionClass, Hit, HitKind, search};

#[test]
fn queries_drawn_by_seed_find_their_source_among_the_first_three() {
    let queries: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../../../tests/data/search.json")).unwrap();
    assert_eq!(queries.len(), 60);
    let missed: Vec<_> = queries
        .iter()
        .filter(|query| {
            !search(query["query"].as_str().unwrap(), 3).iter().any(|hit| {
                query["kind"] == hit.kind.as_str()
                    && query["name"] == hit.name.as_str()
                    && query.get("service").is_none_or(|service| service == hit.service)
            })
        })
        .collect();
    assert!(missed.len() <= 3, "{missed:#?}");
}

#[test]
fn service_and_action_find_that_action_first() {
    for query in ["ecm ImportImage", "ECM importimage", "ecm imprt imge", "边缘计算机器 导入镜像"]
    {
        let hit = search(query, 1).remove(0);
        assert_eq!((hit.kind, hit.service), (HitKind::Action, "ecm"), "{query}");
        assert_eq!((hit.name.as_str(), hit.version), ("ImportImage", "2019-07-19"), "{query}");
        assert_eq!((hit.class, hit.deprecated), (Some(ActionClass::Changes), false));
        assert_eq!(hit.title.as_deref(), Some("导入镜像"));
    }
}

#[test]
fn of_equal_hits_those_of_larger_services_come_first() {
    let hits = search("DescribeInstances", 20);
    let equal = hits.iter().take_while(|hit| hit.name == "DescribeInstances" && !hit.deprecated);
    let sizes: Vec<_> = equal
        .map(|hit| {
            tencentcloud_catalog::service(hit.service)
                .unwrap()
                .version(hit.version)
                .unwrap()
                .actions
                .len()
        })
        .collect();
    assert!(sizes.len() > 5, "{hits:?}");
    assert!(sizes.is_sorted_by(|one, other| one >= other), "{sizes:?}");
}

#[test]
fn products_word_names_the_service() {
    let hit = search("as DescribeAutoScalingGroups", 1).remove(0);
    assert_eq!((hit.service, hit.name.as_str()), ("autoscaling", "DescribeAutoScalingGroups"));
    let hit = search("cvm", 1).remove(0);
    assert_eq!((hit.kind, hit.name.as_str()), (HitKind::Service, "cvm"));
}

#[test]
fn member_hits_name_their_owner_and_the_number_of_places() {
    let hits = search("SourceRegion", 20);
    assert_eq!((hits[0].kind, hits[0].name.as_str()), (HitKind::Member, "SourceRegion"));
    assert!(hits[0].action.is_some() && hits[0].class.is_none());
    assert!(hits[0].places > 5);
    let shown = hits.iter().filter(|hit| hit.name == "SourceRegion");
    assert_eq!(shown.count(), 5);
}

#[test]
fn queries_without_words_and_long_ones_have_few_or_no_hits_and_never_fail() {
    assert_eq!(search("", 5), []);
    assert_eq!(search(" .。! ", 5), []);
    assert_eq!(search("ImportImage", 0), []);
    assert!(search(&"查询镜像ImportImage ".repeat(500), 5).len() <= 5);
}

#[test]
fn code_is_found_without_its_family() {
    let hits = search("InvalidImageID", 3);
    let is_it =
        |hit: &Hit| hit.service == "ecm" && hit.name == "InvalidParameterValue.InvalidImageID";
    assert!(hits.iter().any(is_it), "{hits:?}");
}

#[test]
fn service_narrows_the_search_where_it_has_all_words() {
    for (query, action) in [
        ("cvm instances", "DescribeInstances"),
        ("vpc subnets", "DescribeSubnets"),
        ("ecm instances", "DescribeInstances"),
    ] {
        let hits = search(query, 3);
        let is_it = |hit: &Hit| query.starts_with(hit.service) && hit.name == action;
        assert!(hits.iter().any(is_it), "{query}: {hits:?}");
    }
    assert!(search("batch delete tags", 3).iter().any(|hit| hit.name == "DeleteTags"));
}
