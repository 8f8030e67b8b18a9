//! Each irregularity of the metadata that users of the facts must handle: the lines
//! that have it, and that there is no more of it.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a failed preparation fails the test; the test reads files"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("facts")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.txt"))).unwrap()
}

/// The names of all versions, sorted: `ecm-2019-07-19`.
fn versions() -> Vec<String> {
    let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let facts = paths.filter(|path| path.extension().unwrap() == "txt");
    let mut names: Vec<_> =
        facts.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

/// The lines below `action NAME` or `structure NAME`, without indentation.
fn blocks(text: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut blocks = BTreeMap::new();
    let mut head = "";
    for line in text.lines() {
        if let Some(line) = line.strip_prefix("  ") {
            blocks.entry(head).or_insert_with(Vec::new).push(line);
            continue;
        }
        head = line;
        if line.starts_with("action ") || line.starts_with("structure ") {
            blocks.entry(head).or_default();
        }
    }
    blocks
}

/// The lines below a head that exist.
fn has(version: &str, head: &str, lines: &[&str]) {
    let text = read(version);
    let blocks = blocks(&text);
    let block = blocks.get(head).unwrap_or(&Vec::new()).clone();
    for line in lines {
        assert!(block.contains(line), "{version} {head}: no `{line}` in {block:#?}");
    }
}

/// `VERSION: HEAD` for all blocks of a kind with such a line, sorted.
fn heads_with(is: impl Fn(&str) -> bool) -> Vec<String> {
    let mut heads = Vec::new();
    for version in versions() {
        let text = read(&version);
        for (head, lines) in blocks(&text) {
            if lines.iter().any(|line| is(line)) {
                heads.push(format!("{version}: {head}"));
            }
        }
    }
    heads
}

/// The data types of a version that contain themselves, through lists too or not.
fn recursive(text: &str, through_lists: bool) -> BTreeSet<&str> {
    let blocks = blocks(text);
    let structures: BTreeMap<_, _> = blocks
        .iter()
        .filter_map(|(head, lines)| Some((head.strip_prefix("structure ")?, lines)))
        .collect();
    let contained = |name: &str| -> Vec<&str> {
        let types = structures.get(name).into_iter().flat_map(|lines| lines.iter());
        let types = types.map(|line| line.split(' ').nth(1).unwrap());
        let types = types.filter(|kind| through_lists || !kind.starts_with('['));
        types
            .map(|kind| kind.trim_matches(['[', ']']))
            .filter_map(|kind| structures.get_key_value(kind).map(|(name, _)| *name))
            .collect()
    };
    let contains_itself = |name: &str| {
        let mut reached = BTreeSet::new();
        let mut open = contained(name);
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(contained(next));
            }
        }
        reached.contains(name)
    };
    structures.keys().copied().filter(|name| contains_itself(name)).collect()
}

#[test]
fn data_types_contain_themselves() {
    let mut plain = Vec::new();
    let (mut all, mut of_versions) = (0, 0);
    for version in versions() {
        let text = read(&version);
        let names = recursive(&text, true);
        (all, of_versions) = (all + names.len(), of_versions + usize::from(!names.is_empty()));
        plain.extend(recursive(&text, false).into_iter().map(|name| format!("{version} {name}")));
    }
    assert_eq!((all, of_versions), (61, 21));
    assert_eq!(
        plain,
        [
            "cls-2020-10-16 EscalateNoticeInfo",
            "cngw-2023-04-18 CNAPIGwMCPToolParam",
            "databuddy-2026-07-15 WorkflowTask",
            "databuddy-2026-07-15 WorkflowTaskNodeBrief",
            "oceanus-2019-04-22 JobConfig",
        ]
    );
    assert!(recursive(&read("ecm-2019-07-19"), true).is_empty());
}

