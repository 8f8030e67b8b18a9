//! The text of inputs for people.

use tencentcloud_ecm::{ResetInstances, structures::Tag};

#[test]
fn debug_names_members_as_the_service_does_and_redacts_secrets() {
    let input = ResetInstances::new(["ein-00000001"]).password("test-secret-key-000001");
    assert_eq!(
        format!("{input:?}"),
        r#"ResetInstances { InstanceIdSet: ["ein-00000001"], Password: [redacted] }"#
    );
    assert_eq!(format!("{:?}", Tag::new("team", "web")), r#"Tag { Key: "team", Value: "web" }"#);
}
