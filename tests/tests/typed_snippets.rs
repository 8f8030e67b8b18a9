//! The list of actions that Rust snippets call with a type, and the crate that has the
//! types, agree: in names, in how a value is made, and in the bytes that it becomes.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a failed preparation fails the test; the test reads files"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tencentcloud_catalog as catalog;
use tencentcloud_codegen::snippets::{Call, Form, snippet, typed_actions};
use tencentcloud_core::{Action, Endpoint, Request};
use tencentcloud_ecm::structures::Filter;
use tencentcloud_ecm::{
    DeleteImage, DescribeCustomImageTask, DescribeImage, ImportImage, ModifyImageAttribute,
};

/// An input in Rust, as the snippet has it, and the request that it becomes.
macro_rules! inputs {
    ($($input:expr),+ $(,)?) => {
        vec![$((stringify!($input), request(&$input))),+]
    };
}

fn request<A: Action>(action: &A) -> Request {
    Request::of(action).unwrap()
}

/// Inputs of all types of members.
fn inputs() -> Vec<(&'static str, Request)> {
    inputs![
        DeleteImage::new(["img-00000001", "img-00000002"]),
        DescribeCustomImageTask::new([Filter::new("task-id", ["1", "2"])]),
        DescribeImage::new().filters([Filter::new("a", ["b"])]).offset(-1).limit(20),
        DescribeImage::new(),
        ImportImage::new("img-pmqg1cw9", "a \"b\" \\ \n 边", "ap-chengdu"),
        ModifyImageAttribute::new("i").image_name("n").image_description("d"),
        ModifyImageAttribute::new("i"),
    ]
}

#[test]
fn every_typed_action_is_in_the_list() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/ecm/src/generated/actions");
    let mut implemented = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        for item in syn::parse_file(&source).unwrap().items {
            let syn::Item::Impl(item) = item else { continue };
            let is_action = item.trait_.is_some_and(|(_, path, _)| {
                path.segments.last().is_some_and(|last| last.ident == "Action")
            });
            if let (true, syn::Type::Path(implementor)) = (is_action, *item.self_ty) {
                implemented.insert(implementor.path.require_ident().unwrap().to_string());
            }
        }
    }
    let listed: BTreeSet<_> = typed_actions().map(|(_, _, name)| name.to_owned()).collect();
    assert_eq!(listed, implemented);
    assert_eq!(listed.len(), 132);
    for (service, version, _) in typed_actions() {
        assert_eq!((service, version), (ImportImage::SERVICE, ImportImage::VERSION));
    }
}

#[test]
fn snippet_makes_the_value_that_becomes_the_request() {
    let endpoint = Endpoint::nearest();
    for (expression, request) in inputs() {
        let call = Call::new(&request, &endpoint);
        assert!(call.has_types() && !call.untyped().has_types(), "{expression}");
        for form in [Form::Rust, Form::RustBlocking] {
            let text = snippet(form, &call).unwrap().code;
            let without_space = |text: &str| text.split_whitespace().collect::<String>();
            let statement = format!("let input = {expression};");
            let is_in = without_space(&text).contains(&without_space(&statement));
            assert!(is_in, "{expression}\n{text}");
            let import = format!("use tencentcloud_ecm::{};\n", request.action());
            assert!(text.contains(&import), "{text}");
            let filter = text.contains("use tencentcloud_ecm::structures::Filter;\n");
            assert_eq!(filter, expression.contains("Filter"), "{text}");
        }
    }
}

#[test]
fn manifest_has_the_crates_that_the_program_uses() {
    let endpoint = Endpoint::nearest();
    let request = request(&DescribeImage::default());
    let typed = Call::new(&request, &endpoint);
    for call in [typed, typed.untyped()] {
        for form in [Form::Rust, Form::RustBlocking] {
            let program = snippet(form, &call).unwrap();
            let uses = program.code.lines().filter_map(|line| {
                let path = line.strip_prefix("use tencentcloud_")?;
                Some(path.split(':').next().unwrap().to_owned())
            });
            let manifest = program.manifest.unwrap();
            let crates = manifest.lines().filter_map(|line| {
                let (name, source) = line.strip_prefix("tencentcloud-")?.split_once(" = ")?;
                let path = source.split('"').nth(1).unwrap().strip_prefix("../tencentcloud/");
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path.unwrap());
                let declared = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
                assert!(declared.contains(&format!("name = \"tencentcloud-{name}\"")), "{line}");
                Some(name.to_owned())
            });
            assert_eq!(crates.collect::<Vec<_>>(), uses.collect::<Vec<_>>(), "{manifest}");
            assert_eq!(manifest.contains("tokio = "), form == Form::Rust, "{manifest}");
        }
    }
}

#[test]
fn input_that_no_type_becomes_is_sent_as_it_is() {
    let endpoint = Endpoint::nearest();
    for (action, input) in [
        ("ImportImage", r#"{"SourceRegion":"r","ImageId":"i","ImageDescription":"d"}"#),
        ("ImportImage", r#"{"ImageId":"i","ImageDescription":"d"}"#),
        ("ImportImage", r#"{"ImageId": "i","ImageDescription":"d","SourceRegion":"r"}"#),
        ("ImportImage", r#"{"ImageId":"\u0069","ImageDescription":"d","SourceRegion":"r"}"#),
        ("DescribeImage", r#"{"Limit":"5"}"#),
        ("DescribeImage", r#"{"Limit":5.0}"#),
        ("DescribeImage", r#"{"Filters":null}"#),
        ("DescribeImage", r#"{"Filters":[{"Name":"n","Values":["a"]}]}"#),
        ("DescribeImage", r#"{"Limit":5,"Limit":5}"#),
    ] {
        let request = Request::new("ecm", "2019-07-19", action, input);
        let call = Call::new(&request, &endpoint);
        assert!(!call.has_types(), "{input}");
        let text = snippet(Form::Rust, &call).unwrap().code;
        assert!(text.contains(&format!("r#\"{input}\"#")), "{text}");
    }
}

#[test]
fn every_action_with_all_its_members_has_types() {
    let endpoint = Endpoint::nearest();
    for (service, version, name) in typed_actions() {
        let action = catalog::action(service, version, name).unwrap();
        let input = catalog::compact_json(&catalog::full_skeleton(action)).unwrap();
        let request = Request::new(service, version, name, input.clone());
        assert!(Call::new(&request, &endpoint).has_types(), "{name}: {input}");
    }
}