#[test]
fn members_differ_only_in_how_words_are_divided() {
    let snake = |name: &str| {
        let letters: Vec<_> = name.chars().collect();
        let mut words = String::new();
        for (index, letter) in letters.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|index| letters.get(index));
            let ends_run = letters.get(index + 1).is_some_and(char::is_ascii_lowercase);
            let begins = before.is_some_and(|before| !before.is_ascii_uppercase() || ends_run);
            if letter.is_ascii_uppercase() && begins {
                words.push('_');
            }
            words.push(letter.to_ascii_lowercase());
        }
        words
    };
    let mut collisions = BTreeMap::new();
    for version in versions() {
        let text = read(&version);
        for lines in blocks(&text).into_values() {
            let mut seen = BTreeSet::new();
            for line in lines {
                let mut words = line.split(' ');
                let first = words.next().unwrap();
                let is_top = matches!(first, "in" | "out");
                let name = if is_top { words.next().unwrap() } else { first };
                let direction = if is_top { first } else { "" };
                if !seen.insert((direction, snake(name))) {
                    *collisions.entry(version.clone()).or_insert(0) += 1;
                }
            }
        }
    }
    let expected = [
        ("ccc-2020-02-10", 3),
        ("cdwch-2020-09-15", 1),
        ("cdwpg-2020-12-30", 1),
        ("dnspod-2021-03-23", 13),
        ("pts-2021-07-28", 1),
        ("tcss-2020-11-01", 3),
    ];
    assert_eq!(collisions, expected.map(|(version, count)| (version.to_owned(), count)).into());
    let both = ["RequestID string", "RequestId string"];
    has("cdwch-2020-09-15", "structure InstanceStateInfo", &both);
}

#[test]
fn members_are_keywords_in_small_letters() {
    let mut counts = BTreeMap::new();
    for version in versions() {
        for line in read(&version).lines().filter_map(|line| line.strip_prefix("  ")) {
            let line = line.strip_prefix("in ").or(line.strip_prefix("out ")).unwrap_or(line);
            let name = line.split(' ').next().unwrap();
            *counts.entry(name.to_owned()).or_insert(0) += 1;
        }
    }
    let count = |name| counts.get(name).copied().unwrap_or(0);
    assert_eq!(count("Type"), 1_590);
    assert_eq!(["Override", "Enum", "Where", "Match"].map(count), [12, 6, 6, 5]);
    assert_eq!(["Async", "Ref", "Abstract", "Mod"].map(count), [4, 4, 4, 4]);
    assert_eq!(["For", "Break", "Super", "Await", "Impl", "Box"].map(count), [3, 2, 2, 1, 1, 1]);
    assert_eq!(["AS", "In"].map(count), [1, 1]);
}

#[test]
fn outputs_of_two_actions_have_a_member_error() {
    let heads = heads_with(|line| line.starts_with("out Error "));
    let version = "lkeap-2024-05-22";
    let actions = ["GetReconstructDocumentResult", "GetSplitDocumentResult"];
    assert_eq!(heads, actions.map(|action| format!("{version}: action {action}")));
    for action in actions {
        has(version, &format!("action {action}"), &["out Error ErrorInfo"]);
    }
}

#[test]
fn two_actions_take_a_file() {
    let actions = ["DescribeQualityScore", "UploadMedicalFile"]
        .map(|action| format!("cii-2021-04-08: action {action}"));
    assert_eq!(heads_with(|line| line.contains(" binary")), actions);
    assert_eq!(heads_with(|line| line == "body multipart"), actions);
    let file = "in File binary required";
    has("cii-2021-04-08", "action DescribeQualityScore", &["body multipart", file]);
    has("cii-2021-04-08", "action UploadMedicalFile", &["body multipart", "in File binary"]);
}

#[test]
fn one_action_takes_octets() {
    let actions = heads_with(|line| line == "body octets");
    assert_eq!(actions, ["cls-2020-10-16: action UploadLog"]);
}

#[test]
fn one_member_begins_with_a_small_letter() {
    let is_small = |line: &str| {
        let name = line.strip_prefix("out ").or(line.strip_prefix("in "));
        name.is_some_and(|name| name.starts_with(|first: char| first.is_ascii_lowercase()))
    };
    let action = "action DescribeVulHostCountScanTime";
    assert_eq!(heads_with(is_small), [format!("cwp-2018-02-28: {action}")]);
    has("cwp-2018-02-28", action, &["out hadAutoFixVul bool"]);
}

#[test]
fn two_data_types_have_an_underscore() {
    let mut found = Vec::new();
    for version in versions() {
        let text = read(&version);
        let heads = blocks(&text).into_keys().filter(|head| head.contains('_'));
        found.extend(heads.map(|head| format!("{version}: {head}")));
    }
    let label = "lke-2023-11-30: structure GetWsTokenReq_Label";
    assert_eq!(found, [label, "tdmq-2020-02-17: structure Topic_Simplification"]);
}

