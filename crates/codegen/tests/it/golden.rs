//! Each form of three calls, as files in `tests/golden`.
//!
//! `BLESS=1 cargo test -p tencentcloud-codegen --test it` writes them anew; review the
//! difference.
#![expect(clippy::disallowed_methods, reason = "the test reads files")]

use std::path::Path;
use std::{env, fs};

use tencentcloud_codegen::snippets::Form;

use crate::calls::{Case, describe_image, import_image, run_instances};

#[test]
fn snippets_are_those_of_the_files() {
    let cases = [
        ("import_image", import_image()),
        ("describe_image", describe_image()),
        ("run_instances", run_instances()),
    ];
    let differing: Vec<_> = cases.iter().flat_map(|(name, case)| differing(name, case)).collect();
    assert!(differing.is_empty(), "differ: {differing:?}");
}

fn differing(name: &str, case: &Case) -> Vec<String> {
    let mut differing = Vec::new();
    for form in Form::ALL {
        let text = case.snippet(form).unwrap();
        assert_eq!(case.snippet(form).as_ref(), Ok(&text), "{form} of the same call differs");
        assert_eq!(
            case.snippet(form).ok(),
            Some(text.clone()).filter(|_| case.snippet(form).is_ok())
        );
        let file = format!("{name}.{form}.{}", form.extension());
        if !is_golden(&file, &text) {
            differing.push(file);
        }
    }
    differing
}

/// Whether a file has this text; with `BLESS`, it gets it.
pub(crate) fn is_golden(file: &str, text: &str) -> bool {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    if env::var_os("BLESS").is_some() {
        fs::write(&file, text).unwrap();
    }
    fs::read_to_string(file).is_ok_and(|found| found == text)
}
