//! The names of this machine.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

/// The loopback addresses, if the host is `localhost` or a name below it
/// ([RFC 6761, section 6.3](https://www.rfc-editor.org/rfc/rfc6761#section-6.3)).
///
/// A resolver of the platform is not asked for these names: not each knows all of
/// them, and one that asks a name server could be sent elsewhere. Plain HTTP is
/// allowed to them because they do not leave this machine.
///
/// ```
/// # use tencentcloud_net::localhost_addresses;
/// let addresses = localhost_addresses("ecm.localhost", 8080).unwrap();
/// assert_eq!(addresses, ["127.0.0.1:8080".parse()?, "[::1]:8080".parse()?]);
/// assert_eq!(localhost_addresses("localhost.example", 8080), None);
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
pub fn localhost_addresses(host: &str, port: u16) -> Option<Vec<SocketAddr>> {
    let addresses = || vec![(Ipv4Addr::LOCALHOST, port).into(), (Ipv6Addr::LOCALHOST, port).into()];
    is_localhost(host).then(addresses)
}

pub(crate) fn is_localhost(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine_are_known_in_any_form() {
        for host in ["localhost", "LocalHost", "localhost.", "a.localhost", "a.b.LOCALHOST."] {
            assert_eq!(localhost_addresses(host, 1).map(|found| found.len()), Some(2), "{host}");
        }
        for host in ["notlocalhost", "localhost.example", "localhost..", "", "127.0.0.1"] {
            assert_eq!(localhost_addresses(host, 1), None, "{host}");
        }
    }
}
