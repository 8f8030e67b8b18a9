//! Image actions except `ImportImage`.

use std::time::Duration;

use serde_json::{Value, json};
use tencentcloud_core::Credential;
use tencentcloud_emulator::{AccountKey, Emulator, SourceImage};

use crate::caller::{ID, KEY, START, call, draft, frozen, import_parameters};

/// An emulator with `count` images, `name-00` first, imported one per second.
fn with_images(count: usize) -> Emulator {
    let emulator = frozen(|mut builder| {
        for n in 0..count {
            let (id, name) = (format!("img-000000{n:02}"), format!("name-{n:02}"));
            builder = builder.source_image(SourceImage::new(id, "ap-chengdu", name));
        }
        builder.keep_image_id(true)
    });
    for n in 0..count {
        let mut parameters = import_parameters();
        parameters["ImageId"] = json!(format!("img-000000{n:02}"));
        call(&emulator, "ImportImage", &parameters).success();
        emulator.clock().advance(Duration::from_secs(1));
    }
    emulator
}

fn names(emulator: &Emulator, parameters: &Value) -> (u64, Vec<String>) {
    let members = call(emulator, "DescribeImage", parameters).success();
    let names = members["ImageSet"].as_array().unwrap().iter();
    let names = names.map(|image| image["ImageName"].as_str().unwrap().to_owned());
    (members["TotalCount"].as_u64().unwrap(), names.collect())
}

fn filter(name: &str, values: &[&str]) -> Value {
    json!({"Filters": [{"Name": name, "Values": values}]})
}

#[test]
fn image_has_all_documented_members() {
    let emulator = frozen(|builder| builder);
    call(&emulator, "ImportImage", &import_parameters()).success();
    let members = call(&emulator, "DescribeImage", &json!({})).success();
    let image = members["ImageSet"][0].as_object().unwrap();
    let version = tencentcloud_catalog::service("ecm").unwrap().default_version();
    for (object, structure) in
        [(image, "Image"), (image["SrcImage"].as_object().unwrap(), "SrcImage")]
    {
        let members = version.structure(structure).unwrap().members();
        assert_eq!(object.len(), members.len());
        for member in members {
            assert!(object.contains_key(member.name), "{structure} lacks {}", member.name);
        }
    }
    for (name, value) in [
        ("ImageName", json!("sampleSource")),
        ("ImageState", json!("NORMAL")),
        ("ImageType", json!("PRIVATE_IMAGE")),
        ("ImageDescription", json!("sampleImage")),
        ("ImageCreateTime", json!("2023-11-15 06:13:20")),
        ("ImageOwner", json!(100_000_000_001_i64)),
        ("TaskId", json!("")),
    ] {
        assert_eq!(image[name], value, "{name}");
    }
    assert_eq!(image["SrcImage"]["Region"], "ap-chengdu");
}

#[test]
fn images_are_returned_in_pages() {
    let emulator = with_images(25);
    assert_eq!(names(&emulator, &json!({})).1.len(), 20);
    let (total, page) = names(&emulator, &json!({"Offset": 23, "Limit": 100}));
    assert_eq!((total, page), (25, vec!["name-23".to_owned(), "name-24".to_owned()]));
    assert_eq!(names(&emulator, &json!({"Offset": 99})), (25, Vec::new()));
    let code = "InvalidParameterValue.InvaildPageParam";
    for (member, value) in [("Limit", 0), ("Limit", 101), ("Limit", -1), ("Offset", -1)] {
        call(&emulator, "DescribeImage", &json!({member: value}))
            .fails(code, &[&format!("`{member}`"), &value.to_string()]);
    }
    call(&emulator, "DescribeImage", &json!({"Limit": i64::MAX}))
        .fails(code, &["`Limit`", "`9223372036854775807`"]);
    call(&emulator, "DescribeImage", &json!({"Limit": u64::MAX}))
        .fails("InvalidParameter.InvalidDataFormat", &["`Limit`", "integer"]);
}

#[test]
fn images_are_filtered() {
    let emulator = with_images(12);
    let found = |name, values: &[&str]| names(&emulator, &filter(name, values)).0;
    assert_eq!(found("image-id", &["img-00000001", "img-00000002", "img-ffffffff"]), 2);
    assert_eq!(found("image-type", &["PRIVATE_IMAGE"]), 12);
    assert_eq!(found("image-type", &["PUBLIC_IMAGE"]), 0);
    assert_eq!(found("image-name", &["NAME-1"]), 2);
    assert_eq!(found("image-os", &["centos"]), 12);
    assert_eq!(found("instance-type", &["any"]), 12);
    let both = json!({"Filters": [
        {"Name": "image-name", "Values": ["name-0"]},
        {"Name": "image-id", "Values": ["img-00000001", "img-00000011"]},
    ]});
    assert_eq!(names(&emulator, &both), (1, vec!["name-01".to_owned()]));
}

