//! What the image actions read: types that services confuse, nulls, unknown members.

use serde_json::json;
use tencentcloud_ecm::DescribeImageOutput;

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
    assert_eq!(odd.image_set.len(), 1);
    let image = &output.image_set[0];
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
    let image = &read(image).unwrap().image_set[0];
    assert_eq!(image.image_id.as_deref(), Some("12345"));
    assert_eq!((image.image_size, image.image_owner), (Some(20), Some(20)));
    assert_eq!(image.is_support_cloud_init, Some(true));
    assert_eq!(image.architecture.as_deref(), Some("true"));
    let flag = |value| {
        let image = &read(json!({"IsSupportCloudInit": value})).unwrap().image_set[0];
        image.is_support_cloud_init
    };
    assert_eq!([json!(1), json!(0), json!("")].map(flag), [Some(true), Some(false), None]);
    assert!(read(json!({"ImageSize": 20.5})).is_err());
    for empty in [json!(""), json!({}), json!([])] {
        let output: DescribeImageOutput =
            serde_json::from_value(json!({"ImageSet": empty})).unwrap();
        assert!(output.image_set.is_empty());
    }
}
