//! Compares signatures of other signers with those of `tc3 sign --batch`.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::failure::{Failure, Outcome};
use crate::process::{self, Running, cargo};

const BUILD_LIMIT: Duration = Duration::from_mins(15);
/// For ten thousand signatures.
const SIGN_LIMIT: Duration = Duration::from_mins(2);

/// The path of our signer.
pub(crate) struct Tc3(PathBuf);

impl Tc3 {
    pub(crate) fn build() -> Outcome<Self> {
        let build = cargo(&["build", "--release", "--bin=tc3", "--message-format=json"]);
        let messages = process::output(build, BUILD_LIMIT)?;
        let executable = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .find_map(|message| message.get("executable")?.as_str().map(PathBuf::from));
        executable.map(Self).ok_or_else(|| Failure::new("no path of tc3 in the output of cargo"))
    }
}

/// The number of requests of each form that were compared and found equal.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CrossCheck {
    /// By form: compared, and skipped because we failed to sign the request.
    forms: BTreeMap<String, (u64, u64)>,
    /// By intended difference of the client: requests that have it.
    by_design: BTreeMap<String, u64>,
}

impl CrossCheck {
    /// Signs the requests of `results` (format: `tests/clients/sign_with_python.py`)
    /// and compares. Fails at the first difference and reports both sides.
    pub(crate) fn run(results: &Path, tc3: &Tc3) -> Outcome<Self> {
        let (input, output) = (results.with_extension("sign"), results.with_extension("signed"));
        let mut jobs = BufWriter::new(create(&input)?);
        for line in lines(results)? {
            if let Some(job) = line?.get("sign") {
                writeln!(jobs, "{job}").map_err(|error| file_error(&input, &error))?;
            }
        }
        jobs.into_inner().map_err(|error| file_error(&input, error.error()))?;

        let mut sign = Command::new(&tc3.0);
        sign.args(["sign", "--batch"]).stdout(create(&output)?);
        Running::start_with_input(sign, Stdio::from(open(&input)?))?.succeed(SIGN_LIMIT)?;

        let mut ours = lines(&output)?;
        let mut check = Self::default();
        for line in lines(results)? {
            let theirs = line?;
            let job = theirs.get("sign");
            let ours = if job.is_some() { ours.next().transpose()? } else { None };
            check.compare(&theirs, ours.as_ref())?;
        }
        Ok(check)
    }

    fn compare(&mut self, theirs: &Value, ours: Option<&Value>) -> Outcome {
        let form = theirs.get("form").and_then(Value::as_str).unwrap_or_default();
        let (compared, skipped) = self.forms.entry(form.to_owned()).or_default();
        match difference(form, theirs, ours) {
            Comparison::Equal => *compared += 1,
            Comparison::NotSigned => *skipped += 1,
            Comparison::Differs(member) => {
                let side = |side: Option<&Value>| side.and_then(|side| side.get(member)).cloned();
                return Err(Failure::new(format!(
                    "{form} {}: {member} differs\ntheirs: {}\nours:   {}",
                    theirs.get("id").unwrap_or(&Value::Null),
                    side(theirs.get("expected")).unwrap_or_default(),
                    side(ours).unwrap_or_default(),
                )));
            }
        }
        for name in theirs.get("by_design").and_then(Value::as_array).into_iter().flatten() {
            let name = name.as_str().unwrap_or_default();
            *self.by_design.entry(name.to_owned()).or_default() += 1;
        }
        Ok(())
    }

    pub(crate) fn compared(&self) -> u64 {
        self.forms.values().map(|(compared, _)| compared).sum()
    }

    pub(crate) fn skipped(&self) -> u64 {
        self.forms.values().map(|(_, skipped)| skipped).sum()
    }

    pub(crate) fn compared_of(&self, form: &str) -> u64 {
        self.forms.get(form).map_or(0, |(compared, _)| *compared)
    }
}

