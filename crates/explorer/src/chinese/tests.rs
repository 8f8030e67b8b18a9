//! No English is left in the Chinese of what a person can get wrong.

use tencentcloud_core::Now;

use super::sentence;
use crate::api::{Call, Destination, Language, TargetKind};
use crate::explorer::Explorer;
use crate::pasting::paste;

/// Two English words in a row outside of code.
fn english(text: &str) -> Option<String> {
    let prose: String = text.split('"').step_by(2).collect();
    let mut parts = prose.split(|c: char| !c.is_ascii_lowercase() && c != ' ');
    let is_prose = |part: &&str| part.split(' ').filter(|word| word.len() > 1).count() > 1;
    parts.find(is_prose).map(str::to_owned)
}

fn explorer() -> Explorer {
    let emulator = tencentcloud_emulator::Emulator::builder().build().unwrap();
    Explorer::builder(emulator, "http://127.0.0.1:41873").build()
}

fn call(service: &str, version: &str, action: &str, input: &str) -> Call {
    let text = serde_json::json!({
        "service": service, "version": version, "action": action, "input": input,
        "scheme": "TC3-HMAC-SHA256", "method": "POST",
    });
    serde_json::from_value(text).unwrap()
}

fn problem(call: &Call, endpoint: Option<&str>) -> String {
    let target = if endpoint.is_some() { TargetKind::Custom } else { TargetKind::Emulator };
    let destination = Destination { target, endpoint: endpoint.map(str::to_owned) };
    let explorer = explorer();
    let now: Now = explorer.inner().now(target, Some(1_700_000_000), Some(1));
    explorer.inner().signed(Language::Chinese, call, &destination, now).unwrap_err()
}

#[test]
fn endpoints_are_refused_in_chinese() {
    let call = call("ecm", "2019-07-19", "DescribeImage", "{}");
    for endpoint in [
        "",
        "foo bar",
        "http://",
        "ftp://x",
        "https://u:p@x.com",
        "x.com/a",
        "https://中文.com",
        "x:99999",
        "[::1",
        "[x]",
        "[::1]x",
    ] {
        let problem = problem(&call, Some(endpoint));
        assert!(problem.starts_with("地址 \"") && problem.ends_with('。'), "{problem}");
        assert_eq!(english(&problem), None, "{problem}");
    }
}

#[test]
fn requests_are_refused_in_chinese() {
    let image = |input: &str| call("ecm", "2019-07-19", "DescribeImage", input);
    let v1 = |input: &str| Call { scheme: "HmacSHA1".into(), ..image(input) };
    let octets = |input: &str| Call {
        octets: Some("YWJj".into()),
        ..call("cls", "2020-10-16", "UploadLog", input)
    };
    let long = format!(r#"{{"A":"{}"}}"#, "x".repeat(40_000));
    for (call, part) in [
        (image("{"), "JSON"),
        (image("[]"), "应为对象"),
        (v1(r#"{"a":1,"a":2}"#), "\"a\""),
        (v1(r#"{"Nonce":1}"#), "v3"),
        (Call { method: "GET".into(), ..image(&long) }, "32768"),
        (Call { region: Some("a\nb".into()), ..image("{}") }, "X-TC-Region"),
        (octets(r#"{"TopicId":[1]}"#), "TopicId"),
        (Call { scheme: "HmacSHA1".into(), ..octets("{}") }, "v1"),
        (call("cii", "2021-04-08", "UploadMedicalFile", r#"{"File":"!"}"#), "Base64"),
    ] {
        let problem = problem(&call, None);
        assert!(problem.contains(part) && problem.ends_with('。'), "{part}: {problem}");
        assert_eq!(english(&problem), None, "{problem}");
    }
}

#[test]
fn pasted_texts_are_refused_in_chinese() {
    for text in [
        "hello",
        "curl",
        "curl -X",
        "curl --foo x",
        "tccli x y",
        "tccli ecm Nope",
        "tc3 ecm",
        "POST / HTTP/1.1\n\n",
        "tccli ecm DescribeImage --Limit",
        "curl https://a.b -d @file",
        "tccli ecm DescribeImage --foo.bar 1",
        "{",
        "{}",
        "curl 'x",
        "curl http://a b # c",
        "curl https://{a}.b",
        "curl $x",
        "tc3 $a b",
        "curl ftp://x",
        "https://console.cloud.tencent.com/api/explorer?Product=nope&Action=X",
    ] {
        let problem = paste(Language::Chinese, text).unwrap_err();
        assert_eq!(english(&problem), None, "{text}: {problem}");
        assert!(problem.ends_with(['。', '？']), "{problem}");
    }
}

#[test]
fn sentences_end_once() {
    assert_eq!(sentence("did you mean nlp?"), "Did you mean nlp?");
    assert_eq!(sentence("no call"), "No call.");
}
