//! Suggestions for names with a slip of typing.

use fastrand::Rng;
use tencentcloud_catalog::{Action, Member, nearest, service};

use crate::every_action;
use crate::mistakes::slip;

const SEED: u64 = 11;

/// How many of a thousand slips have the right suggestion. A slip that makes another
/// name is none.
fn found(
    slips: usize,
    mut draw: impl FnMut(&mut Rng) -> (&'static str, Vec<&'static str>),
) -> usize {
    let mut rng = Rng::with_seed(SEED);
    let (mut found, mut made) = (0, 0);
    while made < slips {
        let (name, names) = draw(&mut rng);
        let word = slip(&mut rng, name);
        if !word.is_empty() && !names.contains(&&*word) {
            made += 1;
            found += usize::from(nearest(&word, names) == Some(name));
        }
    }
    found * 1_000 / slips
}

#[test]
fn members_are_found_in_995_of_1000_slips() {
    let inputs: Vec<&[Member]> =
        every_action().map(|action| action.input).filter(|members| !members.is_empty()).collect();
    let found = found(5_000, |rng| {
        let members = inputs[rng.usize(..inputs.len())];
        let names: Vec<_> = members.iter().map(|member| member.name).collect();
        (names[rng.usize(..names.len())], names)
    });
    assert!(found >= 995, "{found}");
}

#[test]
fn actions_are_found_in_950_of_1000_slips() {
    let actions: Vec<&Action> = every_action().collect();
    let found = found(5_000, |rng| {
        let action = actions[rng.usize(..actions.len())];
        let version = service(action.service).unwrap().version(action.version).unwrap();
        (action.name, version.actions.iter().map(|action| action.name).collect())
    });
    assert!(found >= 950, "{found}");
}
