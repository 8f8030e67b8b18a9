//! Errors say what is wrong and where, and show no value.

use super::*;

fn error(text: &str) -> String {
    match read(text) {
        Ok(call) => panic!("{text}: {call:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn texts_that_are_no_call_say_why() {
    for (text, message) in [
        ("", "no call: expected a curl, tc3 or tccli command line"),
        ("canary", "no call: expected"),
        ("https://example.com/api/explorer?Product=ecm&Action=canary", "no call: expected"),
        ("tc3", "the tc3 command line is not valid: it names no service and action"),
        ("tccli ecm", "it names no service and action"),
        ("tc3 ecm DescribeImage canary", "it has a word too many"),
        ("tccli ecm DescribeImage 'canary", "the tccli command line is not valid: a quotation"),
        ("tc3 ecm DescribeImage | canary", "is not quoted"),
        ("tc3 ecm DescribeImage\ncanary", "more than one line"),
        ("tc3 \"$canary\" DescribeImage", "its service or action is a variable"),
        ("tc3 ecm DescribeImage --region $canary", "--region: it is a variable; write its value"),
        ("tc3 ecm DescribeImage --Limit $canary", "--Limit: it is a variable; write its value"),
        ("tc3 ecm DescribeImage --Limit $(canary)", "it has a variable or a command to replace"),
        ("tc3 ecm DescribeImage --dryrun 5", "tc3 has no --dryrun"),
        ("tccli ecm DescribeImage --cANARY 5", "tccli has no such option"),
        ("tc3 ecm DescribeImage --region", "--region: the value is missing"),
        ("tc3 ecm DescribeImage --Limit", "--Limit: the value is missing"),
        ("tc3 ecm DescribeImage --method canary", "--method: must be POST or GET"),
        ("tc3 ecm DescribeImage --sign-method canary", "--sign-method: must be TC3-HMAC-SHA256"),
        ("tccli ecm DescribeImage --language canary", "--language: must be zh-CN or en-US"),
        ("tc3 ecm DescribeImage --json canary", "--json: not valid JSON (line 1, column 1)"),
        ("tc3 ecm DescribeImage --json '[1]'", "--json: the JSON must be an object, not a list"),
        ("tc3 ecm DescribeImage --json -", "cannot read the file of --json: stdin is not at hand"),
        ("tc3 ecm DescribeImage --json @canary", "cannot read the file of --json: no such file"),
        ("tccli ecm DescribeImage --cli-input-json canary", "must begin with file://"),
        ("tc3 cii DescribeQualityScore --File @canary", "cannot read the file of a parameter"),
        ("tc3 ecm DescribeImage --Filters.x.Name a", "\"x\" is not an index"),
        ("tc3 ecn DescribeImage", "the catalog has no service \"ecn\"; did you mean"),
        ("tc3 ecm DescribeImages", "no action \"DescribeImages\"; did you mean DescribeImage?"),
        ("tc3 ecm DescribeImage --version 2019-07-20", "version \"2019-07-20\"; did you mean"),
        ("tc3 'canary canary' DescribeImage", "the catalog has no service of this name"),
        ("https://console.cloud.tencent.com/api/explorer?Product=ecm", "Action is missing"),
        ("https://console.cloud.tencent.com/api/explorer?Product=ecm&canary", "pair 2 has no `=`"),
        ("curl https://ecm.tencentcloudapi.com", "X-TC-Action is missing"),
        ("curl --proxy canary https://ecm.tencentcloudapi.com", "--proxy of curl is not supported"),
    ] {
        let found = error(text);
        assert!(found.contains(message), "{text}: {found}");
        assert!(!found.contains("anary"), "{text}: {found}");
    }
}

#[test]
fn requests_that_are_no_call_say_why() {
    let head = "POST / HTTP/1.1\nHost: ecm.tencentcloudapi.com\nX-TC-Action: DescribeImage\n";
    let version = "X-TC-Version: 2019-07-19\n";
    for (text, message) in [
        (format!("{head}\n{{}}"), "X-TC-Version is missing"),
        (
            format!("{head}{version}{version}\n{{}}"),
            "the header X-TC-Version occurs more than once",
        ),
        (format!("{head}{version}\ncanary"), "the body: not valid JSON (line 1, column 1)"),
        (
            format!("{head}{version}Content-Type: multipart/form-data; boundary=a\n\ncanary"),
            "a body of the type multipart/form-data is not read here",
        ),
        (
            format!("{head}{version}\n{{}}").replace("/ HTTP", "/?a HTTP").replace("POST", "GET"),
            "the query or form is not valid: pair 1 has no `=`",
        ),
        (
            format!("{head}{version}\n{{}}")
                .replace("/ HTTP", "/?a=1&a=2 HTTP")
                .replace("POST", "GET"),
            "the query or form is not valid: a parameter occurs more than once",
        ),
        (
            "GET /?Action=DescribeImage&Signature=canary HTTP/1.1\nHost: ecm.a\n\n".to_owned(),
            "Version is missing",
        ),
    ] {
        let found = error(&text);
        assert!(found.contains(message), "{text}: {found}");
        assert!(!found.contains("canary"), "{text}: {found}");
    }
    let found = PastedCall::read(format!("{head}{version}\n").as_bytes(), &mut file).unwrap();
    assert_eq!(found.input, "{}");
    let bytes = [head.as_bytes(), version.as_bytes(), b"\n{\"\xff\":1}"].concat();
    assert_eq!(read(bytes).unwrap_err(), PastedError::NotUtf8("the body"));
}
