//! `ImportImage`: its ten codes and their order.

use serde_json::{Value, json};
use tencentcloud_emulator::{AccountKey, Emulator, SourceImage};

use crate::caller::{Reply, call, draft, frozen, import_parameters, last_entry};

/// Imports with some members changed; null removes one.
fn import(emulator: &Emulator, changes: &Value) -> Reply {
    let mut parameters = import_parameters();
    for (name, value) in changes.as_object().unwrap() {
        parameters[name] = value.clone();
    }
    call(emulator, "ImportImage", &parameters)
}

fn emulator() -> Emulator {
    frozen(|builder| builder)
}

#[test]
fn import_returns_only_a_request_id() {
    let emulator = emulator();
    let members = import(&emulator, &json!({})).success();
    assert_eq!(members.as_object().unwrap().len(), 1);
}

#[test]
fn all_missing_members_are_listed() {
    for absent in [Value::Null, json!("")] {
        let reply = import(&emulator(), &json!({"ImageId": absent, "SourceRegion": absent}));
        reply.fails("MissingParameter.MissingImageParameter", &["`ImageId`", "`SourceRegion`"]);
        assert!(!reply.message().contains("ImageDescription"));
    }
    let reply = call(&emulator(), "ImportImage", &json!({}));
    reply.fails(
        "MissingParameter.MissingImageParameter",
        &["`ImageId`", "`ImageDescription`", "`SourceRegion`"],
    );
}

#[test]
fn invalid_formats_are_refused() {
    let code = "InvalidParameter.InvalidDataFormat";
    for wrong in [json!(1), json!(true), json!(["a"]), json!([]), json!({})] {
        import(&emulator(), &json!({"ImageDescription": wrong}))
            .fails(code, &["`ImageDescription`", "string"]);
    }
    for control in ["a\nb", "\u{0}", "a\u{7f}", "\u{85}"] {
        import(&emulator(), &json!({"ImageDescription": control}))
            .fails(code, &["`ImageDescription`", "control"]);
    }
    let raw = |body: &'static [u8]| {
        draft("ImportImage", &Value::Null).set(|draft| draft.body = body.into()).send(&emulator())
    };
    raw(b"{\"ImageId\": \"\xff\xfe\"}").fails(code, &["`ImageId`", "UTF-8"]);
    raw(b"{\"ImageId\": \"a\x01\"}").fails(code, &["`ImageId`", "control"]);
    raw(br#"{"ImageId": "\ud800"}"#).fails(code, &["`ImageId`", "escape"]);
    raw(b"{\"ImageId\": ").fails("InvalidParameter", &["JSON"]);
    raw(b"null").fails("InvalidParameter", &["JSON object"]);
}

#[test]
fn undefined_members_are_refused() {
    // A parameter of the CVM action with the same name.
    import(&emulator(), &json!({"DryRun": true})).fails("UnknownParameter", &["`DryRun`"]);
    let reply = call(&emulator(), "ImportImage", &json!({"ImageID": "img-pmqg1cw9"}));
    reply.fails("UnknownParameter", &["`ImageID`", "Did you mean `ImageId`?"]);
}

#[test]
fn description_limit_counts_characters() {
    let code = "InvalidParameterValue.ParameterValueTooLarge";
    let of = |length| json!({"ImageDescription": "边".repeat(length)});
    import(&emulator(), &of(60)).success();
    import(&emulator(), &of(61)).fails(code, &["`ImageDescription`", "61", "60"]);
    let lenient = || frozen(|builder| builder.description_limit(256));
    import(&lenient(), &of(256)).success();
    import(&lenient(), &of(257)).fails(code, &["`ImageDescription`", "257", "256"]);
}

#[test]
fn regions() {
    let code = "InvalidParameterValue.UnsupportedRegion";
    for (region, hint) in [
        ("ap-chengdo", "Did you mean `ap-chengdu`?"),
        ("chengdu", "Did you mean `ap-chengdu`?"),
        ("ap-xian-ecm", "edge region"),
        ("ap-guangzhou-ecm-cu2", "edge region"),
        ("mars", "not a supported region"),
    ] {
        import(&emulator(), &json!({"SourceRegion": region}))
            .fails(code, &["`SourceRegion`", region, hint]);
    }
}

