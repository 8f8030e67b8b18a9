//! Actions that are not modeled, with and without stubs.

use bytes::Bytes;
use http::Response;
use serde_json::{Value, json};
use tencentcloud_catalog::{action, example_output};
use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{Auth, Clock as _, Endpoint, Request};
use tencentcloud_emulator::Emulator;

use crate::caller::{Draft, Reply, draft, frozen, import_parameters, last_entry};

fn with_stubs() -> Emulator {
    frozen(|builder| builder.stubs(true))
}

fn run_instances(parameters: &Value) -> Draft {
    draft("RunInstances", parameters).set(|draft| {
        draft.version = "2017-03-12".into();
        draft.host = "cvm.tencentcloudapi.com".into();
        draft.scope = "cvm".into();
    })
}

fn fidelity(response: &Response<Bytes>) -> &str {
    response.headers()["x-emulator-fidelity"].to_str().unwrap()
}

#[test]
fn stub_is_the_example_output_of_the_action() {
    let emulator = with_stubs();
    let response = emulator.respond(run_instances(&json!({"InstanceCount": 2})).request());
    assert_eq!(fidelity(&response), "stub");
    let mut members = Reply::of(&response).success();
    members.as_object_mut().unwrap().remove("RequestId").unwrap();
    let run = action("cvm", "2017-03-12", "RunInstances").unwrap();
    assert_eq!(members, Value::Object(example_output(run)));
    assert_eq!(members["InstanceIdSet"], json!(["stub"]));
    assert_eq!(last_entry(&emulator)["parameters"], json!({"InstanceCount": 2}));
}

#[test]
fn modeled_action_is_carried_out_beside_stubs() {
    let emulator = with_stubs();
    let response = emulator.respond(draft("ImportImage", &import_parameters()).request());
    assert_eq!(fidelity(&response), "modeled");
    let images = draft("DescribeImage", &json!({})).send(&emulator).success();
    assert_eq!(images["ImageSet"][0]["SrcImage"]["ImageId"], "img-pmqg1cw9");
}

#[test]
fn input_of_a_stub_is_checked() {
    let send = |parameters| run_instances(&parameters).send(&with_stubs());
    send(json!({"InstanceCuont": 2})).fails("UnknownParameter", &["mean `InstanceCount`"]);
    send(json!({"InstanceCount": "2"})).fails("InvalidParameter", &["`InstanceCount`", "integer"]);
    send(json!({"InstanceIds": [1]})).fails("UnknownParameter", &["`InstanceIds`"]);
    send(json!({"Placement": {}})).fails("MissingParameter", &["`Placement.Zone`"]);
}

/// Whether a service takes an empty value for a missing one is not documented.
#[test]
fn empty_value_is_missing_for_modeled_actions_only() {
    let send = |action, parameters: &Value| draft(action, parameters).send(&with_stubs());
    send("DescribeDefaultSubnet", &json!({"EcmRegion": "", "Zone": ""})).success();
    send("DeleteImage", &json!({"ImageIDSet": []})).fails("MissingParameter", &["`ImageIDSet`"]);
}

#[test]
fn refused_request_has_the_fidelity_of_the_action_named() {
    let forged = run_instances(&json!({})).set(|draft| draft.signed_host = Some("other".into()));
    let invalid = run_instances(&json!({"Nothing": 1}));
    let unknown = run_instances(&json!({})).set(|draft| draft.action = "Nothing".into());
    for (request, with, without) in [
        (forged, "stub", "none"),
        (invalid, "stub", "none"),
        (unknown, "none", "none"),
        (draft("ImportImage", &json!({})), "modeled", "modeled"),
    ] {
        assert_eq!(fidelity(&with_stubs().respond(request.request())), with);
        assert_eq!(fidelity(&frozen(|builder| builder).respond(request.request())), without);
    }
}

#[test]
fn denied_stub_is_refused() {
    let emulator = frozen(|builder| builder.stubs(true).deny_to_all("RunInstances"));
    let reply = run_instances(&json!({})).send(&emulator);
    reply.fails("AuthFailure.UnauthorizedOperation", &["cvm:RunInstances"]);
}

fn send(emulator: &Emulator, product: &str, request: &Request, is_signed: bool) -> Reply {
    let (credential, now) = (emulator.credential(), emulator.clock().now());
    let key = SigningKey::derive(credential.secret_key(), now.unix.date(), product);
    let auth =
        if is_signed { Auth::Sign { credential: &credential, key: &key } } else { Auth::Skip };
    let origin = Endpoint::custom("http://127.0.0.1:18080").unwrap().origin(product).unwrap();
    let response = emulator.respond(request.to_http(&origin, now, auth).unwrap());
    assert_eq!(fidelity(&response), "stub");
    Reply::of(&response)
}

#[test]
fn action_without_a_signature_accepts_one_that_is_skipped() {
    let input = json!({
        "ProviderId": "p", "WebIdentityToken": "t", "RoleArn": "r", "RoleSessionName": "s",
    });
    let name = "AssumeRoleWithWebIdentity";
    let request = Request::new("sts", "2018-08-13", name, input.to_string());
    for is_signed in [false, true] {
        let emulator = with_stubs();
        let output = send(&emulator, "sts", &request, is_signed).success();
        assert_eq!(output["Credentials"]["Token"], "stub");
        assert_eq!(last_entry(&emulator)["parameters"].is_null(), !is_signed);
    }
    let other = Request::new("sts", "2018-08-13", "GetCallerIdentity", "{}");
    send(&with_stubs(), "sts", &other, false)
        .fails("AuthFailure.InvalidAuthorization", &["`SKIP`"]);
}

#[test]
fn files_are_parts_of_any_bytes() {
    let file = |content: &'static [u8]| vec![("File".to_owned(), Bytes::from_static(content))];
    for (action, input, files) in [
        ("DescribeQualityScore", "{}", file(b"\xff\xd8\xff\0")),
        ("UploadMedicalFile", "{}", file(b"%PDF-1.7")),
        ("UploadMedicalFile", r#"{"FileURL": "https://example.com/1"}"#, Vec::new()),
    ] {
        let request = Request::multipart("cii", "2021-04-08", action, input, files);
        send(&with_stubs(), "cii", &request, true).success();
    }
    let without = Request::multipart("cii", "2021-04-08", "DescribeQualityScore", "{}", Vec::new());
    send(&with_stubs(), "cii", &without, true).fails("MissingParameter", &["`File`"]);
}

#[test]
fn parameters_of_octets_are_headers() {
    let emulator = with_stubs();
    let upload = |parameters: &[(&str, &str)]| {
        let parameters = parameters.iter().map(|&(name, value)| (name.into(), value.into()));
        let body = Bytes::from_static(b"\0\xff");
        let request = Request::octets("cls", "2020-10-16", "UploadLog", parameters.collect(), body);
        send(&emulator, "cls", &request, true)
    };
    upload(&[("TopicId", "t-1"), ("CompressType", "lz4")]).success();
    let parameters = &last_entry(&emulator)["parameters"];
    assert_eq!(*parameters, json!({"TopicId": "t-1", "CompressType": "lz4"}));
    upload(&[("CompressType", "")]).fails("MissingParameter", &["`TopicId`"]);
}

#[test]
fn streaming_action_responds_with_json() {
    let input =
        r#"{"Model": "m", "Messages": [{"Role": "user", "Content": "Hi"}], "Stream": true}"#;
    let request = Request::new("hunyuan", "2023-09-01", "ChatCompletions", input);
    let output = send(&with_stubs(), "hunyuan", &request, true).success();
    assert_eq!(output["Choices"][0]["Message"]["Content"], "stub");
}
