//! A command line whose `Content-Length` is not the length of its data.

/// The value of `-H 'Content-Length: …'` and the length of the data, if they differ: the
/// data was edited after the line was printed. curl sends both as they are written, so a server
/// reads another body. [`StaleLength::note`] says that.
///
/// ```
/// use tencentcloud_verify::captured::Captured;
///
/// let command = b"curl https://ecm.tencentcloudapi.com -H 'Content-Length: 2' -d '{ }'";
/// let captured = Captured::read(command, &mut |_| Err("no files here".into()))?;
/// let stale = captured.stale_length.expect("the data has three bytes");
/// assert_eq!((stale.declared, stale.actual), (2, 3));
/// assert_eq!(captured.request.body(), "{ }");
/// # Ok::<(), tencentcloud_verify::captured::CapturedError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct StaleLength {
    /// The value of the header.
    pub declared: u64,
    /// Bytes of the data.
    pub actual: u64,
}

impl StaleLength {
    /// The name of this mistake, beside the [causes](crate::Cause) of a wrong signature.
    pub const NAME: &str = "stale-content-length";
}
