//! The `Host` header in the forms that clients send and sign.

use std::num::NonZeroU16;

/// A `Host` header as received.
///
/// Besides `name` and `name:port` there is a third form: tccli with a URL as its
/// endpoint sends and signs `http://127.0.0.1:18080`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Host<'a>(&'a str);

impl<'a> Host<'a> {
    pub(crate) fn new(header: &'a str) -> Self {
        Self(header)
    }

    /// Whether it is a name or an address, with an optional scheme and port.
    pub(crate) fn is_well_formed(self) -> bool {
        let schemes = ["http://", "https://"];
        let authority = schemes.iter().find_map(|scheme| self.0.strip_prefix(scheme));
        let authority = authority.unwrap_or(self.0);
        let name = Host(authority).without_port().unwrap_or(authority);
        let in_brackets = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let of_address = |byte: u8| byte.is_ascii_hexdigit() || b":.".contains(&byte);
        let of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        match in_brackets {
            Some(address) => !address.is_empty() && address.bytes().all(of_address),
            None => !name.is_empty() && name.bytes().all(of_name),
        }
    }

    /// The name without the port. `None` if it has no valid port.
    pub(crate) fn without_port(self) -> Option<&'a str> {
        let (name, port) = self.0.rsplit_once(':')?;
        // `parse` alone would accept `+80`.
        let is_port =
            port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<NonZeroU16>().is_ok();
        (is_port && !name.is_empty()).then_some(name)
    }

    /// The part before the first dot, without a port.
    pub(crate) fn first_label(self) -> &'a str {
        let label = self.before_first_dot();
        Host(label).without_port().unwrap_or(label)
    }

    /// Whether `service` is the part before the first dot, which some SDKs sign as
    /// the service. Without a dot it is the whole host with the port, so both
    /// `localhost:8080` and `localhost` match.
    pub(crate) fn is_first_label(self, service: &str) -> bool {
        [self.before_first_dot(), self.first_label()].contains(&service)
    }

    fn before_first_dot(self) -> &'a str {
        let name = self.0.split_once("://").map_or(self.0, |(_, name)| name);
        name.split_once('.').map_or(name, |(label, _)| label)
    }
}

/// The bytes of a `Host` header without the port. `None` if it has no valid port.
pub(crate) fn without_port(header: &[u8]) -> Option<&[u8]> {
    let text = std::str::from_utf8(header).ok()?;
    Host::new(text).without_port().map(str::as_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_is_removed_only_when_it_is_valid() {
        for (header, bare) in [
            ("127.0.0.1:18080", Some("127.0.0.1")),
            ("http://127.0.0.1:18080", Some("http://127.0.0.1")),
            ("[::1]:8080", Some("[::1]")),
            ("ecm.tencentcloudapi.com", None),
            ("[::1]", None),
            ("http://localhost", None),
            ("localhost:", None),
            ("localhost:80x", None),
            ("localhost:+80", None),
            ("localhost:0", None),
            ("localhost:1", Some("localhost")),
            ("localhost:65535", Some("localhost")),
            ("localhost:65536", None),
            (":80", None),
            ("", None),
        ] {
            assert_eq!(Host::new(header).without_port(), bare, "{header}");
            assert_eq!(without_port(header.as_bytes()), bare.map(str::as_bytes), "{header}");
        }
        assert_eq!(without_port(b"\xff:80"), None);
    }

    #[test]
    fn host_is_well_formed_only_as_name_or_address() {
        for header in [
            "ecm.tencentcloudapi.com",
            "ECM.example:443",
            "127.0.0.1:18080",
            "http://127.0.0.1:18080",
            "https://my_host-1",
            "[::1]",
            "[::ffff:127.0.0.1]:8080",
        ] {
            assert!(Host::new(header).is_well_formed(), "{header}");
        }
        for header in [
            "",
            ":80",
            "http://",
            "[]",
            "[::1",
            "::1",
            "localhost:",
            "localhost:0",
            "localhost:65536",
            "localhost:80:80",
            "localhost/",
            "http://localhost/",
            "http://http://localhost",
            "ftp://localhost",
            "user@localhost",
            "a?b",
            "a=b",
            "a&b",
            "a#b",
            "a b",
            "a\tb",
            "a\0",
            "é",
            "ecm.x.com/?ABefore=1&Action=Describe&Address=https://x",
            "[?a=b]",
        ] {
            assert!(!Host::new(header).is_well_formed(), "{header}");
        }
    }

    #[test]
    fn first_label_is_the_part_before_the_first_dot() {
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