#[test]
fn invalid_filters_are_refused() {
    let emulator = with_images(0);
    let code = "InvalidParameterValue.InvalidFilter";
    let describe = |parameters: &Value| call(&emulator, "DescribeImage", parameters);
    describe(&filter("image-color", &["red"])).fails(code, &["`Filters.0.Name`", "`image-color`"]);
    describe(&filter("image-name", &["a", "b"]))
        .fails(code, &["`Filters.0.Values`", "`image-name`"]);
    let ten = |count| {
        let filters = vec![json!({"Name": "image-type", "Values": ["x"]}); count];
        json!({"Filters": filters})
    };
    describe(&ten(10)).success();
    describe(&ten(11)).fails(code, &["`Filters`", "11", "10"]);
    describe(&filter("image-id", &["nonsense"]))
        .fails("InvalidParameterValue.InvalidImageID", &["`Filters.0.Values.0`", "`nonsense`"]);
    describe(&json!({"Filters": [{"Name": "image-id", "Values": []}]}))
        .fails("MissingParameter.MissingImageParameter", &["`Filters.0.Values`"]);
}

/// The states of an import over time.
#[test]
fn import_takes_its_duration() {
    let emulator = frozen(|builder| builder.import_duration(Duration::from_secs(100)));
    call(&emulator, "ImportImage", &import_parameters()).success();
    let image = || {
        let mut members = call(&emulator, "DescribeImage", &json!({})).success();
        members["ImageSet"][0].take()
    };
    let id = image()["ImageId"].as_str().unwrap().to_owned();
    let task = image()["TaskId"].as_str().unwrap().to_owned();
    assert!(!task.is_empty());
    let state = |name, value: &str| {
        let members = call(&emulator, "DescribeCustomImageTask", &filter(name, &[value])).success();
        assert_eq!(members["TotalCount"], 1);
        assert_eq!(members["ImageTaskSet"][0]["CreateTime"], "2023-11-15 06:13:20");
        members["ImageTaskSet"][0]["State"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        (state("task-id", &task), &image()["ImageState"]),
        ("PENDING".into(), &json!("IMPORTING"))
    );
    emulator.clock().advance(Duration::from_secs(50));
    assert_eq!(state("image-id", &id), "PROCESSING");

    let one = json!({"ImageIDSet": [id]});
    call(&emulator, "DeleteImage", &one)
        .fails("FailedOperation.ImageInUse", &["`ImageIDSet.0`", &id]);
    call(&emulator, "ModifyImageAttribute", &json!({"ImageId": id, "ImageName": "x"}))
        .fails("FailedOperation.OperationNotAllow", &["`ImageId`", &id]);
    call(&emulator, "ImportImage", &import_parameters())
        .fails("InvalidParameterValue.ImageDuplicate", &[]);

    emulator.clock().advance(Duration::from_secs(50));
    assert_eq!(state("image-name", "sampleSource"), "SUCCESS");
    assert_eq!((&image()["ImageState"], &image()["TaskId"]), (&json!("NORMAL"), &json!("")));
    call(&emulator, "DeleteImage", &one).success();
}

#[test]
fn tasks_are_filtered() {
    let emulator = with_images(2);
    let tasks = |parameters: &Value| call(&emulator, "DescribeCustomImageTask", parameters);
    tasks(&json!({})).fails("MissingParameter", &["`Filters`"]);
    tasks(&json!({"Filters": []})).fails("MissingParameter", &["`Filters`"]);
    tasks(&json!({"Filters": "x"})).fails("InvalidParameter.InvalidDataFormat", &["`Filters`"]);
    tasks(&filter("image-type", &["x"])).fails("InvalidParameterValue", &["`Filters.0.Name`"]);
    assert_eq!(tasks(&filter("task-id", &["task-none"])).success()["ImageTaskSet"], json!([]));
    assert_eq!(tasks(&filter("image-name", &["name-00", "name-01"])).success()["TotalCount"], 2);
}

#[test]
fn delete_is_atomic() {
    let emulator = with_images(3);
    let delete = |ids: &Value| call(&emulator, "DeleteImage", &json!({"ImageIDSet": ids}));
    delete(&json!(["img-00000000", "img-ffffffff", "img-00000001"]))
        .fails("ResourceNotFound", &["`ImageIDSet`", "`img-ffffffff`"]);
    assert_eq!(names(&emulator, &json!({})).0, 3);
    delete(&json!(["img-00000000", "no"]))
        .fails("InvalidParameterValue.InvalidImageID", &["`ImageIDSet.1`", "`no`"]);
    delete(&json!([])).fails("MissingParameter", &["`ImageIDSet`"]);
    delete(&json!([1])).fails("InvalidParameter.InvalidDataFormat", &["`ImageIDSet.0`", "string"]);
    delete(&json!(["img-00000000", "img-00000002", "img-00000002"])).success();
    assert_eq!(names(&emulator, &json!({})), (1, vec!["name-01".to_owned()]));
}

#[test]
fn image_is_modified_or_refused() {
    let emulator = with_images(2);
    let modify = |parameters: Value| call(&emulator, "ModifyImageAttribute", &parameters);
    let id = "img-00000000";
    modify(json!({"ImageId": id, "ImageName": "边".repeat(20), "ImageDescription": ""})).success();
    let members = call(&emulator, "DescribeImage", &filter("image-id", &[id])).success();
    assert_eq!(members["ImageSet"][0]["ImageName"], "边".repeat(20));
    assert_eq!(members["ImageSet"][0]["ImageDescription"], "");
    // The current name of the image is allowed.
    modify(json!({"ImageId": id, "ImageName": "边".repeat(20)})).success();

    for (parameters, code, named) in [
        (
            json!({"ImageId": id}),
            "MissingParameter.MissingImageParameter",
            "`ImageName`, `ImageDescription`",
        ),
        (
            json!({"ImageId": id, "ImageName": ""}),
            "MissingParameter.MissingImageParameter",
            "`ImageName`",
        ),
        (json!({"ImageName": "x"}), "MissingParameter.MissingImageParameter", "`ImageId`"),
        (
            json!({"ImageId": id, "ImageName": "x".repeat(21)}),
            "InvalidParameterValue",
            "21 characters",
        ),
        (
            json!({"ImageId": id, "ImageDescription": "x".repeat(61)}),
            "InvalidParameterValue",
            "`ImageDescription`",
        ),
        (
            json!({"ImageId": id, "ImageName": "name-01"}),
            "InvalidParameterValue.ImageNameDuplicate",
            "`img-00000001`",
        ),
        (json!({"ImageId": id, "ImageName": 1}), "InvalidParameter", "`ImageName`"),
        (json!({"ImageId": id, "ImageName": "\u{1}"}), "InvalidParameter", "`ImageName`"),
        (json!({"ImageId": "nonsense", "ImageName": "x"}), "InvalidParameterValue", "`ImageId`"),
        (
            json!({"ImageId": "img-ffffffff", "ImageName": "x"}),
            "ResourceNotFound",
            "`img-ffffffff`",
        ),
    ] {
        modify(parameters).fails(code, &[named]);
    }
}

#[test]
fn accounts_are_isolated() {
    let key = |id: &str, account: &str| AccountKey {
        credential: Credential::new(id, "test-secret-key").unwrap(),
        account: Some(account.to_owned()),
    };
    let emulator = Emulator::builder()
        .keys([key("one", "1"), key("two", "2"), key("three", "1")])
        .clock_start(START)
        .build()
        .unwrap();
    let by = |id: &str, action, parameters: &Value| {
        let credential = Credential::new(id, "test-secret-key").unwrap();
        draft(action, parameters).set(|draft| draft.credential = credential).send(&emulator)
    };
    // The default image belongs to the account of the first key.
    by("two", "ImportImage", &import_parameters())
        .fails("InvalidParameterValue.InvalidImageID", &["not found"]);
    by("one", "ImportImage", &import_parameters()).success();
    by("three", "ImportImage", &import_parameters())
        .fails("InvalidParameterValue.ImageDuplicate", &[]);
    let images = |id| by(id, "DescribeImage", &json!({})).success();
    assert_eq!(images("three")["TotalCount"], 1);
    assert_eq!(images("three")["ImageSet"][0]["ImageOwner"], 1);
    assert_eq!(images("two")["TotalCount"], 0);
    let id = &images("one")["ImageSet"][0]["ImageId"];
    by("two", "DeleteImage", &json!({"ImageIDSet": [id]})).fails("ResourceNotFound", &[]);
}

#[test]
fn denied_action_gets_the_common_code_when_it_documents_none() {
    let emulator =
        frozen(|builder| builder.deny(AccountKey::DEFAULT_ACCOUNT, "ModifyImageAttribute"));
    call(&emulator, "ModifyImageAttribute", &json!({"ImageId": "img-pmqg1cw9"}))
        .fails("AuthFailure.UnauthorizedOperation", &["`ecm:ModifyImageAttribute`"]);
}

#[test]
fn denied_tasks_are_refused() {
    for builder in [
        Emulator::builder().deny(AccountKey::DEFAULT_ACCOUNT, "DescribeCustomImageTask"),
        Emulator::builder().deny_to_all("DescribeCustomImageTask"),
    ] {
        let emulator = builder.key(ID, KEY).build().unwrap();
        let reply = call(&emulator, "DescribeCustomImageTask", &filter("task-id", &["x"]));
        assert!(reply.message().contains("`ecm:DescribeCustomImageTask`"), "{reply:?}");
        call(&emulator, "DescribeImage", &json!({})).success();
    }
}

/// Unlike the filter of `DescribeImage`, it takes the whole name.
#[test]
fn tasks_are_filtered_by_image_name() {
    let emulator = with_images(3);
    let tasks = |names: &[&str]| {
        let tasks = call(&emulator, "DescribeCustomImageTask", &filter("image-name", names));
        let tasks = tasks.success()["ImageTaskSet"].take();
        let names = tasks.as_array().unwrap().iter();
        names.map(|task| task["ImageName"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(tasks(&["name-01"]), ["name-01"]);
    assert_eq!(tasks(&["name-02", "name-00"]), ["name-00", "name-02"]);
    for other in ["name", "NAME-01", "img-00000001"] {
        assert_eq!(tasks(&[other]), [""; 0], "{other}");
    }
}
