//! A line of `tc3` gives the very body: its words are read as a shell and the command read
//! them, by code that shares nothing with the writer.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use tencentcloud_codegen::snippets::Form;
use tencentcloud_core::Request;

use crate::calls::Case;

/// The words of each command of a pipe.
fn words(line: &str) -> Vec<Vec<String>> {
    let mut commands = vec![Vec::new()];
    let (mut word, mut is_word, mut is_quoted) = (String::new(), false, false);
    let mut characters = line.trim_end_matches('\n').chars();
    while let Some(c) = characters.next() {
        match c {
            '\'' => (is_quoted, is_word) = (!is_quoted, true),
            c if is_quoted => word.push(c),
            '\\' => word.push(characters.next().unwrap()),
            ' ' if is_word => {
                commands.last_mut().unwrap().push(std::mem::take(&mut word));
                is_word = false;
            }
            ' ' => {}
            '|' => commands.push(Vec::new()),
            c if c.is_ascii_alphanumeric() || "-_./:,=%{}".contains(c) => {
                word.push(c);
                is_word = true;
            }
            c => panic!("{c:?} has a meaning for a shell: {line}"),
        }
    }
    assert!(!is_quoted, "an open quote: {line}");
    if is_word {
        commands.last_mut().unwrap().push(word);
    }
    commands
}

/// The JSON that `tc3` sends for a line whose parameters are strings.
fn sent(line: &str) -> String {
    let mut commands = words(line);
    let tc3 = commands.pop().unwrap();
    assert_eq!(tc3[..3], ["tc3", "ecm", "ImportImage"]);
    if let Some(place) = tc3.iter().position(|word| word == "--json") {
        return match (&*tc3[place + 1], &*commands) {
            ("-", [printf]) => printf[2].clone(),
            ("-", [printf, _]) => String::from_utf8(STANDARD.decode(&printf[2]).unwrap()).unwrap(),
            (json, []) => json.to_owned(),
            _ => panic!("{line}"),
        };
    }
    assert!(commands.is_empty(), "{line}");
    let mut members = Vec::new();
    let mut rest = tc3[3..].iter();
    while let Some(word) = rest.next() {
        let name = word.strip_prefix("--").unwrap();
        let (name, value) = match name.split_once('=') {
            Some(pair) => pair,
            None if name == "no-validate" => continue,
            None => (name, rest.next().unwrap().as_str()),
        };
        // A word after a name that is not its value.
        assert!(name.contains('=') || !value.starts_with("--") || word.contains('='), "{line}");
        members.push(format!("\"{name}\":{}", serde_json::Value::from(value)));
    }
    format!("{{{}}}", members.join(","))
}

fn line(input: &str) -> String {
    let request = Request::new("ecm", "2019-07-19", "ImportImage", input.to_owned());
    Case::new(request).snippet(Form::Tc3).unwrap()
}

proptest! {
    #[test]
    fn body_of_the_line_is_that_of_the_request(
        id in any::<String>(),
        description in "([a-z'\"\\\\$`!#&;|<>()~*?{}=@\n -]|\\PC){0,24}",
        is_compact in any::<bool>(),
    ) {
        let [id, description] = [id, description].map(serde_json::Value::from);
        let space = if is_compact { "" } else { " " };
        let input = format!(
            "{{\"ImageId\":{space}{id},\"ImageDescription\":{description},\"SourceRegion\":\"r\"}}"
        );
        let line = line(&input);
        prop_assert_eq!(sent(&line), input, "{}", line);
    }
}

#[test]
fn values_that_look_like_options_stay_values() {
    for value in ["--emulator", "--ImageId", "-h", "--", "@file", "-", "[1]", "help", ""] {
        let input =
            format!(r#"{{"ImageId":"{value}","ImageDescription":"{value}","SourceRegion":"r"}}"#);
        assert_eq!(sent(&line(&input)), input);
    }
}

#[test]
fn long_and_escaped_inputs_go_through_stdin() {
    let long = format!(r#"{{"ImageId":"{}"}}"#, "'x边".repeat(200_000));
    let line_of_long = line(&long);
    assert!(line_of_long.starts_with("printf %s '"), "{line_of_long:.40}");
    assert_eq!(sent(&line_of_long), long);
    let tabs = "{\t\"ImageId\":\r\n\"i\"}";
    assert!(line(tabs).contains("base64 --decode"));
    assert_eq!(sent(&line(tabs)), tabs);
}