enum Comparison {
    Equal,
    /// We failed to sign the request.
    NotSigned,
    Differs(&'static str),
}

fn difference(form: &str, theirs: &Value, ours: Option<&Value>) -> Comparison {
    let expected = theirs.get("expected");
    let theirs = |member| expected.and_then(|expected| expected.get(member));
    if form == "skip" {
        // The header is a literal; nothing is hashed.
        let is_literal = theirs("authorization") == Some(&"SKIP".into());
        let signs_nothing = theirs("hashes") == Some(&0.into());
        return if is_literal && signs_nothing {
            Comparison::Equal
        } else {
            Comparison::Differs("SKIP")
        };
    }
    let Some(ours) = ours.filter(|ours| ours.get("error").is_none()) else {
        return Comparison::NotSigned;
    };
    let members: &[_] = if form.starts_with("v1") {
        &["string_to_sign", "signature"]
    } else {
        &["canonical_request", "string_to_sign", "signature", "authorization"]
    };
    // In order of computation: the first difference causes the others.
    let differs = |member: &&&'static str| {
        let theirs = theirs(member);
        theirs.is_none() || theirs != ours.get(member)
    };
    members.iter().find(differs).map_or(Comparison::Equal, |member| Comparison::Differs(member))
}

fn lines(path: &Path) -> Outcome<impl Iterator<Item = Outcome<Value>>> {
    let path = path.to_owned();
    Ok(BufReader::new(open(&path)?).lines().map(move |line| {
        let line = line.map_err(|error| file_error(&path, &error))?;
        serde_json::from_str(&line).map_err(|error| file_error(&path, &error.into()))
    }))
}

#[expect(clippy::disallowed_methods, reason = "a file that a stage wrote")]
fn open(path: &Path) -> Outcome<File> {
    File::open(path).map_err(|error| file_error(path, &error))
}

pub(crate) fn create(path: &Path) -> Outcome<File> {
    File::create(path).map_err(|error| file_error(path, &error))
}

fn file_error(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}

impl fmt::Display for CrossCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (form, (compared, skipped)) in &self.forms {
            writeln!(f, "  {form:<20} {compared:>6} compared {skipped:>4} skipped")?;
        }
        for (name, count) in &self.by_design {
            writeln!(f, "  by design: {name} ({count} requests, compared as sent or signed)")?;
        }
        write!(f, "  {:<20} {:>6} compared {:>4} skipped", "all", self.compared(), self.skipped())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn equal_and_unsigned_requests_are_counted_and_a_difference_fails() {
        let steps = json!({
            "canonical_request": "c", "string_to_sign": "s", "signature": "x", "authorization": "a",
        });
        let theirs =
            json!({"id": 7, "form": "tc3-get", "expected": steps, "by_design": ["space as +"]});
        let mut check = CrossCheck::default();
        check.compare(&theirs, Some(&steps)).unwrap();
        check.compare(&theirs, Some(&json!({"error": "no"}))).unwrap();
        check.compare(&theirs, None).unwrap();
        assert_eq!((check.compared(), check.skipped()), (1, 2));
        assert_eq!(check.compared_of("tc3-get"), 1);
        assert!(check.to_string().contains("by design: space as + (3 requests"));

        for member in ["canonical_request", "string_to_sign", "signature", "authorization"] {
            let mut ours = steps.clone();
            ours[member] = "another".into();
            let failure = check.compare(&theirs, Some(&ours)).unwrap_err().to_string();
            assert!(failure.starts_with(&format!("tc3-get 7: {member} differs")), "{failure}");
        }
    }

    #[test]
    fn a_step_missing_from_the_record_is_a_difference() {
        let theirs = json!({"form": "v1-sha1-get", "expected": {"string_to_sign": "s"}});
        let ours = json!({"string_to_sign": "s"});
        assert!(CrossCheck::default().compare(&theirs, Some(&ours)).is_err());
    }

    #[test]
    fn skip_is_the_literal_header_without_a_hash() {
        let sent = |authorization: &str, hashes: u32| json!({"form": "skip", "expected": {"authorization": authorization, "hashes": hashes}});
        assert!(CrossCheck::default().compare(&sent("SKIP", 0), None).is_ok());
        assert!(CrossCheck::default().compare(&sent("SKIP", 2), None).is_err());
        assert!(CrossCheck::default().compare(&sent("TC3", 0), None).is_err());
    }
}
