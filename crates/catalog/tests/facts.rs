//! The committed facts are complete and have the form of `facts/README.md`.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a failed preparation fails the test; the test reads files"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The texts of all versions by `SERVICE-VERSION`.
fn texts() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("facts");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let facts = paths.filter(|path| path.extension().unwrap() == "txt");
    facts
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// A line with the name of the action or data type that it belongs to, if any.
#[derive(Clone, Copy)]
struct Line<'a> {
    block: Option<Block<'a>>,
    text: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Block<'a> {
    Action(&'a str),
    Structure(&'a str),
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut block = None;
    text.lines().map(move |line| {
        if let Some(text) = line.strip_prefix("  ") {
            return Line { block, text };
        }
        let action = line.strip_prefix("action ").map(Block::Action);
        block = action.or_else(|| line.strip_prefix("structure ").map(Block::Structure));
        Line { block: None, text: line }
    })
}

/// The member of a line: name and type.
fn member(line: Line<'_>) -> Option<(&str, &str)> {
    let rest = match line.block? {
        Block::Structure(_) => line.text,
        Block::Action(_) => {
            let input = line.text.strip_prefix("in ");
            input.or_else(|| line.text.strip_prefix("out "))?
        }
    };
    let mut words = rest.split(' ');
    Some((words.next()?, words.next()?))
}

#[test]
fn all_services_actions_members_and_codes_are_there() {
    let texts = texts();
    let services: BTreeSet<_> =
        texts.values().map(|text| text.lines().nth(1).unwrap().to_owned()).collect();
    let all: Vec<_> = texts.values().flat_map(|text| lines(text)).collect();
    let count = |is: &dyn Fn(&str) -> bool| all.iter().filter(|line| is(line.text)).count();
    let actions = count(&|line| line.starts_with("action "));
    let structures = count(&|line| line.starts_with("structure "));
    let members = all.iter().filter(|line| member(**line).is_some()).count();
    let codes: Vec<_> = all.iter().filter_map(|line| line.text.strip_prefix("code ")).collect();

    assert_eq!((services.len(), texts.len()), (262, 300));
    assert_eq!((actions, structures), (16_204, 15_636));
    // Each action has an object for its input and one for its output.
    assert_eq!(2 * actions + structures, 48_044);
    // Each output ends with RequestId, which is left out.
    assert_eq!(members + actions, 217_211);
    assert_eq!(codes.len(), 17_600);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 12_388);

    let deprecated = |line: &Line<'_>| member(*line).is_some() && line.text.ends_with("deprecated");
    assert_eq!(all.iter().filter(|line| deprecated(line)).count(), 892);
    let count_of = |text| count(&|line| line == text);
    assert_eq!((count_of("status deprecated"), count_of("status offline")), (188, 26));
    assert_eq!(count(&|line| line.starts_with("in ClientToken string")), 84);
    // The rest of the 84 is in `classes/client_tokens.txt`.
    assert_eq!(count_of("client-token"), 84 - 24);
}

#[test]
fn types_are_those_of_the_metadata() {
    let texts = texts();
    let all = texts.values().flat_map(|text| lines(text)).filter_map(member);
    let mut types = BTreeMap::new();
    for (_, kind) in all {
        *types.entry(if kind.starts_with('[') { "list" } else { kind }).or_insert(0) += 1;
    }
    let count = |kind| types.remove(kind);
    let counts = [
        "string",
        "datetime",
        "datetime_iso",
        "date",
        "int64",
        "uint64",
        "float",
        "bool",
        "binary",
        "list",
    ]
    .map(count);
    // RequestId of each output is one more string.
    let expected = [105_159, 729, 854, 117, 26_732, 19_631, 2_411, 6_625, 2, 25_849];
    assert_eq!(counts, expected.map(Some));
    // The others are data types.
    assert_eq!(types.values().sum::<usize>(), 12_898);
}

