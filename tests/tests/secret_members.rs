//! Which members of the whole catalog are shown and which are redacted is decided name by
//! name: a name that is new in the catalog and sounds like a secret fails until somebody has
//! put it into `tests/data/secret-members.txt`.

use std::collections::BTreeSet;

use tencentcloud_catalog::{Kind, Service, Structure, services};
use tencentcloud_core::record::names_secret;

/// A name with one of these, in any case, sounds like a secret.
const SOUNDS: [&str; 15] = [
    "assertion",
    "cookie",
    "credential",
    "key",
    "kubeconfig",
    "pass",
    "pem",
    "plaintext",
    "psk",
    "pwd",
    "secret",
    "signature",
    "token",
    "userdata",
    "usersig",
];

/// Names of strings, and of lists of strings.
fn names() -> BTreeSet<&'static str> {
    let versions = || services().flat_map(Service::versions);
    let actions = versions().flat_map(|version| version.actions);
    let structures = versions().flat_map(|version| version.structures);
    let members = actions.flat_map(|action| action.input.iter().chain(action.output));
    let members = members.chain(structures.flat_map(Structure::members));
    let strings =
        members.filter(|member| matches!(member.kind, Kind::String | Kind::List(Kind::String)));
    let sounds_secret = |name: &&str| {
        let name = name.to_ascii_lowercase();
        SOUNDS.iter().any(|part| name.contains(part))
    };
    strings.map(|member| member.name).filter(sounds_secret).collect()
}

#[test]
fn every_name_that_sounds_like_a_secret_is_decided() {
    let listed = include_str!("../data/secret-members.txt");
    let (redacted, shown) = listed.split_once("\n# Shown\n").unwrap();
    let (_, redacted) = redacted.split_once("\n# Redacted\n").unwrap();
    let words = |text: &'static str| text.split_whitespace().collect::<BTreeSet<_>>();
    let (is_redacted, is_shown) = names().into_iter().partition(|name| names_secret(name));
    let difference = |one: &BTreeSet<&'static str>, other: &BTreeSet<&'static str>| {
        one.symmetric_difference(other).copied().collect::<Vec<_>>()
    };
    let none: [&str; 0] = [];
    assert_eq!(difference(&words(redacted), &is_redacted), none, "of those that are redacted");
    assert_eq!(difference(&words(shown), &is_shown), none, "of those that are shown");
    assert!(is_redacted.len() > 200 && is_shown.len() > 300);
}
