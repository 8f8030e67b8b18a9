//! Every action of the catalog through the functions of the page.

use tencentcloud_catalog::{Action, Body, Service, check_input_text, services};
use tencentcloud_codegen::snippets::Form;
use tencentcloud_emulator::Emulator;

use crate::api::{
    Call, Destination, Language, PreviewRequest, SnippetRequest, TargetKind, Type, Types,
};
use crate::explorer::Explorer;
use crate::handlers::form;

fn call(action: &Action, input: String, scheme: &str, method: &str) -> Call {
    Call {
        service: action.service.into(),
        version: action.version.into(),
        action: action.name.into(),
        input,
        octets: (action.body == Body::Octets).then(|| "aGk=".into()),
        region: Some("ap-guangzhou".into()),
        language: None,
        scheme: scheme.into(),
        method: method.into(),
    }
}

fn preview(explorer: &Explorer, call: Call) -> crate::api::Preview {
    explorer.inner().preview(&PreviewRequest {
        language: Language::English,
        call,
        destination: Destination { target: TargetKind::Emulator, endpoint: None },
        time: Some(1_795_615_512),
        random: Some(7),
        at: None,
    })
}

#[test]
fn every_action_has_a_form_a_skeleton_and_a_preview() {
    let emulator = Emulator::builder().build().unwrap();
    let explorer = Explorer::builder(emulator, "http://127.0.0.1:41873").build();
    let mut count = 0_u32;
    for action in services().flat_map(Service::versions).flat_map(|version| version.actions) {
        let name = format!("{} {} {}", action.service, action.version, action.name);
        let form = form(action, None).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(form.members.len(), action.input.len(), "{name}");
        // Every structure that a member names is there.
        for member in form.members.iter().chain(form.structures.values().flatten()) {
            let mut kind = &member.kind;
            while let Type::List { of } = kind {
                kind = of;
            }
            if let Type::Structure { name: structure } = kind {
                assert!(form.structures.contains_key(structure), "{name}: {structure}");
            }
        }
        assert_eq!(check_input_text(action, &form.skeleton), [], "{name}");
        let others: &[(&str, &str)] = &[("TC3-HMAC-SHA256", "GET"), ("HmacSHA256", "POST")];
        let has_others = action.body == Body::Json && action.signed && count.is_multiple_of(10);
        let others = if has_others { others } else { &[] };
        for (scheme, method) in others.iter().chain([&("TC3-HMAC-SHA256", "POST")]) {
            let preview = preview(&explorer, call(action, form.skeleton.clone(), scheme, method));
            assert!(preview.findings.is_empty(), "{name}");
            let problem = preview.problem.unwrap_or_default();
            // Some actions have a member that is named as a common parameter.
            if problem.starts_with("Signature v1 cannot carry") {
                continue;
            }
            let request = preview.request;
            let request = request.unwrap_or_else(|| panic!("{name} {scheme} {method}: {problem}"));
            assert_eq!(request.steps.is_empty(), !action.signed, "{name}");
        }
        count += 1;
    }
    assert_eq!(count, 16_204);
}

#[test]
fn forms_of_code_are_there_or_say_why_not() {
    let emulator = Emulator::builder().build().unwrap();
    let explorer = Explorer::builder(emulator, "http://127.0.0.1:41873").build();
    let actions = [
        ("ecm", "2019-07-19", "DescribeImage"),
        ("cvm", "2017-03-12", "RunInstances"),
        ("cls", "2020-10-16", "UploadLog"),
        ("cii", "2021-04-08", "UploadMedicalFile"),
    ];
    for (service, version, name) in actions {
        let action = tencentcloud_catalog::action(service, version, name).unwrap();
        let input = tencentcloud_catalog::skeleton(action);
        for form in Form::ALL {
            let asked = |types: Option<Types>| SnippetRequest {
                language: Language::Chinese,
                form: form.as_str().into(),
                call: call(action, input.clone(), "TC3-HMAC-SHA256", "POST"),
                destination: Destination { target: TargetKind::Emulator, endpoint: None },
                time: Some(1_795_615_512),
                random: Some(7),
                types,
            };
            let snippet = |types| explorer.inner().snippet(form, &asked(types));
            let by_default = snippet(None);
            let is_rust = matches!(form, Form::Rust | Form::RustBlocking);
            let default = if service == "ecm" { Types::Typed } else { Types::Untyped };
            assert_eq!(by_default.types, is_rust.then_some(default), "{name} {form}");
            for types in [Types::Typed, Types::Untyped] {
                let chosen = snippet(Some(types));
                assert_eq!(chosen.types, is_rust.then_some(types), "{name} {form}");
                assert_eq!(chosen.manifest.is_some(), is_rust, "{name} {form}");
                let is_default = !is_rust || types == default;
                assert_eq!(chosen.code == by_default.code, is_default, "{name} {form}");
                let is_generated = is_rust && service != "ecm" && types == Types::Typed;
                assert_eq!(chosen.generate.is_some(), is_generated, "{name} {form}");
            }
            let snippet = by_default;
            assert_eq!(snippet.code.is_empty(), snippet.unsupported.is_some(), "{name} {form}");
            let is_exact = matches!(form, Form::Curl | Form::Http) && snippet.unsupported.is_none();
            assert_eq!(snippet.expires, is_exact.then_some(1_795_615_812), "{name} {form}");
        }
    }
}
