//! Commands in a Markdown text.

/// The commands of all blocks marked `sh`, each as its words.
///
/// One command a line; a backslash at the end joins the next line to it, and a
/// line that begins with `#` is a comment. Quotes are not understood: a command
/// that a newcomer copies should not need any.
pub(super) fn commands(markdown: &str) -> Vec<Vec<String>> {
    let mut commands = Vec::new();
    let mut unfinished: Vec<String> = Vec::new();
    let mut in_block = false;
    for line in markdown.lines().map(str::trim) {
        if let Some(language) = line.strip_prefix("```") {
            in_block = !in_block && language == "sh";
        } else if in_block && !line.is_empty() && !line.starts_with('#') {
            let (text, goes_on) = match line.strip_suffix('\\') {
                Some(text) => (text, true),
                None => (line, false),
            };
            unfinished.extend(text.split_whitespace().map(str::to_owned));
            if !goes_on {
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
    fn commands_stand_in_blocks_marked_sh() {
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
    fn a_text_without_a_block_has_none() {
        assert!(commands("cargo run\n").is_empty());
    }
}
