//! Generated source with what serde derives in place of records.

#![expect(clippy::disallowed_methods, reason = "it rewrites source")]

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

/// Rewrites all files below a folder.
pub(super) fn rewrite(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            rewrite(&path)?;
        } else {
            fs::write(&path, derived(&fs::read_to_string(&path)?))?;
        }
    }
    Ok(())
}

/// The names of members are those of the documentation: `` /// `ImageId`: a string ``.
fn derived(source: &str) -> String {
    let mut text = String::new();
    let mut name = None;
    let mut is_record = false;
    for line in source.lines() {
        is_record |= line.starts_with("::tencentcloud_core::record!(");
        if is_record {
            is_record = !line.ends_with(';');
            continue;
        }
        let member = line.strip_prefix("    /// `").and_then(|rest| rest.split_once("`: "));
        name = member.map(|(member, _)| member).or(name);
        if let Some(derives) = line.strip_prefix("#[derive(") {
            text.push_str("#[derive(Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize, ");
            text.push_str(derives);
            text.push('\n');
            if derives.contains("Default") {
                text.push_str("#[serde(default)]\n");
            }
            continue;
        }
        if let (Some(member), true) = (name, line.starts_with("    pub ") && line.ends_with(',')) {
            let skip = if line.contains(": ::core::option::Option<") {
                ", skip_serializing_if = \"Option::is_none\""
            } else {
                ""
            };
            let _ = writeln!(text, "    #[serde(rename = {member:?}{skip})]");
            name = None;
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn record_becomes_what_serde_derives() {
        let source = "#[derive(::core::clone::Clone)]\npub struct A {\n    /// `IdSet`: a list. \
                      Required.\n    pub id_set: ::core::option::Option<i64>,\n}\n\n\
                      ::tencentcloud_core::record!(A {\n    0 => id_set: \"IdSet\",\n});\n";
        let expected = "#[derive(Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize, \
                        ::core::clone::Clone)]\npub struct A {\n    /// `IdSet`: a list. \
                        Required.\n    #[serde(rename = \"IdSet\", skip_serializing_if = \
                        \"Option::is_none\")]\n    pub id_set: ::core::option::Option<i64>,\n}\n\n";
        assert_eq!(super::derived(source), expected);
    }
}
