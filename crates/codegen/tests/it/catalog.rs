//! Every action of the catalog in every form.

use tencentcloud_catalog::{Body, Service, services};
use tencentcloud_codegen::snippets::{Call, Form, Snippet, snippet};
use tencentcloud_core::{Endpoint, Request};

#[test]
fn every_action_is_written_or_refused() {
    let endpoint = Endpoint::nearest();
    let versions = services().flat_map(Service::versions);
    let (mut written, mut refused) = (0, 0);
    for action in versions.flat_map(|version| version.actions) {
        if action.body != Body::Json {
            continue;
        }
        let mut request = Request::new(action.product, action.version, action.name, "{}");
        if let Some(labels) = action.host {
            request = request.host_labels(labels);
        }
        if !action.signed {
            request = request.unsigned();
        }
        let call = Call::new(&request, &endpoint);
        for form in [Form::Tc3, Form::Rust, Form::Python, Form::Tccli] {
            match snippet(form, &call) {
                Ok(Snippet { code, .. }) => {
                    assert!(code.contains(action.name) && code.ends_with('\n'), "{code}");
                    written += 1;
                }
                Err(reason) => {
                    assert!(action.streams && form == Form::Tccli, "{form} {reason}");
                    refused += 1;
                }
            }
        }
    }
    assert!(written > 60_000 && refused > 0, "{written} {refused}");
}
