//! `tc3 search`.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Output, Stdio};

use crate::command::{tc3, text};

fn search(arguments: &[&str]) -> Output {
    tc3().arg("search").args(arguments).output().unwrap()
}

/// The objects of the output, of which each has a line.
fn objects(arguments: &[&str]) -> Vec<serde_json::Value> {
    let output = search(&[arguments, &["--json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn names(object: &serde_json::Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn action_of_a_service_is_the_first_hit() {
    for query in [&["ecm", "ImportImage"][..], &["ecm ImportImage"], &["ecm", "导入镜像"]] {
        let objects = objects(query);
        let first = &objects[0];
        assert_eq!(first["kind"], "action", "{query:?}");
        assert_eq!([&first["service"], &first["name"]], ["ecm", "ImportImage"], "{query:?}");
        assert_eq!(first["version"], "2019-07-19");
        assert_eq!(first["title"], "导入镜像");
        assert_eq!(first["class"], "changes");
        assert_eq!(first["deprecated"], false);
        assert!(objects.len() > 1 && objects.len() <= 20, "{}", objects.len());
    }
}

#[test]
fn object_has_the_members_of_its_kind() {
    for (query, kind, members) in [
        (&["ecm"][..], "service", &["kind", "service", "version", "name", "title"][..]),
        (
            &["ecm", "ImportImage"],
            "action",
            &["kind", "service", "version", "name", "title", "title_en", "class", "deprecated"],
        ),
        (
            &["ecm", "SourceRegion"],
            "member",
            &["kind", "service", "version", "action", "name", "deprecated"],
        ),
        (&["PeakFamilyInfo"], "structure", &["kind", "service", "version", "name"]),
        (
            &["InvalidParameterValue.InvalidImageID"],
            "error_code",
            &["kind", "service", "version", "name"],
        ),
    ] {
        let objects = objects(query);
        let found = objects.iter().find(|object| object["kind"] == kind);
        assert_eq!(names(found.unwrap()), members, "{query:?}");
    }
}

#[test]
fn table_has_a_line_for_each_hit_with_aligned_columns() {
    let output = search(&["导入镜像", "--limit", "2"]);
    assert_eq!(
        text(&output.stdout),
        "action      ecm ImportImage              changes     Imports image · 导入镜像\n\
         action      ecm DescribeCustomImageTask  reads       Queries image import task · 查询导入镜像任务\n"
    );
    let member = search(&["ecm", "SourceRegion"]);
    let member = text(&member.stdout).lines().next().unwrap();
    assert!(member.starts_with("member ") && member.contains(" ecm ImportImage SourceRegion"));
    // Where a service has several versions, the hit is in one of them.
    let version = search(&["CreateNoticeContentTmpl"]);
    assert!(text(&version.stdout).contains(" monitor 2023-06-16 CreateNoticeContentTmpl "));
    let query = ["tcss", "AddNetworkFirewallPolicyDetail", "--limit", "1"];
    assert!(text(&search(&query).stdout).contains(" [deprecated] "));
    assert_eq!(objects(&query)[0]["deprecated"], true);
}

#[test]
fn limit_is_the_number_of_hits() {
    for limit in ["1", "7", "1000"] {
        let count = objects(&["image", "--limit", limit]).len();
        assert_eq!(count.to_string(), limit);
    }
    for limit in ["0", "-1", "1001", "many"] {
        let output = search(&["image", "--limit", limit]);
        assert_eq!(output.status.code(), Some(2), "{limit}");
        assert!(text(&output.stderr).contains("--limit: must be an integer from 1 to 1000"));
    }
}

#[test]
fn nothing_found_exits_0_with_a_note() {
    for (arguments, note) in [
        (&["zzqqxxwwvv"][..], ""),
        (&["zzqqxxwwvv", "--json"], ""),
        (&["ecm", "zzqqxxwwvv"], " in ecm; leave it out to search all"),
        (&["ecm zzqqxxwwvv"], " in ecm; leave it out to search all"),
    ] {
        let output = search(arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stdout.is_empty());
        assert_eq!(text(&output.stderr), format!("note: nothing found{note}\n"));
    }
}

#[test]
fn search_without_a_word_is_a_usage_error() {
    for (arguments, message) in [
        (&[][..], "<WORDS>... is required"),
        (&["", " "], "a word to search for is required"),
        (&["a", "--output", "json"], "is not an option"),
        (&["a", "--Image"], "calls none"),
    ] {
        let output = search(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(message), "{}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn reader_that_leaves_is_no_error_and_a_full_device_is_one() {
    let mut command = tc3();
    let command = command.args(["search", "image", "--limit", "1000", "--json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(output.stderr.is_empty());
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = tc3().args(["search", "image"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot write to stdout"));
}
