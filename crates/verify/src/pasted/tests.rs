//! Every form of a call, and what is wrong with texts that are none.

use proptest::prelude::*;
use tencentcloud_core::sign::v1::Algorithm;

use super::*;
use crate::captured::Form;

mod errors;

fn file(name: &str) -> Result<Vec<u8>, String> {
    match name {
        "input.json" => Ok(b"{\"Limit\": 5,\n \"Offset\": 1.0}\n".to_vec()),
        "picture" => Ok(b"\0\xff".to_vec()),
        _ => Err("no such file".into()),
    }
}

fn read(text: impl AsRef<[u8]>) -> Result<PastedCall, PastedError> {
    PastedCall::read(text.as_ref(), &mut file)
}

fn call(text: impl AsRef<[u8]>) -> PastedCall {
    let text = text.as_ref();
    read(text).unwrap_or_else(|error| panic!("{}: {error}", String::from_utf8_lossy(text)))
}

fn name(call: &PastedCall) -> String {
    let action = call.action;
    format!("{} {} {}", action.service, action.version, action.name)
}

const POST: &str = "POST / HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\n\
    Content-Type: application/json\r\nX-TC-Action: DescribeImage\r\nX-TC-Version: 2019-07-19\r\n\
    X-TC-Region: ap-guangzhou\r\nX-TC-Language: en-US\r\nX-TC-Token: canary\r\n\
    Authorization: TC3-HMAC-SHA256 Credential=canary/2023-11-14/ecm/tc3_request, \
    SignedHeaders=content-type;host, Signature=00\r\n\r\n{\"Limit\": 1e1, \"Offset\": 0}";

#[test]
fn request_is_a_call_without_its_keys() {
    let call = call(POST);
    assert_eq!(name(&call), "ecm 2019-07-19 DescribeImage");
    assert_eq!(call.input, "{\"Limit\": 1e1, \"Offset\": 0}");
    assert_eq!(call.region.as_deref(), Some("ap-guangzhou"));
    assert_eq!(call.language, Some(Language::EnUs));
    assert_eq!((call.method, call.signature), (Method::Post, SignatureMethod::Tc3));
    assert_eq!(call.host.as_deref(), Some("ecm.tencentcloudapi.com"));
    assert!(call.is_signed);
    assert_eq!(call.form, PastedForm::Captured(Form::Saved));
    assert!(!format!("{call:?}").contains("canary"));
}

#[test]
fn wrong_service_in_the_scope_does_not_hide_the_action() {
    for scope in ["cvm", "none"] {
        let text = POST.replace("/ecm/tc3_request", &format!("/{scope}/tc3_request"));
        assert_eq!(name(&call(text)), "ecm 2019-07-19 DescribeImage", "{scope}");
    }
    let error = read(POST.replace("X-TC-Version: 2019", "X-TC-Version: 2018")).unwrap_err();
    assert!(error.to_string().contains("version \"2018-07-19\""), "{error}");
}

