//! The command line, separated into API parameters and options of `tc3`.

use std::ffi::OsString;

use tencentcloud_catalog::{Parameter, Words, nearest};

use crate::failure::Failure;

/// A command line, separated into options and parameters.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// All other arguments, the program name first.
    pub(crate) options: Vec<OsString>,
    /// The parameters in order.
    pub(crate) parameters: Vec<Parameter>,
}

/// The options of a call, which end the values of a parameter.
const OPTIONS: [&str; 26] = [
    "--allow-http",
    "--as",
    "--body",
    "--dry-run",
    "--emulator",
    "--endpoint",
    "--generate-cli-skeleton",
    "--generate-skeleton",
    "--help",
    "--json",
    "--language",
    "--method",
    "--no-validate",
    "--output",
    "--region",
    "--retries",
    "--sign-method",
    "--stubs",
    "--timeout",
    "--transport",
    "--typed",
    "--untyped",
    "--verbose",
    "--version",
    "-h",
    "-v",
];

/// Options of later versions, which end the values of a parameter as well, so that a
/// command line never changes its meaning.
const RESERVED: [&str; 2] = ["--filter", "--profile"];

impl Arguments {
    /// Separates a command line. After the name of a parameter, every word is its
    /// value, even one that begins with a dash, unless it is an option of a call or
    /// the next parameter. `--Name=value` takes any value, and no further one.
    pub(crate) fn split(line: &[OsString]) -> Result<Self, Failure> {
        let words =
            Words::split(line, is_option).map_err(|error| Failure::Usage(error.to_string()))?;
        let mut split = Self { options: words.options, parameters: words.parameters };
        split.replace_help_word();
        Ok(split)
    }

    /// The word `help`, before or after the names of what it is about, is `--help`. Among
    /// several words to search for it is one of them.
    fn replace_help_word(&mut self) {
        let is_name = |word: &&OsString| !word.as_encoded_bytes().starts_with(b"-");
        let names = self.options.iter().skip(1).take_while(is_name).count();
        let is_query = names > 2 && self.options.get(1).is_some_and(|word| word == "search");
        for place in [1, names] {
            if names > 0 && !is_query && self.options.get(place).is_some_and(|word| word == "help")
            {
                self.options.remove(place);
                self.options.push("--help".into());
                return;
            }
        }
    }

    /// Fails if there are parameters, for commands that call no action.
    pub(crate) fn refuse_parameters(&self) -> Result<(), Failure> {
        match self.parameters.first() {
            None => Ok(()),
            // Not named: it may be part of a key.
            Some(_) => Err(Failure::Usage(
                "--Name VALUE is a parameter of an action, and this command calls none".into(),
            )),
        }
    }
}

/// The option that a misspelled one is most similar to.
pub(crate) fn nearest_option(word: &str) -> Option<&'static str> {
    let name = word.strip_prefix("--")?;
    let names = OPTIONS.into_iter().filter_map(|option| option.strip_prefix("--"));
    let near = nearest(name, names)?;
    OPTIONS.into_iter().find(|option| option.strip_prefix("--") == Some(near))
}

/// Whether one word may be a misspelling of the other.
pub(crate) fn is_similar(option: &str, word: &str) -> bool {
    // The dashes of both are no sign of it.
    nearest(word.trim_start_matches('-'), [option.trim_start_matches('-')]).is_some()
}

