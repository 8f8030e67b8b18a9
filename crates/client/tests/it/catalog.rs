//! Calls of actions of the catalog, and their check.
#![expect(clippy::panic, reason = "a test whose preparation fails has failed")]

use http::{HeaderMap, Method as HttpMethod};
use tencentcloud_client::catalog::{Action, FindingKind, action};
use tencentcloud_client::{
    Credential, Effect, Endpoint, Error, Request, RequestError, Sent, TransportErrorKind,
    ValidationError, blocking,
};
use tencentcloud_testing::{Scripted, ScriptedResponse};

fn client(transport: &Scripted, validate: bool) -> blocking::Client {
    blocking::Client::builder(transport.clone())
        .clock(transport.clock())
        .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap())
        .validate(validate)
        .build()
}

fn catalog(service: &str, version: &str, name: &str) -> &'static Action {
    action(service, version, name).unwrap()
}

fn always() -> Scripted {
    let response = r#"{"Response": {"RequestId": "r-1"}}"#;
    Scripted::new().otherwise(move |_| ScriptedResponse::json(response))
}

#[test]
fn action_is_sent_to_its_host_in_the_form_of_its_body() {
    let transport = always();
    let client = client(&transport, true);
    let parse = r#"{"ModelName": "m", "Document": {"FileType": "PDF"}}"#;
    client.call_of(catalog("es", "2025-01-01", "ParseDocument"), parse).send().unwrap();
    let score = catalog("cii", "2021-04-08", "DescribeQualityScore");
    client.call_of(score, r#"{"File": "aGk="}"#).send().unwrap();
    let upload = catalog("cls", "2020-10-16", "UploadLog");
    client.call_of(upload, r#"{"TopicId": "t-1"}"#).octet_body(&b"\0\xff"[..]).send().unwrap();
    client.call_of(catalog("ecm", "2019-07-19", "DescribeImage"), "{}").send().unwrap();

    let requests = transport.requests();
    let [parse, score, upload, describe] = requests.as_slice() else { panic!("{requests:?}") };
    let header = |headers: &HeaderMap, name| headers[name].to_str().unwrap().to_owned();
    assert_eq!(parse.uri(), "https://es.ai.tencentcloudapi.com/");
    assert!(header(parse.headers(), "authorization").contains("/es/tc3_request,"));
    assert!(header(score.headers(), "content-type").starts_with("multipart/form-data; "));
    assert!(String::from_utf8_lossy(score.body()).contains("filename=\"File\"\r\n\r\nhi\r\n"));
    assert_eq!(header(upload.headers(), "content-type"), "application/octet-stream");
    assert_eq!(header(upload.headers(), "x-cls-topicid"), "t-1");
    assert_eq!(upload.body(), &b"\0\xff"[..]);
    assert_eq!((describe.method(), describe.body()), (&HttpMethod::POST, &"{}".into()));
}

#[test]
fn backup_endpoints_keep_the_first_labels_of_the_host() {
    let failure = || ScriptedResponse::failure(TransportErrorKind::Connect, Sent::Never);
    let transport = (0..5).fold(Scripted::new(), |script, _| script.respond(failure()));
    let transport = transport.json(r#"{"Response": {"RequestId": "r-1"}}"#);
    let client = blocking::Client::builder(transport.clone())
        .clock(transport.clock())
        .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap())
        .endpoint("https://gateway.example".parse().unwrap())
        .backup(Endpoint::regional("ap-guangzhou").unwrap())
        .max_retries(5)
        .build();
    let parse = catalog("es", "2025-01-01", "ParseDocument");
    client.call_of(parse, "{}").send().unwrap();
    let requests = transport.requests();
    assert_eq!(requests.first().unwrap().uri(), "https://gateway.example/");
    let backup = "https://es.ai.ap-guangzhou.tencentcloudapi.com/";
    assert_eq!(requests.last().unwrap().uri(), backup);
}

#[test]
fn octet_stream_without_a_body_is_not_sent() {
    let transport = Scripted::new();
    let call = client(&transport, false)
        .call_of(catalog("cls", "2020-10-16", "UploadLog"), r#"{"TopicId": "t"}"#);
    assert!(call.send().unwrap_err().to_string().contains("octet_body"));
    let call =
        client(&transport, false).call_of(catalog("ecm", "2019-07-19", "DescribeImage"), "{}");
    assert!(matches!(call.octet_body("x").send(), Err(Error::Request { .. })));
    assert!(transport.requests().is_empty());
}

fn refused(client: &blocking::Client, request: Request) -> (ValidationError, String) {
    let error = client.request(request).send().unwrap_err();
    assert_eq!((error.sent(), error.attempts()), (Sent::Never, 0));
    let line = error.to_string();
    let Error::Request { error: RequestError::Input(error), .. } = error else { panic!("{line}") };
    (*error.downcast().unwrap(), line)
}

#[test]
fn validated_call_that_does_not_fit_is_not_sent_and_names_all_findings() {
    let transport = Scripted::new();
    let client = client(&transport, true);
    let describe = |input: &'static str| {
        Request::new("ecm", "2019-07-19", "DescribeImage", input).with_effect(Effect::Read)
    };
    let input = r#"{"Limit": "canary", "Filter": [], "Filters": [{"Values": ["canary"]}]}"#;
    let (error, line) = refused(&client, describe(input));
    let ValidationError::Input(findings) = error else { panic!("{error}") };
    assert_eq!(findings.len(), 3);
    assert!(
        line.starts_with("DescribeImage: nothing was sent: Limit must be an integer"),
        "{line}"
    );
    assert!(line.contains("; unknown member Filter; did you mean Filters?; Filters.0.Name "));
    assert!(!line.contains("canary") && !line.contains('\n'), "{line}");

    let (error, _) = refused(&client, describe("[1]"));
    assert!(matches!(error, ValidationError::Input(found)
        if matches!(found[0].kind, FindingKind::NotAnObject { .. })));
    let request = Request::new("ecm", "2019-07-19", "DescribeImage", &b"\xff"[..]);
    assert_eq!(refused(&client, request).0, ValidationError::NotUtf8);

    let upload = catalog("cls", "2020-10-16", "UploadLog");
    let error = client.call_of(upload, r#"{"TopicID": "t"}"#).octet_body("x").send().unwrap_err();
    assert!(error.to_string().contains("did you mean TopicId?"), "{error}");
    let score = catalog("cii", "2021-04-08", "DescribeQualityScore");
    let error = client.call_of(score, "{}").send().unwrap_err();
    assert!(error.to_string().contains("File (a string) is missing"), "{error}");
    assert!(client.call_of(score, "{}").sign().is_err(), "nor is it signed");
    assert!(transport.requests().is_empty());
}

#[test]
fn unknown_names_are_findings_with_the_nearest_one() {
    let client = client(&Scripted::new(), true);
    for (service, version, action, message) in [
        ("emc", "2019-07-19", "DescribeImage", "has no service \"emc\"; did you mean "),
        (
            "ecm",
            "2019-07-20",
            "DescribeImage",
            "no version \"2019-07-20\"; did you mean 2019-07-19?",
        ),
        (
            "ecm",
            "2019-07-19",
            "DescribeImages",
            "no action \"DescribeImages\"; did you mean DescribeImage?",
        ),
        ("zzzzzzzzzzzzzz", "2019-07-19", "X", "the catalog has no service \"zzzzzzzzzzzzzz\""),
    ] {
        let (error, line) = refused(&client, Request::new(service, version, action, "{}"));
        assert!(matches!(error, ValidationError::Unknown { .. }), "{line}");
        assert!(line.contains(message), "{line}");
    }
}

#[test]
fn only_calls_that_ask_for_it_are_validated_and_warnings_pass() {
    let wrong = || Request::new("ecm", "2019-07-19", "NoSuchAction", "[]");
    let transport = always();
    let lax = client(&transport, false);
    assert!(lax.request(wrong()).send().is_ok());
    assert!(lax.request(wrong()).validate().send().is_err());
    let deprecated = r#"{"TopicId": "t", "HashKey": "k"}"#;
    let upload = catalog("cls", "2020-10-16", "UploadLog");
    assert!(lax.call_of(upload, deprecated).octet_body("x").validate().send().is_ok());
    assert_eq!(transport.requests().len(), 2);
}
