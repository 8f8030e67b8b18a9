//! Arbitrary bytes as the input of `tc3 explain`: reading fails with one line, or returns a
//! request whose explanation is closed, has no key, and names only causes that exist.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use tencentcloud_core::{Language, Secret, Timestamp};
use tencentcloud_emulator::explain;
use tencentcloud_verify::captured::{Captured, Form};
use tencentcloud_verify::{Cause, Key, KeyRing};

const KEY: &str = "test-secret-key-000001";
const TOKEN: &str = "test-token-000001";

fuzz_target!(|input: &[u8]| {
    let mut files = 0;
    let captured = Captured::read(input, &mut |_| {
        files += 1;
        if files % 2 == 0 { Err("no such file".into()) } else { Ok(input.to_vec()) }
    });
    let captured = match captured {
        Ok(captured) => captured,
        Err(error) => {
            let error = error.to_string();
            return assert!(!error.contains(char::is_control) && error.len() < 400, "{error}");
        }
    };
    if captured.form == Form::Saved {
        // Only line ends at the end, and what comes before the request, are left out.
        assert!(captured.request.body().len() <= input.len());
    }

    let long_term = Key::new(Secret::new(KEY), "100000000001");
    let temporary = long_term.clone().with_token(Secret::new(TOKEN));
    let keys: KeyRing =
        [("test-secret-id-000001", long_term), ("test-secret-id-000002", temporary)]
            .into_iter()
            .collect();
    let explanation = explain(&captured.request, &keys, Timestamp::saturating(1_700_000_000), None);
    for language in [Language::EnUs, Language::ZhCn] {
        let json = explanation.to_json(language);
        // The request may have the key; then it is not ours that is printed.
        if !input.windows(KEY.len()).any(|text| text == KEY.as_bytes()) {
            assert!(!json.contains(KEY), "{json}");
        }
        let json: Value = serde_json::from_str(&json).expect("the explanation is JSON");
        let members: Vec<_> = json.as_object().expect("it is an object").keys().collect();
        assert_eq!(members.len(), 6, "{members:?}");
        let causes = json["causes"].as_array().expect("causes is a list");
        let is_invalid = json["verdict"] == "invalid";
        assert_eq!(causes.is_empty(), !is_invalid, "{json}");
        let is_known = |name: &str| Cause::all().any(|cause| cause.name() == name);
        for name in causes.iter().map(|name| name.as_str().expect("a name is text")) {
            assert!(is_known(name) || (name == "unknown" && causes.len() == 1), "{name}");
        }
    }
});
