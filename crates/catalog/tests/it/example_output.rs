//! Example outputs, of every action.

use serde_json::{Map, Value};
use tencentcloud_catalog::{Action, Kind, Member, Paging, check_output, example_output, service};

use crate::every_action;

#[test]
fn example_output_of_every_action_passes_the_check() {
    let mut actions = 0;
    for action in every_action() {
        let output = example_output(action);
        assert_eq!(check_output(action, &output), [], "{} {}", action.service, action.name);
        actions += 1;
    }
    assert_eq!(actions, 16_204);
}

#[test]
fn every_declared_member_is_present_two_levels_deep() {
    for action in every_action() {
        let output = example_output(action);
        assert!(!output.contains_key("Error"), "{} {}", action.service, action.name);
        let members = action.output.iter().filter(|member| member.name != "Error");
        assert_complete(action, members, &output, 2);
    }
}

fn assert_complete<'m>(
    action: &Action,
    members: impl Iterator<Item = &'m Member>,
    object: &Map<String, Value>,
    levels: usize,
) {
    let mut count = 0;
    for member in members {
        count += 1;
        let mut value = &object[member.name];
        let mut kind = member.kind;
        while let Kind::List(element) = kind {
            let items = value.as_array().unwrap();
            assert_eq!(items.len(), 1, "{} {}", action.service, action.name);
            (kind, value) = (*element, &items[0]);
        }
        match kind {
            Kind::Structure(structure) if levels > 0 => {
                let members = structure.members().iter();
                assert_complete(action, members, value.as_object().unwrap(), levels - 1);
            }
            Kind::Structure(_) => assert_eq!(value, &Value::Object(Map::new())),
            _ => assert!(!value.is_null()),
        }
    }
    assert_eq!(object.len(), count, "{} {}", action.service, action.name);
}

#[test]
fn totals_beside_a_list_are_one() {
    let mut strings = 0;
    for action in every_action() {
        let output = example_output(action);
        for member in action.output.iter().filter(|member| member.name == "TotalCount") {
            match member.kind {
                Kind::Integer | Kind::Unsigned => assert_eq!(output["TotalCount"], 1),
                Kind::String if output.values().any(Value::is_array) => {
                    assert_eq!(output["TotalCount"], "1");
                    strings += 1;
                }
                _ => {}
            }
        }
    }
    assert!(strings > 0);
}

#[test]
fn marker_of_the_next_page_is_empty() {
    let mut empty = 0;
    for action in every_action().filter(|action| action.paging == Some(Paging::Marker)) {
        let output = Value::from(example_output(action)).to_string();
        assert!(output.contains(r#"":"""#), "{} {}: {output}", action.service, action.name);
        empty += 1;
    }
    assert!(empty > 50);
}

/// Clients would take it for an error of the API.
#[test]
fn error_of_the_output_itself_is_absent() {
    let lkeap = service("lkeap").unwrap().action("GetSplitDocumentResult").unwrap();
    assert!(lkeap.declares_error());
    assert!(!example_output(lkeap).contains_key("Error"));
}

#[test]
fn times_have_their_format() {
    for (name, action, member, time) in [
        ("yunjing", "DescribeWeeklyReportInfo", "BeginDate", "2019-07-19"),
        ("antiddos", "DescribeCCTrend", "StartTime", "2019-07-19 00:00:00"),
        ("ags", "AcquireDeploymentToken", "ExpiresAt", "2019-07-19T00:00:00+08:00"),
    ] {
        let action = service(name).unwrap().action(action).unwrap();
        assert_eq!(example_output(action)[member], time);
    }
}
