//! The options of a curl command line.

use super::without_effect::{self, Takes};
use crate::captured::CapturedError;

/// The options that make the request. Any other one is an error, unless it is known to leave
/// the request as it is.
#[derive(Default)]
pub(super) struct Options {
    urls: Vec<Vec<u8>>,
    pub(super) method: Option<Vec<u8>>,
    pub(super) headers: Vec<Vec<u8>>,
    /// The data of all `-d`, joined by `&`, and of all `--json`.
    pub(super) data: Option<Vec<u8>>,
    /// Whether the data is JSON, which has other default headers.
    pub(super) is_json: bool,
    /// Whether the data is the query.
    pub(super) get: bool,
    pub(super) user_agent: Option<Vec<u8>>,
}

/// An option with a value, and its name in errors.
#[derive(Clone, Copy)]
enum Valued {
    Header,
    Request,
    Url,
    UserAgent,
    /// `-d`, which reads a file without its line ends.
    Data,
    /// `--data-raw`, which reads no file.
    DataRaw,
    DataBinary,
    /// `--json`, as `--data-binary` with the headers of JSON.
    Json,
}

/// Long and short names. `--data-ascii` is an alias in curl.
const VALUED: [(&str, Option<u8>, Valued); 9] = [
    ("--header", Some(b'H'), Valued::Header),
    ("--request", Some(b'X'), Valued::Request),
    ("--url", None, Valued::Url),
    ("--data", Some(b'd'), Valued::Data),
    ("--data-ascii", None, Valued::Data),
    ("--data-raw", None, Valued::DataRaw),
    ("--data-binary", None, Valued::DataBinary),
    ("--json", None, Valued::Json),
    ("--user-agent", Some(b'A'), Valued::UserAgent),
];

type Files<'a> = &'a mut dyn FnMut(&str) -> Result<Vec<u8>, String>;

impl Options {
    /// Reads the words after `curl`.
    pub(super) fn read(words: Vec<Vec<u8>>, file: Files<'_>) -> Result<Self, CapturedError> {
        let mut options = Self::default();
        let mut words = words.into_iter();
        let mut only_urls = false;
        while let Some(word) = words.next() {
            match &*word {
                b"--" if !only_urls => only_urls = true,
                [b'-', b'-', ..] if !only_urls => options.long(&word, &mut words, file)?,
                [b'-', letters @ ..] if !only_urls && !letters.is_empty() => {
                    options.short(letters, &mut words, file)?;
                }
                _ => options.urls.push(word),
            }
        }
        Ok(options)
    }

    /// The only URL.
    pub(super) fn url(&self) -> Result<&[u8], CapturedError> {
        match &*self.urls {
            [url] => Ok(url),
            [] => Err(CapturedError::Command("it has no URL")),
            _ => Err(CapturedError::Command("it has more than one URL")),
        }
    }

    /// `--name value`, `--name=value` or `--get`.
    fn long(
        &mut self,
        word: &[u8],
        words: &mut impl Iterator<Item = Vec<u8>>,
        file: Files<'_>,
    ) -> Result<(), CapturedError> {
        let mut parts = word.splitn(2, |&byte| byte == b'=');
        let (name, value) = (parts.next().unwrap_or_default(), parts.next());
        if name == b"--get" && value.is_none() {
            self.get = true;
            return Ok(());
        }
        match (without_effect::long(name), value) {
            (Some(Takes::Value), None) => return words.next().map(drop).ok_or(NO_VALUE),
            (Some(Takes::Nothing), None) | (Some(Takes::Value), Some(_)) => return Ok(()),
            (Some(Takes::Nothing), Some(_)) | (None, _) => {}
        }
        let known = VALUED.into_iter().find(|(long, ..)| long.as_bytes() == name);
        let Some((long, _, kind)) = known else { return Err(not_supported(name)) };
        let value = value.map(<[u8]>::to_vec).or_else(|| words.next()).ok_or(NO_VALUE)?;
        self.set(kind, long, value, file)
    }

    /// `-GXPOST`: letters, of which one with a value takes the rest or the next word.
    fn short(
        &mut self,
        mut letters: &[u8],
        words: &mut impl Iterator<Item = Vec<u8>>,
        file: Files<'_>,
    ) -> Result<(), CapturedError> {
        while let Some((&letter, rest)) = letters.split_first() {
            letters = rest;
            if letter == b'G' {
                self.get = true;
                continue;
            }
            match without_effect::short(letter) {
                Some(Takes::Nothing) => continue,
                Some(Takes::Value) if rest.is_empty() => {
                    return words.next().map(drop).ok_or(NO_VALUE);
                }
                Some(Takes::Value) => return Ok(()),
                None => {}
            }
            let known = VALUED.into_iter().find(|(_, short, _)| *short == Some(letter));
            let Some((long, _, kind)) = known else { return Err(not_supported(&[b'-', letter])) };
            let rest = (!rest.is_empty()).then(|| rest.to_vec());
            let value = rest.or_else(|| words.next()).ok_or(NO_VALUE)?;
            return self.set(kind, long, value, file);
        }
        Ok(())
    }

    fn set(
        &mut self,
        kind: Valued,
        name: &'static str,
        value: Vec<u8>,
        file: Files<'_>,
    ) -> Result<(), CapturedError> {
        match kind {
            Valued::Header if value.starts_with(b"@") => {
                return Err(CapturedError::Option("-H @FILE".to_owned()));
            }
            Valued::Header => self.headers.push(value),
            Valued::UserAgent => self.user_agent = Some(value),
            Valued::Request => self.method = Some(value),
            Valued::Url => self.urls.push(value),
            Valued::Data | Valued::DataRaw | Valued::DataBinary | Valued::Json => {
                let path = match kind {
                    Valued::DataRaw => None,
                    _ => value.strip_prefix(b"@"),
                };
                let mut data = match path {
                    Some(path) => content(name, path, file)?,
                    None => value.clone(),
                };
                if path.is_some() && matches!(kind, Valued::Data) {
                    data.retain(|byte| !b"\r\n\0".contains(byte));
                }
                let is_json = matches!(kind, Valued::Json);
                self.is_json |= is_json;
                self.append(data, if is_json { b"" } else { b"&" });
            }
        }
        Ok(())
    }

    fn append(&mut self, more: Vec<u8>, separator: &[u8]) {
        match &mut self.data {
            None => self.data = Some(more),
            Some(data) => {
                data.extend(separator);
                data.extend(more);
            }
        }
    }
}

const NO_VALUE: CapturedError = CapturedError::Command("the last option has no value");

/// The error of an option. A word in its place may be a secret, so only what may be the name
/// of an option is shown.
fn not_supported(name: &[u8]) -> CapturedError {
    const LONGEST: usize = 32;
    let is_letter =
        |&byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
    let is_name = match name {
        [b'-', letter] => letter.is_ascii_graphic(),
        name => name.len() <= LONGEST && name.iter().all(is_letter),
    };
    let name = std::str::from_utf8(name).ok().filter(|_| is_name);
    CapturedError::Option(name.unwrap_or("an option").to_owned())
}

fn content(option: &'static str, path: &[u8], file: Files<'_>) -> Result<Vec<u8>, CapturedError> {
    let failed = |problem: String| CapturedError::File { option, problem };
    match std::str::from_utf8(path) {
        Ok(path) => file(path).map_err(failed),
        Err(_) => Err(failed("its name is not UTF-8".into())),
    }
}
