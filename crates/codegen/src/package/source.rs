//! Where a generated crate has `tencentcloud-core` from.

use std::fmt;
use std::str::FromStr;

/// Where a generated crate has `tencentcloud-core` from.
///
/// ```
/// use tencentcloud_codegen::package::CoreSource;
///
/// let core: CoreSource = "version=0.1".parse()?;
/// assert_eq!(core, CoreSource::Version("0.1".into()));
/// assert_eq!(core.to_string(), "version=0.1");
/// # Ok::<(), tencentcloud_codegen::package::InvalidSource>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CoreSource {
    /// `path=CHECKOUT`: a checkout of the repository, absolute or relative to the crate.
    Path(String),
    /// `git=URL#REV`: a commit of a repository.
    Git {
        /// The URL of the repository.
        url: String,
        /// The commit, or a tag.
        rev: String,
    },
    /// `version=REQ`: a version of a registry.
    Version(String),
}

impl FromStr for CoreSource {
    type Err = InvalidSource;

    fn from_str(text: &str) -> Result<Self, InvalidSource> {
        if text.chars().any(char::is_control) || text.ends_with(['=', '#']) {
            return Err(InvalidSource);
        }
        match text.split_once('=') {
            Some(("path", path)) => Ok(Self::Path(path.into())),
            Some(("version", version)) => Ok(Self::Version(version.into())),
            Some(("git", url)) => {
                let (url, rev) = url.rsplit_once('#').ok_or(InvalidSource)?;
                let is_valid = !url.is_empty() && !has_secret(url);
                is_valid
                    .then(|| Self::Git { url: url.into(), rev: rev.into() })
                    .ok_or(InvalidSource)
            }
            _ => Err(InvalidSource),
        }
    }
}

/// Whether a URL has a password, or a user of HTTP, which may be a token: it would be in the
/// manifest.
fn has_secret(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let authority = rest.split('/').next().unwrap_or_default();
    let user = authority.rsplit_once('@').map(|(user, _)| user);
    user.is_some_and(|user| user.contains(':') || scheme.starts_with("http"))
}

impl fmt::Display for CoreSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => write!(f, "path={path}"),
            Self::Git { url, rev } => write!(f, "git={url}#{rev}"),
            Self::Version(version) => write!(f, "version={version}"),
        }
    }
}

/// A text that is no [`CoreSource`], or a URL with a password or token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSource;

impl fmt::Display for InvalidSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "must be path=CHECKOUT, git=URL#REV (a URL without a password or token) or version=REQ",
        )
    }
}

impl std::error::Error for InvalidSource {}