/// Whether this is an option, alone or as `--option=VALUE`.
fn is_option(word: &str) -> bool {
    let name = word.split_once('=').map_or(word, |(name, _)| name);
    let is_listed = |word| OPTIONS.contains(&word) || RESERVED.contains(&word);
    is_listed(word) || (name.starts_with("--") && is_listed(name))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn split(line: &[&str]) -> Arguments {
        Arguments::split(&line.iter().map(OsString::from).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn every_option_of_a_call_ends_the_values_of_a_parameter() {
        for option in crate::cli::Cli::command().get_arguments() {
            for long in option.get_long_and_visible_aliases().unwrap_or_default() {
                assert!(is_option(&format!("--{long}")), "{long}");
                assert!(is_option(&format!("--{long}=x")), "{long}");
            }
        }
        assert!(is_option("-h") && is_option("-v") && !is_option("-v=1") && !is_option("-"));
    }

    /// The reader of pasted lines has another list.
    #[test]
    fn pasted_line_may_have_every_option_of_a_call() {
        use tencentcloud_verify::pasted::PastedCall;

        let cli = crate::cli::Cli::command();
        let options = cli.get_arguments().filter_map(|option| Some((option, option.get_long()?)));
        let reserved = RESERVED.map(|option| format!("{option} json"));
        let known = options.map(|(option, long)| {
            let value = match long {
                "as" => "curl",
                "language" => "en-US",
                "method" => "GET",
                "json" => "'{}'",
                "sign-method" => "HmacSHA1",
                "version" => "2019-07-19",
                _ => "1",
            };
            if option.get_action().takes_values() && !option.is_require_equals_set() {
                format!("--{long} {value}")
            } else {
                format!("--{long}")
            }
        });
        for option in known.chain(reserved) {
            let line = format!("tc3 ecm DescribeImage {option} --Limit 5 {option}");
            let call = PastedCall::read(line.as_bytes(), &mut |_| Err("no files here".into()));
            assert_eq!(call.map(|call| call.input), Ok(r#"{"Limit":5}"#.into()), "{line}");
        }
    }

    #[test]
    fn parameters_and_options_may_be_mixed() {
        let line = [
            "tc3",
            "ecm",
            "DeleteImage",
            "--emulator",
            "--ImageIDSet",
            "a",
            "b",
            "--region",
            "r",
            "--Offset",
            "-5",
            "--Text=--x",
            "--ImageId",
            "i",
            "-h",
        ];
        let arguments = split(&line);
        assert_eq!(
            arguments.options,
            ["tc3", "ecm", "DeleteImage", "--emulator", "--region", "r", "-h"]
        );
        assert_eq!(
            arguments.parameters,
            [
                Parameter::new("ImageIDSet", ["a", "b"]),
                Parameter::new("Offset", ["-5"]),
                Parameter::new("Text", ["--x"]),
                Parameter::new("ImageId", ["i"]),
            ]
        );
    }

    #[test]
    fn parameter_with_equals_sign_takes_no_further_values() {
        let arguments = split(&["tc3", "--Name=value", "word"]);
        assert_eq!(arguments.options, ["tc3", "word"]);
        assert_eq!(arguments.parameters, [Parameter::new("Name", ["value"])]);
    }

    #[test]
    fn help_may_be_a_word_before_or_after_names() {
        for (line, options) in [
            (&["tc3", "help"][..], &["tc3", "--help"][..]),
            (&["tc3", "help", "ecm", "X"], &["tc3", "ecm", "X", "--help"]),
            (&["tc3", "ecm", "help"], &["tc3", "ecm", "--help"]),
            (&["tc3", "ecm", "X", "help"], &["tc3", "ecm", "X", "--help"]),
            (&["tc3", "help", "sign"], &["tc3", "sign", "--help"]),
            (&["tc3", "search", "help"], &["tc3", "search", "--help"]),
            (&["tc3", "search", "get", "help"], &["tc3", "search", "get", "help"]),
            // The value of an option.
            (&["tc3", "ecm", "--region", "help"], &["tc3", "ecm", "--region", "help"]),
        ] {
            assert_eq!(split(line).options, options, "{line:?}");
        }
    }

    #[test]
    fn two_dashes_alone_are_refused() {
        let line = ["tc3", "ecm", "DescribeImage", "--", "x"].map(OsString::from);
        assert!(
            matches!(Arguments::split(&line), Err(Failure::Usage(text)) if text.starts_with("-- "))
        );
    }

    #[cfg(unix)]
    #[test]
    fn value_that_is_not_utf_8_is_refused() {
        use std::os::unix::ffi::OsStringExt;

        let mut line = ["tc3", "ecm", "DescribeImage", "--Name"].map(OsString::from).to_vec();
        line.push(OsString::from_vec(vec![0xff]));
        let failed = Arguments::split(&line);
        assert!(matches!(failed, Err(Failure::Usage(text)) if text.contains("not UTF-8")));
    }
}
