//! Arbitrary text as the input and the output of actions: findings are bounded, and
//! each is one line. A map that was read holds the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use tencentcloud_catalog::{
    Action, Finding, MAX_FINDINGS, action, check_input, check_input_text, check_output_text,
    read_input,
};

/// A few members, lists of structures, and nested structures with numbers.
const ACTIONS: [(&str, &str, &str); 3] = [
    ("ecm", "2019-07-19", "ImportImage"),
    ("ecm", "2019-07-19", "DescribeImage"),
    ("cvm", "2017-03-12", "RunInstances"),
];

fuzz_target!(|text: &str| {
    for (service, version, name) in ACTIONS {
        check(action(service, version, name).expect("the action exists"), text);
    }
});

fn check(action: &Action, text: &str) {
    let input = check_input_text(action, text);
    let output = check_output_text(action, text);
    let read = read_input(text);
    for findings in [&input, &output, read.as_ref().err().unwrap_or(&Vec::new())] {
        assert!(findings.len() <= 2 * MAX_FINDINGS + 1);
        for finding in findings {
            let line = finding.to_string();
            assert!(!line.is_empty() && !line.contains(char::is_control), "{line:?}");
        }
    }

    let is_valid = |findings: &[Finding]| findings.iter().all(|finding| !finding.is_error());
    if let Ok(map) = read {
        if !text.contains("$serde_json") {
            assert_eq!(serde_json::from_str::<Value>(text).ok(), Some(map.clone().into()));
        }
        // Not with equal numbers: `serde_json` may miss the last bit of a float.
        let again = serde_json::to_string(&map).expect("a map can be written");
        assert!(read_input(&again).is_ok());
        assert_eq!(check_input(action, &map), check_input_text(action, &again));
    } else {
        assert!(!is_valid(&input), "a text that cannot be read is no input: {text:?}");
    }
}
