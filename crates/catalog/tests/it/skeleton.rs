//! Skeletons of inputs, of every action.

use serde_json::{Map, Value};
use tencentcloud_catalog::{
    Action, Kind, Member, check_input_text, full_skeleton, service, skeleton,
};

use crate::every_action;

fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap()
}

#[test]
fn skeletons_of_every_action_pass_the_check_without_a_finding() {
    let mut actions = 0;
    for action in every_action() {
        for text in [skeleton(action), full_skeleton(action)] {
            assert_eq!(check_input_text(action, &text), [], "{} {text}", action.name);
        }
        actions += 1;
    }
    assert_eq!(actions, 16_204);
}

#[test]
fn skeleton_has_the_required_members_only_and_the_full_one_all_current_ones() {
    for action in every_action() {
        let names = |text: &str| {
            let object = object(text);
            action
                .input
                .iter()
                .map(|one| one.name)
                .filter(|name| object.contains_key(*name))
                .count()
        };
        let count =
            |is_shown: &dyn Fn(&&Member) -> bool| action.input.iter().filter(is_shown).count();
        let required = count(&|member| member.required);
        assert_eq!(names(&skeleton(action)), required, "{}", action.name);
        let is_token = |member: &Member| action.client_token && member.name == "ClientToken";
        let all = count(&|one| one.required || !(one.deprecated || is_token(one)));
        assert_eq!(names(&full_skeleton(action)), all, "{}", action.name);
    }
}

/// GET and signature v1 have no pair for an empty object or list.
#[test]
fn empty_values_are_only_where_a_structure_is_empty_or_contains_itself() {
    let mut empty = 0;
    for action in every_action() {
        for text in [skeleton(action), full_skeleton(action)] {
            empty += usize::from(text.contains(": {}") || text.contains("[]"));
        }
    }
    // Structures without members, and lists of the structure that they are in.
    assert!((1..60).contains(&empty), "{empty}");
}

#[test]
fn members_are_in_the_order_of_the_catalog_and_indented() {
    let import = service("ecm").unwrap().action("ImportImage").unwrap();
    assert_eq!(
        skeleton(import),
        "{\n  \"ImageId\": \"string\",\n  \"ImageDescription\": \"string\",\n  \
         \"SourceRegion\": \"ap-guangzhou\"\n}"
    );
}

#[test]
fn values_follow_the_facts_of_their_member() {
    let of = |name: &str, action: &str| -> (&'static Action, Map<String, Value>) {
        let action = service(name).unwrap().action(action).unwrap();
        (action, object(&full_skeleton(action)))
    };
    for (name, action, member, value) in [
        ("yunjing", "DescribeWeeklyReportInfo", "BeginDate", "2019-07-19"),
        ("antiddos", "DescribeCCTrend", "StartTime", "2019-07-19 00:00:00"),
        ("ecm", "DescribeSubnets", "Offset", "0"),
        ("ecm", "DescribeSubnets", "Limit", "20"),
        ("ocr", "GeneralBasicOCR", "ImageBase64", "c3RyaW5n"),
        ("cii", "UploadMedicalFile", "File", "c3RyaW5n"),
    ] {
        let (action, input) = of(name, action);
        assert_eq!(input[member], value, "{}", action.name);
    }
    let (describe, input) = of("ecm", "DescribeImage");
    assert_eq!((&input["Offset"], &input["Limit"]), (&0.into(), &20.into()));
    assert!(describe.member("Filters").is_some_and(|one| matches!(one.kind, Kind::List(_))));
    let (run, input) = of("cvm", "RunInstances");
    assert!(run.client_token && !input.contains_key("ClientToken"));
    assert_eq!(input["Placement"]["Zone"], "string");
}

#[test]
fn recursion_ends() {
    // A rule contains a list of rules, which contains …
    for (name, action) in [("cls", "CreateAlarm"), ("oceanus", "CreateJobConfig")] {
        let action = service(name).unwrap().action(action).unwrap();
        assert!(full_skeleton(action).len() < 100_000);
    }
}
