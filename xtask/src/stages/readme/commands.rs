//! Commands in a Markdown file.

/// The commands of all `sh` blocks, split at whitespace.
///
/// A command is a line. A backslash at its end joins the next line; a line that
/// begins with `#` is a comment. Quotes are not supported.
pub(super) fn commands(markdown: &str) -> Vec<Vec<String>> {
    let mut commands = Vec::new();
    let mut unfinished: Vec<String> = Vec::new();
    let mut in_block = false;
    for line in markdown.lines().map(str::trim) {
        if let Some(language) = line.strip_prefix("```") {
            in_block = !in_block && language == "sh";
        } else if in_block && !line.is_empty() && !line.starts_with('#') {
            let (line, continues) = match line.strip_suffix('\\') {
                Some(line) => (line, true),
                None => (line, false),
            };
            unfinished.extend(line.split_whitespace().map(str::to_owned));
            if !continues {
                commands.push(std::mem::take(&mut unfinished));
            }
        }
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_from_sh_blocks() {
        let text = "\
# Title
cargo prose
```rust
cargo code
```
```sh
# a comment
cargo run --release -- \\
    ecm ImportImage --emulator

cargo xtask test
```
```
cargo unmarked
```
";
        let commands: Vec<String> = commands(text).iter().map(|words| words.join(" ")).collect();
        assert_eq!(
            commands,
            ["cargo run --release -- ecm ImportImage --emulator", "cargo xtask test"]
        );
    }

    #[test]
    fn a_page_without_sh_block_has_no_commands() {
        assert!(commands("cargo run\n").is_empty());
    }
}
