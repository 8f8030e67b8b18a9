//! Code, and what it depends on.

use std::fmt;

/// Code that sends a call.
///
/// `Display` is one text: what to prepare as a comment, then the code.
///
/// ```
/// use tencentcloud_codegen::snippets::{Call, Form, snippet};
/// use tencentcloud_core::{Endpoint, Request};
///
/// let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}");
/// let endpoint = Endpoint::nearest();
/// let program = snippet(Form::RustBlocking, &Call::new(&request, &endpoint))?;
/// assert!(program.code.starts_with("use tencentcloud_client::"));
/// assert!(program.manifest.as_ref().unwrap().contains("tencentcloud-ecm = "));
/// assert!(program.to_string().ends_with(&program.code));
/// # Ok::<(), tencentcloud_codegen::snippets::Unsupported>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Snippet {
    /// The code, with a line feed at its end (`http` ends as the body does).
    pub code: String,
    /// What a Rust program needs below `[dependencies]` of its `Cargo.toml`. The crates are
    /// not published yet: the paths lead to a checkout of the repository beside the package.
    pub manifest: Option<String>,
    /// The command that generates the crate with the types of a Rust program, in the folder of
    /// its package; see [`Call::typed`](super::Call::typed).
    pub generate: Option<String>,
    /// Whether the body that it sends is that of the request byte for byte, or only the same
    /// JSON.
    pub same_bytes: bool,
}

impl fmt::Display for Snippet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(command) = &self.generate {
            f.write_str(
                "// Generate the crate with the types; after --only, name all actions that you use:\n",
            )?;
            writeln!(f, "// {command}\n//")?;
        }
        if let Some(manifest) = &self.manifest {
            f.write_str(
                "// [dependencies] of Cargo.toml; the paths lead to a checkout of the repository:\n",
            )?;
            for line in manifest.lines() {
                writeln!(f, "// {line}")?;
            }
            f.write_str("\n")?;
        }
        f.write_str(&self.code)
    }
}
