//! The options of `tc3` and `tccli`: which words are options, and which of them have a value.

use std::ffi::OsString;

use super::PastedError;

/// A command whose lines are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Program {
    Tc3,
    Tccli,
}

impl Program {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tc3 => "tc3",
            Self::Tccli => "tccli",
        }
    }

    /// Options with a value: that of `--name=VALUE`, else the next word.
    fn valued(self) -> &'static [&'static str] {
        match self {
            Self::Tc3 => &[
                "--as",
                "--body",
                "--endpoint",
                "--filter",
                "--json",
                "--language",
                "--method",
                "--output",
                "--profile",
                "--region",
                "--retries",
                "--sign-method",
                "--timeout",
                "--transport",
                "--version",
                "-V",
            ],
            Self::Tccli => &[
                "--cli-input-json",
                "--endpoint",
                "--filter",
                "--https-proxy",
                "--language",
                "--output",
                "--profile",
                "--region",
                "--request-client",
                "--role-arn",
                "--role-session-name",
                "--secretId",
                "--secretKey",
                "--timeout",
                "--token",
                "--version",
                "--waiter",
            ],
        }
    }

    /// Options without a value. Those of skeletons take one only as `--name=VALUE`.
    fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Tc3 => &[
                "--allow-http",
                "--dry-run",
                "--emulator",
                "--generate-cli-skeleton",
                "--generate-skeleton",
                "--help",
                "--no-validate",
                "--stubs",
                "--typed",
                "--untyped",
                "--verbose",
                "-h",
                "-v",
            ],
            Self::Tccli => &[
                "--cli-unfold-argument",
                "--detail",
                "--generate-cli-skeleton",
                "--use-cvm-role",
                "--warning",
            ],
        }
    }

    /// Whether a word is an option, alone or as `--option=VALUE`.
    pub(super) fn is_option(self, word: &str) -> bool {
        let name = word.split_once('=').map_or(word, |(name, _)| name);
        self.valued().contains(&name) || self.flags().contains(&name)
    }
}

/// What a command line says besides parameters.
#[derive(Debug, Default)]
pub(super) struct Options {
    /// The words that are no options: service and action.
    pub(super) names: Vec<String>,
    /// The options with their values, in order.
    values: Vec<(&'static str, String)>,
}

impl Options {
    /// Reads the words after the name of the command that are neither parameters nor their
    /// values.
    pub(super) fn read(program: Program, words: Vec<OsString>) -> Result<Self, PastedError> {
        let mut options = Self::default();
        let mut words = words.into_iter().filter_map(|word| word.into_string().ok());
        while let Some(word) = words.next() {
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
                _ => (&*word, None),
            };
            let is_name = |option: &&&str| **option == name;
            if let Some(option) = program.valued().iter().find(is_name) {
                let value = inline.or_else(|| words.next());
                let value = value.ok_or_else(|| value_error(option, "the value is missing"))?;
                options.values.push((option, value));
            } else if program.flags().contains(&name) {
                // None of them changes the call.
            } else if word.starts_with('-') {
                return Err(PastedError::Option { program: program.name(), option: shown(name) });
            } else {
                options.names.push(word);
            }
        }
        Ok(options)
    }

    /// The value of an option, the last one if it is given more than once.
    pub(super) fn value(&self, option: &'static str) -> Result<Option<&str>, PastedError> {
        let found = self.values.iter().rev().find(|(known, _)| *known == option);
        match found {
            Some((_, value)) if value.contains('\0') => {
                Err(value_error(option, "it is a variable; write its value"))
            }
            found => Ok(found.map(|(_, value)| &**value)),
        }
    }
}

pub(super) fn value_error(option: &str, problem: &'static str) -> PastedError {
    PastedError::Value(option.to_owned(), problem)
}

/// A word that may be the name of an option. Any other may be a secret.
fn shown(name: &str) -> String {
    const LONGEST: usize = 32;
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
    let is_name = name.len() <= LONGEST && name.bytes().all(is_letter);
    if is_name { name.to_owned() } else { "such option".to_owned() }
}
