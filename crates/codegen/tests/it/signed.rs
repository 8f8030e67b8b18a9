//! `curl` and `http` have the bytes of the signed request.

use tencentcloud_codegen::snippets::{Call, Form, snippet};
use tencentcloud_core::{Credential, Request, Timestamp};

use crate::calls::{AT, Case, ecm, import_image};

#[test]
fn head_of_a_transport_is_sent_as_it_is() {
    let case = import_image();
    let signed = case.signed();
    let head = "POST / HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\nAccept-Encoding: gzip\r\n\
                content-length: 87\r\n\r\n";
    let call = Call::new(&case.request, &case.endpoint);
    let call = call.signed(&signed, Timestamp::new(AT).unwrap()).head(head.as_bytes());
    let body = String::from_utf8(signed.body().to_vec()).unwrap();
    assert_eq!(snippet(Form::Http, &call).unwrap().code, format!("{head}{body}"));
    let curl = snippet(Form::Curl, &call).unwrap().code;
    for part in [
        " --compressed ",
        "\n  -H 'Host:' \\",
        "\n  -H 'User-Agent:' \\",
        "\n  -H 'Host: ecm.tencentcloudapi.com' \\",
        "\n  -H 'Accept-Encoding: gzip' \\",
    ] {
        assert!(curl.contains(part), "{part}: {curl}");
    }
    assert!(!curl.contains("Expect:") && !curl.contains("user-agent"), "{curl}");
}

#[test]
fn long_and_binary_bodies_are_piped() {
    let long = format!(r#"{{"ImageId":"{}"}}"#, "x".repeat(1_000_000));
    let case = Case::new(Request::new("ecm", "2019-07-19", "ImportImage", long.clone()));
    let curl = case.snippet(Form::Curl).unwrap();
    assert!(curl.contains(&format!("\nprintf %s '{long}' | curl ")), "{curl:.300}");
    assert!(curl.ends_with(" \\\n  --data-binary @-\n") && curl.contains("-H 'Expect:'"));
    // The line that signs it anew would be as long.
    assert!(curl.starts_with("# Accepted until 2023-11-14 22:18:20 UTC.\nprintf"), "{curl:.300}");

    let file = vec![("File".into(), vec![0u8, 255].into())];
    let files = Request::multipart("cii", "2021-04-08", "UploadMedicalFile", "{}", file);
    let curl = Case::new(files).snippet(Form::Curl).unwrap();
    assert!(curl.contains("' | base64 --decode | curl --http1.1 "), "{curl}");
}

#[test]
fn comment_has_no_line_that_is_a_command() {
    for input in [
        "{\"ImageId\":\"i'; id; '\",\n\"Limit\":5}",
        "{\"ImageId\":\"i'; id; '\",\r\n\"Limit\":5}",
        "{\"ImageId\":\"\u{85}\u{202e}\"}",
    ] {
        for region in ["ap-guangzhou", "r'; id"] {
            let request = ecm("DescribeImage", input).region(region);
            let curl = Case::new(request).snippet(Form::Curl).unwrap();
            let comment: Vec<_> = curl.lines().take_while(|line| line.starts_with('#')).collect();
            assert!(comment.len() > 1 && comment.last().unwrap().ends_with(" --as curl"), "{curl}");
            assert!(curl.lines().nth(comment.len()).unwrap().contains("curl --http1.1"), "{curl}");
            assert!(!comment.concat().contains(['\r', '\u{85}', '\u{202e}']), "{curl}");
        }
    }
}

#[test]
fn comment_has_keys_of_an_emulator_and_no_others() {
    let case = import_image();
    let signed = case.signed();
    let call =
        Call::new(&case.request, &case.endpoint).signed(&signed, Timestamp::new(AT).unwrap());
    let keys = |id: &str| Credential::new(id, "test-secret-key-000001").unwrap();
    let curl = snippet(Form::Curl, &call.emulator_keys(&keys("AKIDemulator0001"))).unwrap().code;
    let line = "#   TENCENTCLOUD_SECRET_ID=AKIDemulator0001 \
                TENCENTCLOUD_SECRET_KEY=test-secret-key-000001 TENCENTCLOUD_TOKEN= tc3 ecm ";
    assert!(curl.lines().nth(1).unwrap().starts_with(line), "{curl}");
    let curl =
        snippet(Form::Curl, &call.emulator_keys(&keys("test-secret-id-000001"))).unwrap().code;
    assert!(!curl.contains("test-secret-key"), "{curl}");
    assert!(curl.lines().nth(1).unwrap().starts_with("#   tc3 ecm "), "{curl}");
}

#[test]
fn unsigned_request_does_not_expire() {
    let input = r#"{"SAMLAssertion":"a","PrincipalArn":"p","RoleArn":"r","RoleSessionName":"s"}"#;
    let request = Request::new("sts", "2018-08-13", "AssumeRoleWithSAML", input).unsigned();
    let curl = Case::new(request).snippet(Form::Curl).unwrap();
    assert!(curl.starts_with("# Not signed, so it does not expire.\n"), "{curl}");
    assert!(curl.contains("-H 'authorization: SKIP'"), "{curl}");
}
