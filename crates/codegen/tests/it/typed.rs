//! Rust programs with types of crates that their readers generate.

use std::collections::BTreeMap;

use tencentcloud_catalog::{
    Action, Body, Json, Kind, Service, action, compact_json, full_skeleton, services,
};
use tencentcloud_codegen::snippets::{Call, Form, Snippet, Unsupported, snippet};
use tencentcloud_core::{Endpoint, Request};

use crate::golden::is_golden;

/// A request with this input, whatever the form of its body.
fn request(action: &Action, input: &str) -> Request {
    let [service, version, name] = [action.product, action.version, action.name];
    let request = match action.body {
        Body::Multipart => {
            let Ok(Json::Object(members)) = Json::parse(input) else { panic!("{name}: {input}") };
            let is_file = |(member, _): &(String, Json)| {
                action.member(member).is_some_and(|member| member.kind == Kind::Binary)
            };
            let (files, members): (Vec<_>, Vec<_>) = members.into_iter().partition(is_file);
            let files = files.into_iter().map(|(name, _)| (name, "\0\"file".into())).collect();
            let input = Json::Object(members).to_string();
            Request::multipart(service, version, name, input, files)
        }
        Body::Octets => {
            let json = Request::new(service, version, name, input.to_owned());
            json.with_members_as_headers().unwrap().octet_body("\0\"octets").unwrap()
        }
        _ => Request::new(service, version, name, input.to_owned()),
    };
    match action.host {
        Some(labels) => request.host_labels(labels),
        None => request,
    }
}

fn typed(form: Form, request: &Request) -> Result<Snippet, Unsupported> {
    snippet(form, &Call::new(request, &Endpoint::nearest()).typed())
}

#[test]
fn every_action_with_all_its_members_has_types() {
    let mut refused: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    let versions = services().flat_map(Service::versions);
    let actions = versions.flat_map(|version| version.actions).enumerate();
    // Each needs the structures of its whole version, so a part of those with JSON must do.
    let is_tried =
        |(index, action): &(usize, &Action)| index.is_multiple_of(5) || action.body != Body::Json;
    for (_, action) in actions.filter(is_tried) {
        let name = format!("{} {} {}", action.service, action.version, action.name);
        let input = compact_json(&full_skeleton(action)).unwrap();
        match typed(Form::Rust, &request(action, &input)) {
            Ok(Snippet { code, manifest, generate, same_bytes, .. }) => {
                let (service, is_ecm) = (action.service, action.service == "ecm");
                assert!(code.contains(&format!("tencentcloud_{service}")), "{code}");
                assert!(manifest.unwrap().contains(&format!("tencentcloud-{service} = ")));
                let mut imports = code.lines().filter(|line| line.starts_with("use "));
                assert!(imports.all(|line| line.len() <= 100), "{code}");
                assert!(same_bytes && generate.is_none() == is_ecm, "{name}");
                count += 1;
            }
            Err(reason) => refused.entry(reason.to_string()).or_default().push(name),
        }
    }
    assert_eq!(refused, BTreeMap::new());
    assert!(count > 3_000, "{count}");
}

