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

/// The names of members are those of the documentation: `` /// `ImageId`: a string ``. Only
/// a record is `#[non_exhaustive]`.
fn derived(source: &str) -> String {
    let mut text = String::new();
    let mut name = None;
    let mut in_macro = false;
    let mut in_record = false;
    let mut lines = source.lines().peekable();
    while let Some(line) = lines.next() {
        in_macro |= line.starts_with("::tencentcloud_core::__record!(");
        if in_macro {
            in_macro = !line.ends_with(';');
            continue;
        }
        if line == "}" {
            in_record = false;
        }
        let member = line.strip_prefix("    /// `").and_then(|rest| rest.split_once("`: "));
        name = member.map(|(member, _)| member).or(name);
        let derives = line.strip_prefix("#[derive(");
        if let Some(derives) = derives.filter(|_| lines.peek() == Some(&"#[non_exhaustive]")) {
            in_record = true;
            text.push_str("#[derive(Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize, ");
            text.push_str(derives);
            text.push('\n');
            if derives.contains("Default") {
                text.push_str("#[serde(default)]\n");
            }
            continue;
        }
        let is_field = in_record && line.starts_with("    pub ") && line.ends_with(',');
        if let (Some(member), true) = (name, is_field) {
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
        let source = "#[derive(::core::clone::Clone)]\n#[non_exhaustive]\npub struct A {\n    /// `IdSet`: a list. \
                      Required.\n    pub id_set: ::core::option::Option<i64>,\n}\n\n\
                      ::tencentcloud_core::__record!(A {\n    0 => id_set: \"IdSet\",\n});\n";
        let expected = "#[derive(Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize, \
                        ::core::clone::Clone)]\n#[non_exhaustive]\npub struct A {\n    /// `IdSet`: a \
                        list. Required.\n    #[serde(rename = \"IdSet\", skip_serializing_if = \
                        \"Option::is_none\")]\n    pub id_set: ::core::option::Option<i64>,\n}\n\n";
        assert_eq!(super::derived(source), expected);
    }

    #[test]
    fn struct_that_is_no_record_stays() {
        let source = "#[derive(::core::clone::Clone)]\npub struct ARequired {\n    /// `Id`: a \
                      string. Required.\n    pub id: ::std::string::String,\n}\n";
        assert_eq!(super::derived(source), source);
    }
}
