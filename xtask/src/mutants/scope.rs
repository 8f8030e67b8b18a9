//! The code whose every line is to be held by a test of core's own.

use clap::ValueEnum;

use crate::failure::{Failure, Outcome};

const SOURCE: &str = "crates/core/src/";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Scope {
    /// From a secret to a signature, and the time it is made with.
    Signing,
    /// What happens around a call: retries, pace, clock, hosts, errors, bodies.
    Call,
}

impl Scope {
    /// Files, and folders with all files below, in the source of core.
    const fn places(self) -> &'static [&'static str] {
        match self {
            Self::Signing => &["sign.rs", "sign/", "credential.rs", "secret.rs", "form.rs", "timestamp.rs"],
            Self::Call => &[
                "call.rs",
                "call/",
                "retry.rs",
                "retry/",
                "shared.rs",
                "skew.rs",
                "timestamp/http_date.rs",
                "pacer.rs",
                "pacer/",
                "breaker.rs",
                "error.rs",
                "error/",
                "reply.rs",
                "request.rs",
                "request/head.rs",
                "request/options.rs",
                "event_stream.rs",
                "transport.rs",
                "transport/",
            ],
        }
    }
}

/// What to hand to cargo-mutants as `--file`: these scopes, or all; of them
/// only these files, or all. A file is named as in a message of the compiler.
pub(super) fn globs(scopes: &[Scope], files: &[String]) -> Outcome<Vec<String>> {
    let scopes = if scopes.is_empty() { Scope::value_variants() } else { scopes };
    let places: Vec<&str> = scopes.iter().flat_map(|scope| scope.places()).copied().collect();
    if files.is_empty() {
        return Ok(places.into_iter().map(glob).collect());
    }
    let is_meant = |file: &str| {
        let place = file.strip_prefix(SOURCE)?;
        places.iter().find(|&&known| place == known || is_below(place, known))
    };
    match files.iter().find(|file| is_meant(file).is_none()) {
        Some(other) => Err(Failure::new(format!("{other} is not among what is to be tried"))),
        None => Ok(files.to_vec()),
    }
}

fn glob(place: &str) -> String {
    let files = if place.ends_with('/') { "**/*.rs" } else { "" };
    format!("{SOURCE}{place}{files}")
}

fn is_below(file: &str, folder: &str) -> bool {
    folder.ends_with('/') && file.starts_with(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::root;

    #[test]
    fn every_place_is_there() {
        for scope in Scope::value_variants() {
            for place in scope.places() {
                assert!(root().join(SOURCE).join(place).exists(), "{place}");
            }
        }
    }

    #[test]
    fn a_scope_is_all_its_files_or_those_that_are_named() {
        let globs = |scopes: &[Scope], file: &str| globs(scopes, &[format!("{SOURCE}{file}")]);
        assert_eq!(globs(&[], "sign/v1.rs").unwrap(), ["crates/core/src/sign/v1.rs"]);
        assert!(globs(&[Scope::Call], "retry/budget.rs").is_ok());
        for (scope, file) in [(Scope::Call, "sign/v1.rs"), (Scope::Signing, "call.rs")] {
            let failure = globs(&[scope], file).unwrap_err();
            assert!(failure.to_string().contains(file), "{failure}");
        }
        assert!(super::globs(&[], &["crates/core/src/sign/*.rs".into()]).is_ok());

        let signing = super::globs(&[Scope::Signing], &[]).unwrap();
        assert_eq!(signing[..2], ["crates/core/src/sign.rs", "crates/core/src/sign/**/*.rs"]);
        let call = super::globs(&[Scope::Call], &[]).unwrap();
        assert_eq!(super::globs(&[], &[]).unwrap(), [signing, call].concat());
    }
}