#[test]
fn eleven_data_types_have_no_members() {
    let mut found = Vec::new();
    for version in versions() {
        let text = read(&version);
        let empty = blocks(&text).into_iter().filter(|(_, lines)| lines.is_empty());
        found.extend(empty.map(|(head, _)| format!("{version}: {head}")));
    }
    assert_eq!(
        found,
        [
            "apigateway-2018-08-08: structure ApigatewayTags",
            "apigateway-2018-08-08: structure DescribeExclusiveInstancesResult",
            "apigateway-2018-08-08: structure UpstreamHealthCheckerReqHeaders",
            "bma-2021-06-24: structure Filter",
            "ckafka-2019-08-19: structure LowercaseParam",
            "cls-2020-10-16: structure ServiceLogConfigInfo",
            "irp-2022-08-05: structure StrUserIdInfo",
            "irp-2022-08-05: structure UserPortraitInfo",
            "ssa-2018-06-08: structure SecurityStatus",
            "tcm-2021-04-13: structure CrossRegionConfig",
            "waf-2018-01-25: structure Tag",
        ]
    );
}

#[test]
fn data_types_are_named_as_requests_and_responses() {
    let mut counts = BTreeMap::new();
    for version in versions() {
        let text = read(&version);
        let named = |head: &&str| {
            head.strip_prefix("structure ")
                .is_some_and(|name| name.ends_with("Request") || name.ends_with("Response"))
        };
        let count = blocks(&text).into_keys().filter(named).count();
        counts.insert(version, count);
    }
    assert_eq!(counts.values().sum::<usize>(), 44);
    assert_eq!(counts.get("ckafka-2019-08-19"), Some(&17));
    let market = ["SpotOptions SpotMarketOptions required", "MarketType string"];
    has("cvm-2017-03-12", "structure InstanceMarketOptionsRequest", &market);
}

#[test]
fn one_service_has_another_product() {
    let mut others = Vec::new();
    for version in versions() {
        let text = read(&version);
        let of = |word| text.lines().find_map(|line| line.strip_prefix(word)).unwrap();
        let (service, product) = (of("service "), of("product "));
        if service != product {
            others.push(format!("{service} {product}"));
        }
    }
    assert_eq!(others, ["autoscaling as"]);
}

#[test]
fn two_actions_are_not_signed() {
    let actions = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];
    let actions = actions.map(|action| format!("sts-2018-08-13: action {action}"));
    assert_eq!(heads_with(|line| line == "unsigned"), actions);
}

#[test]
fn responses_of_some_actions_are_streams() {
    let mut counts = BTreeMap::new();
    for head in heads_with(|line| line == "streams") {
        *counts.entry(head.split('-').next().unwrap().to_owned()).or_insert(0) += 1;
    }
    let expected = [
        ("cloudmate", 1),
        ("cls", 1),
        ("dataagent", 2),
        ("es", 2),
        ("hunyuan", 12),
        ("ig", 4),
        ("lkeap", 2),
        ("tdai", 1),
        ("trtc", 1),
        ("waf", 1),
    ];
    assert_eq!(counts, expected.map(|(service, count)| (service.to_owned(), count)).into());
    has("hunyuan-2023-09-01", "action ChatCompletions", &["streams"]);
}

#[test]
fn two_actions_have_another_host() {
    let actions = ["ChatCompletions", "ParseDocument"];
    let heads = actions.map(|action| format!("es-2025-01-01: action {action}"));
    assert_eq!(heads_with(|line| line.starts_with("host ")), heads);
    for action in actions {
        has("es-2025-01-01", &format!("action {action}"), &["streams", "host es.ai"]);
    }
}

#[test]
fn the_default_version_is_not_always_the_newest() {
    let mut services: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for version in versions() {
        let is_default = read(&version).lines().any(|line| line == "default");
        let service = version.split('-').next().unwrap().to_owned();
        services.entry(service).or_default().push(is_default);
    }
    let several = services.iter().filter(|(_, versions)| versions.len() > 1);
    assert_eq!(several.clone().count(), 34);
    for (service, versions) in &services {
        let defaults = versions.iter().filter(|is_default| **is_default).count();
        assert_eq!(defaults, usize::from(versions.len() > 1), "{service}");
    }
    let older = several.filter(|(_, versions)| versions.last() == Some(&false));
    let older: Vec<_> = older.map(|(service, _)| service.as_str()).collect();
    assert_eq!(older, ["antiddos", "es", "monitor", "tke", "vod"]);
}

#[test]
fn required_marks_that_are_numbers_are_read() {
    let lines = ["in WorkspaceId string required", "in FileName string required"];
    has("databuddy-2026-07-15", "action CreateFile", &lines);
    let lines = ["in WorkspaceId string required", "in FileId string required"];
    has("databuddy-2026-07-15", "action DeleteFile", &lines);
}
