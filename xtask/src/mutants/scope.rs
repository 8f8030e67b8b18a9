//! The code that mutation tests cover, and the tests that must fail.

use std::fmt;

use clap::ValueEnum;

use crate::failure::{Failure, Outcome};

/// A crate, or a part of core.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Scope {
    /// Secrets, signatures and their timestamps in core
    Signing,
    /// Retries, rate, clock, endpoints, errors, bodies in core
    Call,
    /// Check, reader of blocks, nearest names, words of searches in the catalog
    Catalog,
    /// All that the transports share
    Net,
    /// The async transport
    Hyper,
    /// The blocking transport
    Ureq,
    /// Both clients
    Client,
    /// The emulator
    Emulator,
    /// The command tc3
    Cli,
}

impl Scope {
    pub(super) const fn package(self) -> &'static str {
        match self {
            Self::Signing | Self::Call => "tencentcloud-core",
            Self::Catalog => "tencentcloud-catalog",
            Self::Net => "tencentcloud-net",
            Self::Hyper => "tencentcloud-hyper",
            Self::Ureq => "tencentcloud-ureq",
            Self::Client => "tencentcloud-client",
            Self::Emulator => "tencentcloud-emulator",
            Self::Cli => "tencentcloud-cli",
        }
    }

    /// The folder of the sources.
    const fn source(self) -> &'static str {
        match self {
            Self::Signing | Self::Call => "crates/core/src/",
            Self::Catalog => "crates/catalog/src/",
            Self::Net => "crates/net/src/",
            Self::Hyper => "crates/hyper/src/",
            Self::Ureq => "crates/ureq/src/",
            Self::Client => "crates/client/src/",
            Self::Emulator => "crates/emulator/src/",
            Self::Cli => "crates/cli/src/",
        }
    }

    /// The tests that must fail. Code without I/O has unit tests beside it; vectors of
    /// official SDKs would catch more, but farther from the code.
    pub(super) const fn tests(self) -> &'static str {
        match self {
            Self::Signing | Self::Call | Self::Catalog | Self::Net => "--lib",
            _ => "--tests",
        }
    }

    /// The allowed share of equivalent mutants.
    pub(super) const fn percent_equivalent(self) -> usize {
        match self {
            Self::Signing | Self::Call => 2,
            _ => 4,
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
                "record.rs",
                "record/",
                "skew.rs",
                "timestamp/http_date.rs",
                "pacer.rs",
                "pacer/",
                "breaker.rs",
                "error.rs",
                "error/",
                "response.rs",
                "response/",
                "request.rs",
                "request/http_request.rs",
                "request/options.rs",
                "event_stream.rs",
                "transport.rs",
                "transport/",
            ],
            // How hits rank is tested by their quality, see `docs/benchmarks.md`.
            Self::Catalog => &[
                "check.rs",
                "check/",
                "facts.rs",
                "facts/",
                "nearest.rs",
                "search/distance.rs",
                "search/split.rs",
            ],
            _ => &[""],
        }
    }

    /// The values of `--file` for cargo-mutants: the named files of this scope, or all.
    pub(super) fn globs(self, files: &[String]) -> Vec<String> {
        if files.is_empty() {
            return self.patterns().map(glob).collect();
        }
        files.iter().filter(|file| self.contains(file)).cloned().collect()
    }

    fn patterns(self) -> impl Iterator<Item = String> {
        self.paths().iter().map(move |path| format!("{}{path}", self.source()))
    }

    fn contains(self, file: &str) -> bool {
        self.patterns().any(|path| file == path || is_below(file, &path))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_possible_value() {
            Some(value) => f.write_str(value.get_name()),
            None => Ok(()),
        }
    }
}

/// The scopes to run: the named ones or all, and of these only those of the named
/// files. A file is named as in a compiler message.
pub(super) fn selected(scopes: &[Scope], files: &[String]) -> Outcome<Vec<Scope>> {
    let scopes = if scopes.is_empty() { Scope::value_variants() } else { scopes };
    let has = |file: &String| scopes.iter().any(|scope| scope.contains(file));
    if let Some(other) = files.iter().find(|file| !has(file)) {
        return Err(Failure::new(format!("{other} is not in the selected scopes")));
    }
    let is_selected = |scope: &Scope| !scope.globs(files).is_empty();
    Ok(scopes.iter().copied().filter(is_selected).collect())
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
        let in_core = |file: &str| vec![format!("crates/core/src/{file}")];
        assert_eq!(selected(&[], &in_core("sign/v1.rs")).unwrap(), [Scope::Signing]);
        assert_eq!(Scope::Signing.globs(&in_core("sign/v1.rs")), in_core("sign/v1.rs"));
        assert_eq!(selected(&[Scope::Call], &in_core("retry/budget.rs")).unwrap(), [Scope::Call]);
        for (scope, file) in [(Scope::Call, "sign/v1.rs"), (Scope::Signing, "call.rs")] {
            let failure = selected(&[scope], &in_core(file)).unwrap_err();
            assert!(failure.to_string().contains(file), "{failure}");
        }
        let signing = Scope::Signing.globs(&[]);
        assert_eq!(signing[..2], ["crates/core/src/sign.rs", "crates/core/src/sign/**/*.rs"]);
        assert_eq!(Scope::Cli.globs(&[]), ["crates/cli/src/**/*.rs"]);
        assert_eq!(selected(&[], &[]).unwrap(), Scope::value_variants());
    }
}
