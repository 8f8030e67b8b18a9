//! The code that mutation tests cover.

use clap::ValueEnum;

use crate::failure::{Failure, Outcome};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Scope {
    /// Secrets, signatures and their timestamps
    Signing,
    /// Retries, rate, clock, endpoints, errors, bodies
    Call,
    /// All that the transports share
    Net,
}

impl Scope {
    /// The folder of the sources.
    const fn source(self) -> &'static str {
        match self {
            Self::Signing | Self::Call => "crates/core/src/",
            Self::Net => "crates/net/src/",
        }
    }

    /// Files, and folders with all files below, relative to `source`.
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
                "lenient.rs",
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
            Self::Net => &[
                "connect_error.rs",
                "content_encoding.rs",
                "content_encoding/",
                "dns_cache.rs",
                "proxy.rs",
                "proxy/",
                "root_certificates.rs",
                "target.rs",
                "tunnel.rs",
            ],
        }
    }
}

/// The values of `--file` for cargo-mutants: the named files, or all files of the
/// scopes. Without scopes, all scopes count. A file is named as in a compiler
/// message.
pub(super) fn globs(scopes: &[Scope], files: &[String]) -> Outcome<Vec<String>> {
    let scopes = if scopes.is_empty() { Scope::value_variants() } else { scopes };
    let paths: Vec<String> = scopes
        .iter()
        .flat_map(|scope| scope.paths().iter().map(|path| format!("{}{path}", scope.source())))
        .collect();
    if files.is_empty() {
        return Ok(paths.into_iter().map(glob).collect());
    }
    let in_scope = |file: &str| paths.iter().any(|path| file == path || is_below(file, path));
    match files.iter().find(|file| !in_scope(file)) {
        Some(other) => Err(Failure::new(format!("{other} is not in the selected scopes"))),
        None => Ok(files.to_vec()),
    }
}

fn glob(path: String) -> String {
    if path.ends_with('/') { path + "**/*.rs" } else { path }
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
                assert!(root().join(scope.source()).join(path).exists(), "{path}");
            }
        }
    }

    #[test]
    fn a_scope_is_all_its_files_or_the_named_ones() {
        let globs =
            |scopes: &[Scope], file: &str| globs(scopes, &[format!("crates/core/src/{file}")]);
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
        let net = super::globs(&[Scope::Net], &[]).unwrap();
        assert_eq!(super::globs(&[], &[]).unwrap(), [signing, call, net].concat());
    }
}