#[test]
fn unusable_image_ids_are_refused() {
    let code = "InvalidParameterValue.InvalidImageID";
    let emulator = frozen(|builder| {
        builder
            .source_image(SourceImage::new("img-00000001", "ap-chengdu", "busy").state("CREATING"))
            .source_image(SourceImage::new("img-00000002", "ap-chengdu", "theirs").account("7"))
    });
    for (id, why) in [
        ("img-1", "not an image id"),
        ("pmqg1cw9", "not an image id"),
        ("img-ffffffff", "not found in the region `ap-chengdu`"),
        ("img-00000001", "`CREATING`"),
        ("img-00000002", "not found"),
    ] {
        import(&emulator, &json!({"ImageId": id})).fails(code, &["`ImageId`", id, why]);
    }
    import(&emulator, &json!({"SourceRegion": "ap-beijing"}))
        .fails(code, &["`ap-beijing`", "It exists in `ap-chengdu`."]);

    import(&emulator, &json!({})).success();
    let images = call(&emulator, "DescribeImage", &json!({})).success();
    let id = images["ImageSet"][0]["ImageId"].as_str().unwrap();
    import(&emulator, &json!({"ImageId": id})).fails(code, &[id, "is an ECM image"]);
}

#[test]
fn image_is_refused_when_too_large() {
    let of = |size_gb| {
        let large = SourceImage::new("img-00000001", "ap-chengdu", "large").size_gb(size_gb);
        let emulator = frozen(|builder| builder.source_image(large));
        import(&emulator, &json!({"ImageId": "img-00000001"}))
    };
    of(50).success();
    of(51).fails("InvalidParameterValue.ParameterValueTooLarge", &["`ImageId`", "51 GB", "50 GB"]);
}

#[test]
fn denied_import_is_refused() {
    let emulator = frozen(|builder| {
        builder.deny(AccountKey::DEFAULT_ACCOUNT, "ImportImage").deny("7", "DescribeImage")
    });
    import(&emulator, &json!({}))
        .fails("UnauthorizedOperation.ForbiddenOperation", &["`ecm:ImportImage`"]);
    let images = call(&emulator, "DescribeImage", &json!({})).success();
    assert_eq!(images["TotalCount"], 0);
}

#[test]
fn import_that_is_set_to_fail_changes_nothing() {
    let code = "FailedOperation.InternalOperationFailure";
    let emulator = frozen(|builder| builder.fail("ImportImage"));
    import(&emulator, &json!({})).fails(code, &["inside of the service"]);
    let images = call(&emulator, "DescribeImage", &json!({})).success();
    assert_eq!(images["TotalCount"], 0);
    let emulator = frozen(|builder| builder.fail("ImportImage").deny_to_all("ImportImage"));
    import(&emulator, &json!({}))
        .fails("UnauthorizedOperation.ForbiddenOperation", &["`ecm:ImportImage`"]);
}

#[test]
fn second_import_of_an_image_is_refused() {
    let emulator = emulator();
    import(&emulator, &json!({})).success();
    import(&emulator, &json!({"ImageDescription": "other"})).fails(
        "InvalidParameterValue.ImageDuplicate",
        &["`ImageId`", "`img-pmqg1cw9`", "`ap-chengdu`"],
    );
    let images = call(&emulator, "DescribeImage", &json!({})).success();
    assert_eq!(images["TotalCount"], 1);
    let id = &images["ImageSet"][0]["ImageId"];
    call(&emulator, "DeleteImage", &json!({"ImageIDSet": [id]})).success();
    import(&emulator, &json!({})).success();
}

