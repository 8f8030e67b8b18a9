use std::collections::BTreeSet;

use tencentcloud_catalog::services;

use super::*;

fn package(service: &str) -> Package {
    Package::new(Types::of(service).unwrap(), CoreSource::Path("../core".into()))
}

fn file(package: &Package, path: &str) -> String {
    package.files().remove(Path::new(path)).unwrap()
}

#[test]
fn record_of_the_manifest_gives_the_same_crate() {
    let types = Types::of("monitor").unwrap().version("2018-07-24").unwrap();
    let types = types.only(["DescribeAlarmPolicies", "DescribeAlarmPolicy"]).unwrap();
    for core in ["path=../a \"b\" \\ 边", "git=https://example.com/a.git#0123abc", "version=0.1"] {
        let package = Package::new(types.clone(), core.parse().unwrap());
        let read = Package::of_manifest(&file(&package, "Cargo.toml")).unwrap();
        assert_eq!(read.command(), package.command());
        assert_eq!(read.files(), package.files());
        assert_eq!(package.files().contains_key(Path::new(EXAMPLES)), !core.starts_with('v'));
    }
}

#[test]
fn crate_of_an_older_catalog_is_the_same_if_the_facts_are() {
    let manifest = file(&package("sts"), "Cargo.toml").replace(catalog::DATE, "2020-01-01");
    let read = Package::of_manifest(&manifest).unwrap();
    assert_eq!(file(&read, "Cargo.toml"), manifest);
    assert_eq!(file(&read, "src/lib.rs"), file(&package("sts"), "src/lib.rs"));
}

#[test]
fn manifest_of_another_crate_is_refused() {
    let manifest = file(&package("sts"), "Cargo.toml");
    for (from, to) in [
        ("[package.metadata.tc3]", "[package.metadata]"),
        ("service = \"sts\"\n", ""),
        ("core = \"path=", "core = \"where="),
        ("core = \"", "core = '"),
    ] {
        let error = Package::of_manifest(&manifest.replace(from, to)).unwrap_err();
        assert_eq!(error, NotGenerated::NoRecord, "{from}");
    }
    let error = Package::of_manifest(&manifest.replace("\"sts\"", "\"stss\"")).unwrap_err();
    assert_eq!(error.to_string(), "there is no service \"stss\"; did you mean sts?");
}

#[test]
fn source_of_core_is_checked() {
    for text in [
        "",
        "path",
        "path=",
        "git=https://example.com/a.git",
        "git=#a",
        "git=https://a#",
        "version=",
        "0.1",
        "path=a\nb",
        "git=https://user:password@example.com/a.git#a",
        "git=https://test-token-000001@example.com/a.git#a",
    ] {
        assert_eq!(text.parse::<CoreSource>(), Err(InvalidSource), "{text}");
    }
    let ssh = "git=ssh://git@example.com/a.git#v1";
    assert_eq!(ssh.parse::<CoreSource>().unwrap().to_string(), ssh);
}

#[test]
fn command_generates_the_crate_again() {
    let types = Types::of("sts").unwrap().only(["GetCallerIdentity"]).unwrap();
    let package = Package::new(types, CoreSource::Path("../my core".into()));
    assert_eq!(
        package.command(),
        "tc3 generate crate sts --only GetCallerIdentity --core 'path=../my core' --out ."
    );
}

#[test]
fn documentation_names_the_modules_that_are_generated() {
    for (service, only, named, missing) in [
        ("sts", "AssumeRole", "`structures`", "`v2"),
        ("sts", "GetCallerIdentity", "`codes`", "`structures`"),
        ("es", "ChatCompletions", "`v2025_01_01`", "`structures`"),
    ] {
        let types = Types::of(service).unwrap().only([only]).unwrap();
        let readme = Package::new(types, CoreSource::Version("0.1".into())).readme();
        assert!(readme.contains(named) && !readme.contains(missing), "{only}: {readme}");
        assert!(readme.contains("\ntencentcloud-ureq = { version = \"0.1\" }\n"), "{readme}");
    }
}

/// Crates of the repository have other names.
#[test]
fn every_service_has_a_program_and_tests() {
    let mut names = BTreeSet::new();
    for service in services() {
        let package = package(service.name());
        assert!(names.insert(package.name()));
        let program = package.program();
        assert!(program.contains("let input"), "{}", service.name());
        let (tests, actions) = (package.examples(), service.action_count());
        let count = tests.matches("#[test]").count();
        assert!(count <= 20 && (count > 0 || actions < 10), "{} {count}", service.name());
    }
    for name in ["core", "client", "ureq", "hyper", "catalog", "codegen"] {
        assert!(!names.contains(&format!("tencentcloud-{name}")));
    }
}
