//! The session token is in no snippet.

use tencentcloud_codegen::snippets::Form;
use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{Method, SignatureMethod};

use crate::calls::{Case, describe_image};

const TOKEN: &str = "test-token-canary_000001";

fn v1(method: Method) -> Case {
    let case = describe_image().token(TOKEN);
    let signature = SignatureMethod::V1(Algorithm::HmacSha256);
    Case { request: case.request.signature(signature).with_method(method), ..case }
}

#[test]
fn no_form_has_the_session_token_or_the_secret_key() {
    let cases = [describe_image().token(TOKEN), v1(Method::Post), v1(Method::Get)];
    for case in cases {
        for form in Form::ALL {
            let Ok(text) = case.snippet(form) else { continue };
            assert!(!text.contains("canary"), "{form}: {text}");
            assert!(!text.contains("test-secret-key"), "{form}: {text}");
        }
    }
}

#[test]
fn curl_takes_the_token_from_the_environment() {
    let header = describe_image().token(TOKEN).snippet(Form::Curl).unwrap();
    assert!(header.contains("-H 'x-tc-token: '\"$TENCENTCLOUD_TOKEN\" \\\n"), "{header}");
    let form = v1(Method::Post).snippet(Form::Curl).unwrap();
    assert!(form.contains("&Token='\"$TENCENTCLOUD_TOKEN\"'&Signature="), "{form}");
    let query = v1(Method::Get).snippet(Form::Curl).unwrap();
    assert!(query.contains("&Token='\"$TENCENTCLOUD_TOKEN\"'&Signature="), "{query}");
    let escaped = Case { token: Some("a+b/c="), ..v1(Method::Get) };
    assert!(escaped.snippet(Form::Curl).is_err());
}