#[test]
fn typed_programs_are_those_of_the_files() {
    let role = r#"{"RoleArn":"qcs::cam::uin/1:roleName/a","RoleSessionName":"one","Tags":[{"Key":"k","Value":"v"}]}"#;
    // Not the default version; a structure has the name of an action.
    let document =
        r#"{"Document":{"FileType":"PDF","FileUrl":"https://example.com/1.pdf"},"ModelName":"m"}"#;
    let instances = r#"{"Placement":{"Zone":"ap-guangzhou-3","HostIds":["host-00000001"],"RackId":"rack-00000001"},"DataDisks":[{"DiskSize":50,"DiskType":"CLOUD_PREMIUM","DeleteWithInstance":false}],"InstanceCount":2}"#;
    let cases = [
        (("cvm", "2017-03-12", "RunInstances"), instances),
        (("sts", "2018-08-13", "AssumeRole"), role),
        (("es", "2025-01-01", "ParseDocument"), document),
        (("cii", "2021-04-08", "UploadMedicalFile"), r#"{"File":"","FileURL":"u"}"#),
        (("cls", "2020-10-16", "UploadLog"), r#"{"TopicId":"topic-1"}"#),
    ];
    for ((service, version, name), input) in cases {
        let request = request(action(service, version, name).unwrap(), input);
        for form in [Form::Rust, Form::RustBlocking] {
            let text = typed(form, &request).unwrap().to_string();
            assert!(is_golden(&format!("{service}.typed-{form}.rs"), &text), "{name}: {text}");
        }
    }
}

#[test]
fn types_of_a_crate_to_generate_are_used_if_asked_for() {
    let endpoint = Endpoint::nearest();
    let input = r#"{"RoleArn":"arn","RoleSessionName":"name"}"#;
    let request = Request::new("sts", "2018-08-13", "AssumeRole", input);
    let call = Call::new(&request, &endpoint);
    assert!(!call.has_types() && call.typed().has_types() && !call.typed().untyped().has_types());
    let untyped = snippet(Form::Rust, &call).unwrap();
    assert_eq!(untyped.generate, None);
    assert_eq!(snippet(Form::Rust, &call.untyped()).unwrap(), untyped);
    // A form without types has none of it.
    assert_eq!(snippet(Form::Tc3, &call.typed()), snippet(Form::Tc3, &call));
}

#[test]
fn type_may_write_the_same_json_in_other_bytes() {
    let endpoint = Endpoint::nearest();
    let of = |service, version, name, input| Request::new(service, version, name, input);
    for (request, expression, same_bytes) in [
        (
            of("sts", "2018-08-13", "AssumeRole", r#"{"RoleArn":"a","RoleSessionName":"n"}"#),
            r#"AssumeRole::new("a", "n")"#,
            true,
        ),
        (
            of("sts", "2018-08-13", "AssumeRole", r#"{"RoleSessionName":"n","RoleArn":"a"}"#),
            r#"AssumeRole::new("a", "n")"#,
            false,
        ),
        (
            of(
                "sts",
                "2018-08-13",
                "AssumeRole",
                r#"{ "RoleArn": "\u0061", "RoleSessionName": "n" }"#,
            ),
            r#"AssumeRole::new("a", "n")"#,
            false,
        ),
        (
            of("ecm", "2019-07-19", "DescribeImage", r#"{"Limit": 5}"#),
            "DescribeImage::new().limit(5)",
            false,
        ),
    ] {
        let call = Call::new(&request, &endpoint);
        let program = snippet(Form::Rust, &call.typed()).unwrap();
        assert!(program.code.contains(&format!("let input = {expression};")), "{}", program.code);
        assert_eq!(program.same_bytes, same_bytes, "{}", program.code);
        // By default, the bytes matter.
        let program = snippet(Form::Rust, &call).unwrap();
        assert!(program.same_bytes, "{}", program.code);
    }
}

#[test]
fn input_that_no_type_becomes_is_refused_with_a_reason() {
    for (service, version, name, input, reason) in [
        ("sts", "2018-08-13", "AssumeRole", r#"{"RoleArn":"a"}"#, "required member is missing"),
        ("ecm", "2019-07-19", "DescribeImage", r#"{"Limit":"5"}"#, "of another type"),
        ("ecm", "2019-07-19", "DescribeImage", r#"{"Limit":5.0}"#, "number in an unusual form"),
        ("ecm", "2019-07-19", "DescribeImage", r#"{"Filters":null}"#, "null"),
        ("ecm", "2019-07-19", "DescribeImage", r#"{"Other":1}"#, "unknown"),
        ("ecm", "2019-07-19", "DescribeImage", r#"{"Limit":5,"Limit":5}"#, "not a JSON object"),
        ("ecm", "2019-07-19", "NoSuchAction", "{}", "catalog does not know the action"),
    ] {
        let refused = typed(Form::Rust, &Request::new(service, version, name, input)).unwrap_err();
        assert!(refused.english().contains(reason), "{input}: {refused}");
    }
}
