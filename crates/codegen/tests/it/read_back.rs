//! What a form sends is read back from its text, by the reader of pasted requests.

use tencentcloud_codegen::snippets::Form;
use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{Language, Method, Request, SignatureMethod};
use tencentcloud_verify::pasted::PastedCall;

use crate::calls::{Case, describe_image, ecm, import_image, run_instances};

fn search_log(input: &'static str) -> Request {
    Request::new("cls", "2020-10-16", "SearchLog", input)
}

fn cases() -> Vec<Case> {
    let v1 = SignatureMethod::V1(Algorithm::HmacSha1);
    let requests = [
        ecm("DescribeImage", "{}"),
        ecm("DescribeImage", r#"{"Offset":-5,"Limit":20}"#).language(Language::ZhCn),
        ecm("DescribeImage", r#"{"Filters":[{"Name":"a","Values":["b c","","边"]}]}"#),
        ecm(
            "DescribeImage",
            r#"{"Filters":[{"Name":"a","Values":[]},{"Name":"","Values":["-x"]}]}"#,
        ),
        ecm("DescribeImage", r#"{"Filters":[{"Name":"a","Values":["[1]"]}],"Limit":0}"#),
        ecm("DescribeImage", "{\n\"Limit\": 5\n}").with_method(Method::Get),
        ecm("DescribeImage", r#"{"Limit":5}"#).signature(v1).region("ap-guangzhou"),
        ecm("DeleteImage", r#"{"ImageIDSet":["img-00000001","img-00000002"]}"#),
        search_log(
            r#"{"From":1700000000000,"To":9223372036854775807,"TopicId":"t","SamplingRate":0.50}"#,
        ),
        Request::new("as", "2018-04-19", "DescribeAutoScalingGroups", r#"{"Limit":5}"#),
        Request::new(
            "monitor",
            "2023-06-16",
            "DescribeAlarmNotifyHistories",
            r#"{"QueryLimit":5}"#,
        ),
    ];
    let more = [import_image(), describe_image(), run_instances()];
    requests.into_iter().map(Case::new).chain(more).collect()
}

fn read(text: &str) -> PastedCall {
    let no_file = &mut |_: &str| Err("no files here".into());
    PastedCall::read(text.as_bytes(), no_file).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn lines_of_tc3_and_tccli_and_signed_requests_are_the_call() {
    let mut texts = 0;
    for case in cases() {
        let (request, options) = (&case.request, case.request.options());
        let body = std::str::from_utf8(request.body()).unwrap();
        for form in [Form::Tc3, Form::Tccli, Form::Curl, Form::Http] {
            let Ok(text) = case.snippet(form) else {
                assert_eq!(form, Form::Tccli);
                continue;
            };
            // Pipes are for a shell.
            if text.contains("| tc") {
                continue;
            }
            texts += 1;
            let call = read(&text);
            let action = (call.action.product, call.action.version, call.action.name);
            assert_eq!(action, (request.service(), request.version(), request.action()), "{text}");
            assert_eq!(
                call.region.as_deref().unwrap_or_default(),
                options.region.unwrap_or_default()
            );
            assert_eq!(call.language, options.language, "{text}");
            assert_eq!((call.method, call.signature), (options.method, options.signature));
            let is_flat =
                options.method == Method::Get || options.signature != SignatureMethod::Tc3;
            let is_signed = matches!(form, Form::Curl | Form::Http);
            if form == Form::Tccli || (is_flat && is_signed) {
                let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
                assert_eq!(value(&call.input), value(body), "{text}");
            } else {
                assert_eq!(call.input, body, "{text}");
            }
        }
    }
    assert!(texts > 45, "only {texts} texts were read");
}
