//! The code that mutation tests cover.

use clap::ValueEnum;

use crate::failure::{Failure, Outcome};

const SOURCE: &str = "crates/core/src/";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Scope {
    /// Secrets, signatures and their timestamps
    Signing,
    /// Retries, rate, clock, endpoints, errors, bodies
    Call,
}

impl Scope {
    /// Files, and folders with all files below, relative to the source of core.
    const fn paths(self) -> &'static [&'static str] {
        match self {
            Self::Signing => {
                &["sign.rs", "sign/", "credential.rs", "secret.rs", "form.rs", "timestamp.rs"]
            }
            Self::Call => &[
                "call.rs",
                "call/",
                "retry.rs",
                "retry/",
                "account_state.rs",
                "skew.rs",
                "timestamp/http_date.rs",
                "pacer.rs",
                "pacer/",
                "breaker.rs",
                "error.rs",
                "error/",
                "response.rs",
                "request.rs",
                "request/http_request.rs",
                "request/options.rs",
                "event_stream.rs",
                "transport.rs",
                "transport/",
            ],
        }
    }
}

/// The values of `--file` for cargo-mutants: the named files, or all files of the
/// scopes. Without scopes, all scopes count. A file is named as in a compiler
/// message.
pub(super) fn globs(scopes: &[Scope], files: &[String]) -> Outcome<Vec<String>> {
    let scopes = if scopes.is_empty() { Scope::value_variants() } else { scopes };
    let paths: Vec<&str> = scopes.iter().flat_map(|scope| scope.paths()).copied().collect();
    if files.is_empty() {
        return Ok(paths.into_iter().map(glob).collect());
    }
    let in_scope = |file: &str| {
        let path = file.strip_prefix(SOURCE)?;
        paths.iter().find(|&&known| path == known || is_below(path, known))
    };
    match files.iter().find(|file| in_scope(file).is_none()) {
        Some(other) => Err(Failure::new(format!("{other} is not in the selected scopes"))),
        None => Ok(files.to_vec()),
    }
}

fn glob(path: &str) -> String {
    let files = if path.ends_with('/') { "**/*.rs" } else { "" };
    format!("{SOURCE}{path}{files}")
}

fn is_below(file: &str, folder: &str) -> bool {
    folder.ends_with('/') && file.starts_with(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::root;

    #[test]
    fn every_path_exists() {
        for scope in Scope::value_variants() {
            for path in scope.paths() {
                assert!(root().join(SOURCE).join(path).exists(), "{path}");
            }
        }
    }

    #[test]
    fn a_scope_is_all_its_files_or_the_named_ones() {
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
