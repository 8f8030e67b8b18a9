//! Agreement of the types with the catalog: members, error codes, effect, rate.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test whose preparation fails has failed"
)]

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tencentcloud_catalog::{self as catalog, Kind, Member};
use tencentcloud_core::{Action, Effect};
use tencentcloud_ecm::*;

/// Compares an action that has all members set, and the codes of its enum.
fn check<A: Action>(action: &A, codes: &[&str]) {
    let facts = catalog::action(A::SERVICE, A::VERSION, A::NAME).expect(A::NAME);
    let input = serde_json::to_value(action).unwrap();
    for member in facts.input {
        let value =
            input.get(member.name).unwrap_or_else(|| panic!("{}: {}", A::NAME, member.name));
        assert!(fits(value, member.kind), "{} {} is {value}", A::NAME, member.name);
    }
    assert_eq!(input.as_object().unwrap().len(), facts.input.len(), "{}", A::NAME);

    let documented: BTreeSet<&str> = facts.error_codes.iter().copied().collect();
    assert_eq!(codes.iter().copied().collect::<BTreeSet<_>>(), documented, "{}", A::NAME);
    assert_eq!(A::RATE, facts.rate, "{}", A::NAME);
    let reads = matches!(A::EFFECT, Effect::Read);
    assert_eq!(reads, facts.class.is_idempotent(), "{}", A::NAME);
    output_decodes_when_empty_null_or_extended::<A::Output>(facts.output);
}

fn fits(value: &Value, kind: Kind) -> bool {
    match kind {
        Kind::String => value.is_string(),
        Kind::Integer | Kind::Unsigned => value.is_i64() || value.is_u64(),
        Kind::List(_) => value.is_array(),
        _ => value.is_object(),
    }
}

fn output_decodes_when_empty_null_or_extended<T: DeserializeOwned>(members: &[Member]) {
    serde_json::from_value::<T>(json!({})).unwrap();
    let mut response = json!({"Added": [{"By": "the service"}], "RequestId": "r-1"});
    for member in members.iter().filter(|member| member.name != "RequestId") {
        response[member.name] = Value::Null;
    }
    serde_json::from_value::<T>(response).unwrap();
}

#[test]
fn actions_agree_with_the_catalog() {
    let filter = || [Filter::new("image-id", ["img-pmqg1cw9"])];
    check(&ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu"), ImportImageCode::ALL);
    check(&DescribeImage::default().filters(filter()).offset(0).limit(20), DescribeImageCode::ALL);
    check(&DescribeCustomImageTask::new(filter()), DescribeCustomImageTaskCode::ALL);
    check(&DeleteImage::new(["img-pmqg1cw9"]), DeleteImageCode::ALL);
    check(
        &ModifyImageAttribute::new("img-pmqg1cw9").image_name("n").image_description("d"),
        ModifyImageAttributeCode::ALL,
    );
}

#[test]
fn image_decodes_with_string_integers_and_nulls() {
    let output: DescribeImageOutput = serde_json::from_value(json!({
        "TotalCount": "1",
        "ImageSet": [{
            "ImageId": "img-pmqg1cw9",
            "ImageOwner": 9_007_199_254_740_993_i64,
            "ImageSize": "50",
            "IsSupportCloudInit": null,
            "SrcImage": {"Region": "ap-chengdu", "RegionID": 16, "Later": true},
        }],
        "RequestId": "r-1",
    }))
    .unwrap();
    assert_eq!(output.total_count, Some(1));
    let with_nulls = json!({"ImageSet": [null, {"ImageId": "i"}], "RequestId": null});
    let odd: DescribeImageOutput = serde_json::from_value(with_nulls).unwrap();
    assert_eq!(odd.image_set.unwrap().len(), 1);
    let image = &output.image_set.unwrap()[0];
    assert_eq!(image.image_owner, Some(9_007_199_254_740_993), "exact to 64 bits");
    assert_eq!(image.image_size, Some(50));
    assert_eq!(image.src_image.as_ref().unwrap().region_id, Some(16));
}

/// Members of the wrong JSON type, as services send them now and then.
#[test]
fn outputs_decode_with_any_scalar_type() {
    let read = |image| -> Result<DescribeImageOutput, _> {
        serde_json::from_value(json!({"TotalCount": 1, "ImageSet": [image]}))
    };
    let image = json!({
        "ImageId": 12345, "ImageSize": "20", "ImageOwner": 2.0e1,
        "IsSupportCloudInit": "true", "Architecture": true,
    });
    let image = &read(image).unwrap().image_set.unwrap()[0];
    assert_eq!(image.image_id.as_deref(), Some("12345"));
    assert_eq!((image.image_size, image.image_owner), (Some(20), Some(20)));
    assert_eq!(image.is_support_cloud_init, Some(true));
    assert_eq!(image.architecture.as_deref(), Some("true"));
    let flag = |value| {
        let image = &read(json!({"IsSupportCloudInit": value})).unwrap().image_set.unwrap()[0];
        image.is_support_cloud_init
    };
    assert_eq!([json!(1), json!(0), json!("")].map(flag), [Some(true), Some(false), None]);
    assert!(read(json!({"ImageSize": 20.5})).is_err());
    for empty in [json!(""), json!({}), json!([])] {
        let output: DescribeImageOutput =
            serde_json::from_value(json!({"ImageSet": empty})).unwrap();
        assert_eq!(output.image_set, Some(Vec::new()));
    }
}