#[test]
fn names_are_sorted_and_types_are_known() {
    let primitives = [
        "string",
        "datetime",
        "datetime_iso",
        "date",
        "int64",
        "uint64",
        "float",
        "bool",
        "binary",
    ];
    for (name, text) in texts() {
        for word in ["action ", "structure ", "code "] {
            let names: Vec<_> = text.lines().filter_map(|line| line.strip_prefix(word)).collect();
            assert!(names.is_sorted_by(|one, other| one < other), "{name} {word}");
        }
        let structures: BTreeSet<_> =
            text.lines().filter_map(|line| line.strip_prefix("structure ")).collect();
        for line in lines(&text) {
            let Some((member, kind)) = member(line) else { continue };
            let element = kind.strip_prefix('[').map_or(kind, |kind| kind.trim_end_matches(']'));
            let is_known = primitives.contains(&element) != structures.contains(element);
            assert!(is_known, "{name} {member} {kind}");
        }
    }
}

#[test]
fn every_action_has_a_title_and_a_class() {
    let classes = ["reads", "reads-paid", "changes", "deletes", "charges"];
    for (name, text) in texts() {
        let mut missing = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for line in lines(&text) {
            if let Some(action) = line.text.strip_prefix("action ") {
                missing.extend([("title", action), ("class", action)]);
            }
            let Some(Block::Action(action)) = line.block else { continue };
            let (word, value) = line.text.split_once(' ').unwrap_or((line.text, ""));
            missing.remove(&(word, action));
            if !matches!(word, "in" | "out") {
                assert!(seen.insert((action, word)), "{name} {action} {word} twice");
            }
            let is_valid = match word {
                "title" | "title-en" => !value.is_empty() && value == value.trim(),
                "class" => classes.contains(&value),
                "status" => ["deprecated", "offline"].contains(&value),
                "body" => ["multipart", "octets"].contains(&value),
                "paging" => ["offset", "page", "marker"].contains(&value),
                "host" => !value.is_empty(),
                "unsigned" | "streams" | "client-token" => value.is_empty(),
                "in" | "out" => value.split(' ').count() >= 2,
                _ => false,
            };
            assert!(is_valid, "{name} {action}: {}", line.text);
        }
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

#[test]
fn overlay_adds_to_actions_and_names_codes_of_the_version() {
    let facts = texts().remove("ecm-2019-07-19").unwrap();
    let overlay = Path::new(env!("CARGO_MANIFEST_DIR")).join("overlay/ecm-2019-07-19.txt");
    let overlay = fs::read_to_string(overlay).unwrap();
    let with = |text: &'_ str, word: &str| -> BTreeSet<String> {
        let lines = text.lines().map(str::trim_start);
        lines.filter_map(|line| line.strip_prefix(word)).map(str::to_owned).collect()
    };
    // Every action of ECM has codes, and together they are those of the version.
    assert_eq!(with(&overlay, "action "), with(&facts, "action "));
    assert_eq!(with(&overlay, "code "), with(&facts, "code "));
    assert_eq!(with(&overlay, "code ").len(), 172);
    let of = |name: &'static str, word: &str| -> Vec<String> {
        let is_of = |line: &Line<'_>| line.block == Some(Block::Action(name));
        let lines = lines(&overlay).filter(is_of);
        lines.filter_map(|line| Some(line.text.strip_prefix(word)?.to_owned())).collect()
    };
    assert_eq!(of("ImportImage", "summary "), ["Imports a CVM image into ECM."]);
    assert_eq!(of("ImportImage", "rate "), ["20"]);
    assert_eq!(of("ImportImage", "code ").len(), 10);
    assert_eq!(of("ImportImage", "region ").len(), 15);
    assert!(of("RunInstances", "rate ").is_empty());
}

#[test]
fn headers_name_the_file() {
    for (name, text) in texts() {
        let header: Vec<_> = text.lines().take_while(|line| !line.is_empty()).collect();
        assert!(
            header[0].starts_with("# @generated by `cargo xtask catalog` from tccli "),
            "{name}"
        );
        let service = header[1].strip_prefix("service ").unwrap();
        let version = header[2].strip_prefix("version ").unwrap();
        assert_eq!(name, format!("{service}-{version}"));
        assert!(header[3].starts_with("product ") && header[4].starts_with("title "), "{name}");
    }
}
