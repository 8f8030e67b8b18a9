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

    /// What stands before the first dot, without a port.
    pub(crate) fn first_label(self) -> &'a str {
        let label = self.before_first_dot();
        Host(label).without_port().unwrap_or(label)
    }

    /// Whether `service` is what some SDKs take for the service: everything
    /// before the first dot of their endpoint. Without a dot that is the whole
    /// of it, port included, so `localhost:8080` counts as well as `localhost`.
    pub(crate) fn is_first_label(self, service: &str) -> bool {
        [self.before_first_dot(), self.first_label()].contains(&service)
    }

    fn before_first_dot(self) -> &'a str {
        let name = self.0.split_once("://").map_or(self.0, |(_, name)| name);
        name.split_once('.').map_or(name, |(label, _)| label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_comes_off_whatever_stands_before_it() {
        for (header, bare) in [
            ("127.0.0.1:18080", Some("127.0.0.1")),
            ("http://127.0.0.1:18080", Some("http://127.0.0.1")),
            ("[::1]:8080", Some("[::1]")),
            ("ecm.tencentcloudapi.com", None),
            ("[::1]", None),
            ("http://localhost", None),
            ("localhost:", None),
            ("localhost:80x", None),
            (":80", None),
            ("", None),
        ] {
            assert_eq!(Host::new(header).without_port(), bare, "{header}");
        }
    }

    #[test]
    fn the_first_label_is_what_stands_before_the_first_dot() {
        for (header, service) in [
            ("ecm.tencentcloudapi.com", "ecm"),
            ("ecm.ap-guangzhou.tencentcloudapi.com:443", "ecm"),
            ("127.0.0.1", "127"),
            ("127.0.0.1:18080", "127"),
            ("http://127.0.0.1:18080", "127"),
            ("localhost:8080", "localhost:8080"),
            ("localhost:8080", "localhost"),
        ] {
            assert!(Host::new(header).is_first_label(service), "{header}");
        }
        for (header, service) in [
            ("ecm.tencentcloudapi.com", "cvm"),
            ("ecm.tencentcloudapi.com", "ecm.tencentcloudapi"),
            ("ecm.tencentcloudapi.com", "ECM"),
            ("http://127.0.0.1:18080", "http://127"),
            ("127.0.0.1:18080", "127.0.0.1"),
        ] {
            assert!(!Host::new(header).is_first_label(service), "{header}");
        }
    }
}
