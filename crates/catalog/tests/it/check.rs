//! The check, over every type of the catalog.

use std::collections::BTreeMap;

use fastrand::Rng;
use tencentcloud_catalog::{check_input, check_input_text, check_output, read_input};

use crate::mistakes::{Mistake, Of};
use crate::{every_action, values};

const SEED: u64 = 11;

#[test]
fn any_value_of_the_types_passes_also_when_written_and_read_again() {
    let mut rng = Rng::with_seed(SEED);
    for action in every_action() {
        let input = values::object(&mut rng, action.input, 3);
        let text = serde_json::to_string(&input).unwrap();
        let findings = check_input(action, &input);
        let error = findings.iter().find(|finding| finding.is_error());
        assert!(error.is_none(), "{} {}: {error:?} in {text}", action.service, action.name);
        assert_eq!(check_input_text(action, &text), findings);
        let read = read_input(&text).unwrap();
        assert_eq!(read, input);
        let again = serde_json::to_string_pretty(&read).unwrap();
        assert_eq!(check_input_text(action, &again), findings);

        let output = values::object(&mut rng, action.output, 3);
        assert_eq!(check_output(action, &output), [], "{} {}", action.service, action.name);
    }
}

#[test]
fn each_mistake_is_found_alone_with_its_path() {
    let mut rng = Rng::with_seed(SEED);
    let mut made = BTreeMap::new();
    for action in every_action() {
        for of in [Of::Input, Of::Output] {
            let json = values::object(&mut rng, of.members(action), 3);
            for mistake in Mistake::ALL {
                let Some(mistaken) = mistake.make(&mut rng, of, action, &json) else { continue };
                mistaken.assert_found(action);
                *made.entry((of, mistake)).or_insert(0) += 1;
            }
        }
    }
    assert!(made.len() == 9 && made.values().all(|count| *count > 3_000), "{made:?}");
}