/// An id is unique within a region only.
#[test]
fn same_id_in_another_region_is_another_image() {
    for keep in [false, true] {
        let namesake = SourceImage::new("img-pmqg1cw9", "ap-beijing", "other");
        let emulator = frozen(|builder| builder.keep_image_id(keep).source_image(namesake));
        import(&emulator, &json!({})).success();
        import(&emulator, &json!({"SourceRegion": "ap-beijing"})).success();
        for region in ["ap-chengdu", "ap-beijing"] {
            import(&emulator, &json!({"SourceRegion": region}))
                .fails("InvalidParameterValue.ImageDuplicate", &[region]);
        }
        let images = call(&emulator, "DescribeImage", &json!({})).success();
        let id = |at: usize| images["ImageSet"][at]["ImageId"].as_str().unwrap().to_owned();
        assert_eq!(id(0) == "img-pmqg1cw9", keep);
        assert_ne!(id(0), id(1), "an ECM image has its id alone, even if ids are kept");
        call(&emulator, "DeleteImage", &json!({"ImageIDSet": [id(0)]})).success();
        let images = call(&emulator, "DescribeImage", &json!({})).success();
        assert_eq!(
            (&images["TotalCount"], images["ImageSet"][0]["ImageId"] == id(1)),
            (&json!(1), true)
        );
    }
}

#[test]
fn import_is_refused_when_its_name_is_taken() {
    let namesake = SourceImage::new("img-00000001", "ap-beijing", "sampleSource");
    let emulator = frozen(|builder| builder.source_image(namesake));
    import(&emulator, &json!({})).success();
    let other = json!({"ImageId": "img-00000001", "SourceRegion": "ap-beijing"});
    import(&emulator, &other)
        .fails("InvalidParameterValue.ImageNameDuplicate", &["`ImageId`", "`sampleSource`"]);
    let images = call(&emulator, "DescribeImage", &json!({})).success();
    let id = &images["ImageSet"][0]["ImageId"];
    call(&emulator, "ModifyImageAttribute", &json!({"ImageId": id, "ImageName": "renamed"}))
        .success();
    import(&emulator, &other).success();
}

#[test]
fn import_is_refused_above_the_quota() {
    let second = SourceImage::new("img-00000001", "ap-chengdu", "second");
    let emulator = frozen(|builder| builder.image_quota(1).source_image(second));
    import(&emulator, &json!({})).success();
    import(&emulator, &json!({"ImageId": "img-00000001"}))
        .fails("ResourceInsufficient.InvaildPrivateImageNum", &["`ImageId`", "1"]);
}

/// Each step corrects the error of the previous one.
#[test]
fn checks_have_a_fixed_order() {
    let emulator = frozen(|builder| {
        builder.image_quota(1).source_image(SourceImage::new(
            "img-00000001",
            "ap-beijing",
            "sampleSource",
        ))
    });
    import(&emulator, &json!({})).success();
    let long = "x".repeat(61);
    let mut parameters = json!({"ImageDescription": 5, "SourceRegion": "mars"});
    for (change, code, refused_by) in [
        (json!({}), "MissingParameter.MissingImageParameter", "missing"),
        (json!({"ImageId": "img-1"}), "InvalidParameter.InvalidDataFormat", "type"),
        (json!({"ImageDescription": "a\n"}), "InvalidParameter.InvalidDataFormat", "format"),
        (
            json!({"ImageDescription": long}),
            "InvalidParameterValue.ParameterValueTooLarge",
            "length",
        ),
        (
            json!({"ImageDescription": "x"}),
            "InvalidParameterValue.UnsupportedRegion",
            "source region",
        ),
        (json!({"SourceRegion": "ap-beijing"}), "InvalidParameterValue.InvalidImageID", "image id"),
        (json!({"ImageId": "img-00000001"}), "InvalidParameterValue.ImageNameDuplicate", "name"),
        (
            json!({"ImageId": "img-pmqg1cw9", "SourceRegion": "ap-chengdu"}),
            "InvalidParameterValue.ImageDuplicate",
            "duplicate",
        ),
    ] {
        for (name, value) in change.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        call(&emulator, "ImportImage", &parameters).fails(code, &[]);
        let entry = last_entry(&emulator);
        assert_eq!((&entry["refused_by"], &entry["code"]), (&json!(refused_by), &json!(code)));
    }
}

#[test]
fn image_keeps_its_id_when_configured() {
    for (keep, same) in [(true, true), (false, false)] {
        let emulator = frozen(|builder| builder.keep_image_id(keep));
        import(&emulator, &json!({})).success();
        let images = call(&emulator, "DescribeImage", &json!({})).success();
        let image = &images["ImageSet"][0];
        assert_eq!(image["ImageId"] == "img-pmqg1cw9", same);
        assert_eq!(image["SrcImage"]["ImageId"], "img-pmqg1cw9");
    }
}
