//! `--as`: the call as code.

use std::process::Output;

use tencentcloud_codegen::snippets::Form;
use tencentcloud_verify::pasted::PastedCall;

use crate::command::{KEY, READ, tc3, tc3_with_key, text};

fn read_as(form: Form, options: &[&str], has_key: bool) -> Output {
    let mut command = if has_key { tc3_with_key() } else { tc3() };
    command.args(READ).args(["--Limit", "5", "--region", "ap-guangzhou", "--as"]);
    command.arg(form.as_str()).args(options).output().unwrap()
}

#[test]
fn only_forms_that_show_a_signature_need_keys() {
    for form in Form::ALL {
        let output = read_as(form, &[], false);
        let (code, error) = (output.status.code(), text(&output.stderr));
        if matches!(form, Form::Curl | Form::Http) {
            assert_eq!(code, Some(3), "{form}: {error}");
            assert!(error.contains("\nadvice: Set TENCENTCLOUD_SECRET_ID"), "{form}: {error}");
            // It is no option of such a line.
            assert!(error.contains("tc3 emulator") && !error.contains("--emulator"), "{error}");
            assert!(output.stdout.is_empty());
        } else {
            assert_eq!((code, error), (Some(0), ""), "{form}");
            assert!(text(&output.stdout).contains("DescribeImage"), "{form}");
        }
        let output = read_as(form, &[], true);
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""), "{form}");
        assert!(!text(&output.stdout).contains(KEY[1]), "{form}");
    }
}

#[test]
fn snippet_of_a_command_is_read_back_as_the_same_call() {
    for form in [Form::Curl, Form::Http, Form::Tc3, Form::Tccli] {
        let output = read_as(form, &["--endpoint", "http://127.0.0.1:1"], true);
        let call = PastedCall::read(&output.stdout, &mut |_| Err("no files here".into()));
        let call = call.unwrap_or_else(|error| panic!("{form}: {error}"));
        assert_eq!((call.action.service, call.action.name), (READ[0], READ[1]), "{form}");
        assert_eq!(
            (&*call.input, call.region.as_deref()),
            (r#"{"Limit":5}"#, Some("ap-guangzhou"))
        );
        assert!(call.host.unwrap().contains("127.0.0.1:1"), "{form}");
        assert_eq!(call.is_signed, matches!(form, Form::Curl | Form::Http), "{form}");
    }
}

#[test]
fn rust_program_begins_with_its_dependencies_and_may_be_untyped() {
    for (options, has_types) in [(&[][..], true), (&["--untyped"], false)] {
        let output = read_as(Form::Rust, options, false);
        let (dependencies, code) = text(&output.stdout).split_once("\n\n").unwrap();
        assert!(dependencies.lines().all(|line| line.starts_with("// ")), "{dependencies}");
        assert!(dependencies.contains("\n// tencentcloud-hyper = { path = "), "{dependencies}");
        assert_eq!(dependencies.contains("tencentcloud-ecm"), has_types, "{dependencies}");
        assert_eq!(code.contains("DescribeImage::new()"), has_types, "{code}");
    }
}

#[test]
fn typed_rust_program_begins_with_the_command_that_generates_its_crate() {
    let role = ["sts", "AssumeRole", "--RoleArn", "arn", "--RoleSessionName", "name", "--as"];
    for form in ["rust", "rust-blocking"] {
        let output = tc3().args(role).args([form, "--typed"]).output().unwrap();
        let program = text(&output.stdout);
        let command = "tc3 generate crate sts --only AssumeRole --core path=../tencentcloud \
                       --out ../tencentcloud-sts";
        let second = program.lines().nth(1).unwrap();
        assert_eq!(second, format!("// {command}"), "{program}");
        assert!(program.contains("\n// tencentcloud-sts = { path = \"../tencentcloud-sts\" }\n"));
        assert!(program.contains("AssumeRole::new(\"arn\", \"name\")"), "{program}");
        // By default, a program needs no preparation.
        let output = tc3().args(role).arg(form).output().unwrap();
        assert!(text(&output.stdout).contains("call_of(action, input)"));
    }
    // ECM has a crate.
    let output = read_as(Form::Rust, &["--typed"], false);
    assert_eq!(output.stdout, read_as(Form::Rust, &[], false).stdout);
}

#[test]
fn typed_is_refused_for_an_input_that_no_type_becomes() {
    let line = ["--no-validate", "--json", r#"{"Limit":null}"#, "--as", "rust"];
    let output = tc3().args(READ).args(line).arg("--typed").output().unwrap();
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{error}");
    let reason = "error: DescribeImage as rust: The input is no value of the action's type: ";
    assert!(error.starts_with(reason), "{error}");
    let output = tc3().args(READ).args(line).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn typed_and_untyped_are_for_rust_and_exclude_each_other() {
    for option in ["--typed", "--untyped"] {
        let output = read_as(Form::Python, &[option], false);
        assert_eq!(output.status.code(), Some(2));
        let refused = format!("{option} is for --as rust and --as rust-blocking");
        assert!(text(&output.stderr).contains(&refused));
        let output = tc3().args(READ).arg(option).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
    }
    let output = read_as(Form::Rust, &["--typed", "--untyped"], false);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("cannot be used with"));
}

#[test]
fn text_of_http_ends_where_the_body_does() {
    let output = read_as(Form::Http, &[], true);
    let http = text(&output.stdout);
    assert!(http.starts_with("POST / HTTP/1.1\r\n"), "{http}");
    assert!(http.ends_with("\r\n\r\n{\"Limit\":5}"), "{http}");
}

#[test]
fn what_a_form_cannot_send_is_a_usage_error_with_its_reason() {
    let output = read_as(Form::Tccli, &["--method", "GET"], false);
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.starts_with("error: DescribeImage as tccli: "), "{error}");
    for options in [&["--emulator"][..], &["--dry-run"], &["--generate-skeleton"]] {
        let output = read_as(Form::Tc3, options, false);
        assert_eq!(output.status.code(), Some(2), "{options:?}");
        assert!(text(&output.stderr).contains("cannot be used with"), "{options:?}");
    }
    let output = tc3().args(READ).args(["--as", "perl"]).output().unwrap();
    let error = text(&output.stderr);
    assert!(error.contains("--as: must be one of curl, http, tc3, rust, "), "{error}");
    // The input is checked as for a call.
    let output = tc3().args(READ).args(["--Limit", "many", "--as", "rust"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
