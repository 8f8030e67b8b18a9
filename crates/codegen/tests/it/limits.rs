//! What a form cannot send exactly, it refuses with a reason.

use http::{HeaderName, HeaderValue};
use tencentcloud_codegen::snippets::{Call, Form, snippet};
use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{Endpoint, Method, Request, SignatureMethod};

use crate::calls::{Case, ecm, import_image};

const OFFICIAL: [Form; 5] = [Form::Python, Form::Go, Form::Node, Form::Java, Form::Tccli];

/// The forms that refuse a request.
fn refusing(request: Request) -> Vec<Form> {
    let case = Case::new(request);
    Form::ALL.into_iter().filter(|form| is_refused(&case, *form)).collect()
}

fn is_refused(case: &Case, form: Form) -> bool {
    let Err(reason) = case.snippet(form) else { return false };
    assert!(reason.english().is_ascii() && !reason.english().ends_with('.'), "{reason}");
    assert!(!reason.chinese().is_ascii() && !reason.chinese().ends_with('。'), "{reason:?}");
    true
}

#[test]
fn forms_that_read_the_input_refuse_what_readers_read_differently() {
    let all = |forms: &[Form]| forms.to_vec();
    let reading = [&[Form::Tc3], &OFFICIAL[..]].concat();
    for (input, forms) in [
        (r#"{"Limit":5,"Limit":6}"#, reading.clone()),
        (r#"{"Limit":1e400}"#, reading.clone()),
        (r#"{"Limit":5"#, reading.clone()),
        ("[]", reading.clone()),
        ("{\"Limit\":5}\n", all(&[Form::Tc3])),
        (r#"{"Limit":null}"#, all(&[Form::Node, Form::Java, Form::Tccli])),
        (r#"{"Filters":[{"Name":null}]}"#, all(&[Form::Node, Form::Java, Form::Tccli])),
        (r#"{"Limit":18446744073709551615}"#, all(&[Form::Java])),
        (r#"{"__proto__":{}}"#, all(&[Form::Node, Form::Tccli])),
        (r#"{"Unknown":1}"#, all(&[Form::Tccli])),
        (r#"{"Limit":5}"#, all(&[])),
    ] {
        let found: Vec<_> = refusing(ecm("DescribeImage", input));
        let mut forms = forms;
        if input.contains("18446744073709551615") {
            // Not of the type that the member has.
            forms.push(Form::Tccli);
        }
        assert_eq!(found, forms, "{input}");
    }
}

#[test]
fn get_and_signature_v1_are_refused_where_a_client_has_no_pairs() {
    let describe = ecm("DescribeImage", r#"{"Limit":5}"#);
    let v1 = describe.clone().signature(SignatureMethod::V1(Algorithm::HmacSha1));
    for request in [describe.with_method(Method::Get), v1] {
        assert_eq!(refusing(request), [Form::Go, Form::Java, Form::Tccli]);
    }
}

#[test]
fn options_of_our_client_are_refused_by_all_others() {
    let name = HeaderName::from_static("x-a");
    let describe = || ecm("DescribeImage", "{}");
    let header = describe().header(name.clone(), HeaderValue::from_static("v"));
    let others = [&[Form::Tc3], &OFFICIAL[..]].concat();
    for request in [
        header.clone().sign_header(name),
        header,
        describe().trace_id("t"),
        describe().request_client("c"),
        describe().unsigned_payload(),
    ] {
        assert_eq!(refusing(request.clone()), others);
        for form in [Form::Rust, Form::RustBlocking] {
            let text = Case::new(request.clone()).snippet(form).unwrap();
            let setters = ["header(", "trace_id(", "request_client(", "unsigned_payload("];
            assert!(setters.iter().any(|setter| text.contains(setter)), "{text}");
        }
    }
}

#[test]
fn files_octets_and_streams_are_sent_or_refused() {
    let file = vec![("File".into(), vec![0u8, 255].into())];
    let files = Request::multipart("cii", "2021-04-08", "UploadMedicalFile", "{}", file);
    assert_eq!(refusing(files), [Form::Http, Form::Go, Form::Java, Form::Tccli]);
    let topic = || vec![("TopicId".into(), "t".into())];
    let octets = || Request::octets("cls", "2020-10-16", "UploadLog", topic(), vec![0u8, 255]);
    assert_eq!(refusing(octets()), [Form::Http, Form::Java, Form::Tccli]);
    assert_eq!(refusing(octets().region("r")), [Form::Http, Form::Tccli]);
    let chat = r#"{"Model":"m","Messages":[{"Role":"user","Content":"Hi"}],"Stream":true}"#;
    let chat = Request::new("hunyuan", "2023-09-01", "ChatCompletions", chat);
    assert_eq!(refusing(chat), [Form::Go, Form::Java, Form::Tccli]);
}

#[test]
fn clients_that_sign_for_the_first_label_refuse_other_hosts() {
    let elsewhere = || import_image().at("https://api.example.com");
    let refused = |case: &Case| {
        let forms = Form::ALL.into_iter();
        forms.filter(|form| is_refused(case, *form)).collect::<Vec<_>>()
    };
    assert_eq!(refused(&elsewhere()), [Form::Node, Form::Java]);
    assert!(refused(&import_image().at("https://ecm.ap-guangzhou.tencentcloudapi.com")).is_empty());
    assert!(refused(&import_image().at("http://127.0.0.1:8080")).is_empty());
}

#[test]
fn signed_forms_need_the_signed_request() {
    let (request, endpoint) = (ecm("DescribeImage", "{}"), Endpoint::nearest());
    for form in Form::ALL {
        let result = snippet(form, &Call::new(&request, &endpoint));
        assert_eq!(result.is_err(), matches!(form, Form::Curl | Form::Http), "{form}");
    }
}