#[test]
fn query_of_a_get_is_read_by_the_types_of_the_catalog() {
    let call = call(
        "GET /?Limit=5&Filters.0.Name=image-id&Filters.0.Values.0=7&Filters.0.Values.1=a%20b \
         HTTP/1.1\nHost: 127.0.0.1:8080\nX-TC-Action: DescribeImage\nX-TC-Version: 2019-07-19\n\n",
    );
    // The host names no service; the action and its version do.
    assert_eq!(name(&call), "ecm 2019-07-19 DescribeImage");
    assert_eq!(call.input, r#"{"Filters":[{"Name":"image-id","Values":["7","a b"]}],"Limit":5}"#);
    assert_eq!((call.method, call.is_signed), (Method::Get, false));
}

#[test]
fn signature_v1_is_read_without_its_common_parameters() {
    let pairs = "Action=DescribeImage&Version=2019-07-19&Region=ap-x&Timestamp=1&Nonce=2\
                 &SecretId=canary&Token=canary&Signature=canary&Language=zh-CN&Limit=5";
    let get = format!("GET /?{pairs} HTTP/1.1\nHost: ECM.tencentcloudapi.com\n\n");
    let get = call(get);
    assert_eq!(get.signature, SignatureMethod::V1(Algorithm::HmacSha1));
    let post = call(format!(
        "curl https://ecm.tencentcloudapi.com -d '{pairs}&SignatureMethod=HmacSHA256'"
    ));
    assert_eq!(post.signature, SignatureMethod::V1(Algorithm::HmacSha256));
    for call in [&get, &post] {
        assert_eq!(name(call), "ecm 2019-07-19 DescribeImage");
        assert_eq!((&*call.input, call.region.as_deref()), (r#"{"Limit":5}"#, Some("ap-x")));
        assert_eq!((call.language, call.is_signed), (Some(Language::ZhCn), true));
        assert!(!format!("{call:?}").contains("canary"));
    }
    assert_eq!((get.method, post.method), (Method::Get, Method::Post));
}

#[test]
fn curl_line_may_be_within_comments_and_without_a_type() {
    let line = "# valid for a while\n# tc3 … --as curl\ncurl -H 'X-TC-Action: DescribeImage' \\\n  \
                -H 'X-TC-Version: 2019-07-19' -d '{\"Limit\":5}' https://ecm.tencentcloudapi.com\n\
                # the end\n";
    let call = call(line);
    assert_eq!((&*call.input, call.is_signed), (r#"{"Limit":5}"#, false));
    assert_eq!(call.form, PastedForm::Captured(Form::Command));
}

#[test]
fn variables_and_pipes_of_snippets_are_read() {
    let line = "printf %s 'eyJMaW1pdCI6NX0=' | base64 --decode | curl --noproxy '*' \\\n  \
                'http://127.0.0.1:1/' -H 'Host:' -H 'x-tc-action: DescribeImage' -H 'Accept:' \
                -H 'x-tc-version: 2019-07-19' -H 'x-tc-token: '\"$TOKEN\" \
                -H \"Authorization: $AUTHORIZATION\" --data-binary @-";
    let read = call(line);
    assert_eq!((&*read.input, read.is_signed), (r#"{"Limit":5}"#, false));
    let piped = "printf %s '{\"Limit\": 5}' | tccli ecm DescribeImage \
                 --cli-input-json file:///dev/stdin --region ''";
    let read = call(piped);
    assert_eq!((&*read.input, read.region), ("{\"Limit\": 5}", None));
    assert_eq!(call("printf %s '{}' | tc3 ecm DescribeImage --json -").input, "{}");
}

#[test]
fn octets_have_their_parameters_in_headers() {
    let call = call(
        "POST / HTTP/1.1\nHost: cls.tencentcloudapi.com\nContent-Type: application/octet-stream\n\
         X-TC-Action: UploadLog\nX-TC-Version: 2020-10-16\nX-CLS-TopicId: topic-1\n\nlog",
    );
    assert_eq!(call.input, r#"{"TopicId":"topic-1"}"#);
}

#[test]
fn tc3_line_is_read_as_tc3_does() {
    let call = call(
        "$ TENCENTCLOUD_REGION=ap-y TENCENTCLOUD_SECRET_KEY=$KEY ./target/release/tc3 ecm \
         DescribeImage --Limit 5 --region ap-x --Filters.0.Name 'it'\\''s' \\\n  --Filters.0.Values \
         a --b --method GET --sign-method HmacSHA1 --language=en-US --endpoint http://127.0.0.1:1",
    );
    assert_eq!(name(&call), "ecm 2019-07-19 DescribeImage");
    assert_eq!(call.input, r#"{"Limit":5,"Filters":[{"Name":"it's","Values":["a","--b"]}]}"#);
    assert_eq!((call.region.as_deref(), call.language), (Some("ap-x"), Some(Language::EnUs)));
    assert_eq!(call.method, Method::Get);
    assert_eq!(call.signature, SignatureMethod::V1(Algorithm::HmacSha1));
    assert_eq!(call.host.as_deref(), Some("http://127.0.0.1:1"));
    assert_eq!((call.form, call.is_signed), (PastedForm::Tc3, false));
}

#[test]
fn json_of_tc3_is_kept_as_it_is_written() {
    let json = r#"{ "Limit": 1.10, "Offset":18446744073709551616 }"#;
    assert_eq!(call(format!("tc3 ecm DescribeImage --json '{json}' --dry-run")).input, json);
    let of_file = call("tc3 ecm DescribeImage --json @input.json");
    assert_eq!(of_file.input, "{\"Limit\": 5,\n \"Offset\": 1.0}");
    let both = call("tc3 ecm DescribeImage --json @input.json --Limit 7");
    assert_eq!(both.input, r#"{"Limit":7,"Offset":1.0}"#);
    let picture = call("tc3 cii DescribeQualityScore --File @picture");
    assert_eq!(picture.input, r#"{"File":"AP8="}"#);
    let old = call("tc3 monitor DescribeAlarmNotices --version 2018-07-24 --Module monitor");
    assert_eq!(name(&old), "monitor 2018-07-24 DescribeAlarmNotices");
}

#[test]
fn tccli_line_may_have_json_or_unfolded_parameters() {
    let unfolded = call(
        "tccli ecm DescribeImage --cli-unfold-argument --region ap-x --secretId canary \
         --secretKey \"$KEY\" --token ${TOKEN} --version 2019-07-19 --Filters.0.Name image-type \
         --Filters.0.Values a b --Limit 5 --endpoint ecm.tencentcloudapi.com",
    );
    let json = call(
        "tccli ecm DescribeImage --region ap-x --endpoint ecm.tencentcloudapi.com --Limit 5 \
         --Filters '[{\"Name\":\"image-type\",\"Values\":[\"a\",\"b\"]}]'",
    );
    for call in [&unfolded, &json] {
        let input: serde_json::Value = serde_json::from_str(&call.input).unwrap();
        let filter = serde_json::json!({"Name": "image-type", "Values": ["a", "b"]});
        assert_eq!(input, serde_json::json!({"Limit": 5, "Filters": [filter]}));
        assert_eq!(call.region.as_deref(), Some("ap-x"));
        assert_eq!(call.host.as_deref(), Some("ecm.tencentcloudapi.com"));
        assert!(!format!("{call:?}").contains("canary"));
    }
    let of_file = call("tccli ecm DescribeImage --cli-input-json file://input.json");
    assert_eq!(of_file.input, "{\"Limit\": 5,\n \"Offset\": 1.0}");
    // Booleans are spelled in several ways there.
    for (word, value) in [("True", "true"), ("f", "false"), ("1", "true")] {
        let line = format!("tccli cvm RunInstances --DryRun {word}");
        assert_eq!(call_input(&line), format!(r#"{{"DryRun":{value}}}"#));
    }
    assert_eq!(
        name(&call("tccli as DescribeAutoScalingGroups")).split(' ').next(),
        Some("autoscaling")
    );
}

fn call_input(line: &str) -> String {
    call(line).input
}

#[test]
fn link_to_api_explorer_names_action_and_parameters() {
    let link = "https://console.cloud.tencent.com/api/explorer?Product=ecm&Version=2019-07-19\
                &Action=ImportImage";
    let read = call(link);
    assert_eq!((name(&read), &*read.input), ("ecm 2019-07-19 ImportImage".into(), "{}"));
    assert_eq!((read.form, read.region, read.host), (PastedForm::Link, None, None));
    let read = call(format!(
        " {link}&SignVersion=api3v3&Region=ap-x&ImageId=img-1&ImageDescription=a+b%26#top\n"
    ));
    assert_eq!(read.input, r#"{"ImageDescription":"a b&","ImageId":"img-1"}"#);
    assert_eq!(read.region.as_deref(), Some("ap-x"));
    let read = call(
        "https://console.tencentcloud.com/api/explorer/?Product=cvm&Action=DescribeInstances\
         &SignVersion=",
    );
    assert_eq!(name(&read), "cvm 2017-03-12 DescribeInstances");
}

proptest! {
    #[test]
    fn changed_texts_do_not_panic(
        at in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 0..4),
        text in prop::sample::select(vec![
            POST,
            "tc3 ecm DescribeImage --Filters.0.Name 'a' --json '{}' --method GET",
            "tccli ecm DescribeImage --cli-unfold-argument --Filters.0.Values \"a\" ${B} --region x",
            "https://console.cloud.tencent.com/api/explorer?Product=ecm&Action=ImportImage&A=%20",
        ]),
    ) {
        let mut text = text.as_bytes().to_vec();
        let at = at.index(text.len());
        let end = (at + bytes.len()).min(text.len());
        text.splice(at..end, bytes);
        let _ = read(text);
    }
}
