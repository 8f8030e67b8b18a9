//! The forms in which clients sign their host.

/// A `Host` header as it was sent.
///
/// Beside `name` and `name:port` there is a third form: tccli, given a URL as
/// its endpoint, sends `http://127.0.0.1:18080` in the header, and signs that.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Host<'a>(&'a str);

impl<'a> Host<'a> {
    pub(crate) fn new(header: &'a str) -> Self {
        Self(header)
    }

    /// The name without its port, where it has one.
    pub(crate) fn without_port(self) -> Option<&'a str> {
        let (name, port) = self.0.rsplit_once(':')?;
        let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        (is_port && !name.is_empty()).then_some(name)
    }

    /// Whether `service` is what some SDKs take for the service: everything
    /// before the first dot of their endpoint. Without a dot that is the whole
    /// of it, port included, so `localhost:8080` counts as well as `localhost`.
    pub(crate) fn is_first_label(self, service: &str) -> bool {
        let name = self.0.split_once("://").map_or(self.0, |(_, name)| name);
        let label = name.split_once('.').map_or(name, |(label, _)| label);
        label == service || Host(label).without_port() == Some(service)
    }
}
