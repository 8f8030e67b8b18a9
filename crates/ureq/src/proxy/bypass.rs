//! `NO_PROXY`: the hosts to which no proxy leads.

use std::net::IpAddr;

use super::address;

/// Entries are separated by commas or blanks:
///
/// - `*`: every host
/// - `10.0.0.0/8`, `fd00::/8`: a network; `10.1.2.3`, `::1`: one address
/// - `example.com`, `.example.com`, `*.example.com`: that name and all below it
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Bypass(Vec<Entry>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Entry {
    Everything,
    Network(IpAddr, u8),
    Domain(String),
}

impl Bypass {
    pub(super) fn parse(list: &str) -> Self {
        let entries = list.split([',', ' ', '\t', '\n']).filter(|entry| !entry.is_empty());
        Self(entries.map(Entry::parse).collect())
    }

    pub(super) fn covers(&self, host: &str) -> bool {
        self.0.iter().any(|entry| entry.covers(host))
    }
}

impl Entry {
    fn parse(entry: &str) -> Self {
        if entry == "*" {
            return Self::Everything;
        }
        let network = match entry.split_once('/') {
            Some((base, bits)) => address(base).zip(bits.parse().ok()),
            None => address(entry).zip(Some(u8::MAX)),
        };
        network.map_or_else(
            || Self::Domain(entry.trim_start_matches('*').trim_matches('.').to_ascii_lowercase()),
            |(base, bits)| Self::Network(base, bits),
        )
    }

    fn covers(&self, host: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Network(base, bits) => {
                address(host).is_some_and(|host| have_in_common(*base, host, *bits))
            }
            Self::Domain(domain) => {
                let host = host.trim_end_matches('.').to_ascii_lowercase();
                host.strip_suffix(domain.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
        }
    }
}

/// Whether two addresses of one family begin with the same so many bits.
fn have_in_common(a: IpAddr, b: IpAddr, bits: u8) -> bool {
    let (differ, length) = match (a, b) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (u128::from(a.to_bits() ^ b.to_bits()), 32),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits(), 128),
        _ => return false,
    };
    let ignored = u32::from(length - bits.min(length));
    differ.checked_shr(ignored).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(list: &str, covered: &[&str], others: &[&str]) {
        let bypass = Bypass::parse(list);
        for host in covered {
            assert!(bypass.covers(host), "{list:?} should cover {host}");
        }
        for host in others {
            assert!(!bypass.covers(host), "{list:?} should not cover {host}");
        }
    }

    #[test]
    fn a_name_covers_all_below_it() {
        for list in ["tencentcloudapi.com", ".tencentcloudapi.com", "*.tencentcloudapi.com"] {
            check(
                list,
                &["tencentcloudapi.com", "ecm.tencentcloudapi.com", "ECM.TencentCloudAPI.com."],
                &["nottencentcloudapi.com", "tencentcloudapi.com.example", "10.0.0.1"],
            );
        }
    }

    #[test]
    fn networks_and_addresses() {
        check("10.0.0.0/8", &["10.255.0.1"], &["11.0.0.1", "[::a]", "ten.example"]);
        check("10.1.2.3", &["10.1.2.3"], &["10.1.2.4"]);
        check("fd00::/8", &["[fdff::1]"], &["[fe00::1]", "253.0.0.1"]);
        check("::1", &["[::1]"], &["[::2]"]);
        check("0.0.0.0/0", &["1.2.3.4"], &["[::1]"]);
        check("::/0", &["[ffff::1]"], &["1.2.3.4"]);
        check("10.0.0.0/99", &["10.0.0.0"], &["10.0.0.1"]);
    }

    #[test]
    fn lists() {
        check(
            " a.example,b.example  10.0.0.1 ,",
            &["a.example", "x.b.example", "10.0.0.1"],
            &["c.example", ""],
        );
        check("*", &["anything", "1.2.3.4"], &[]);
        check("", &[], &["anything", ""]);
        check("10.0.0.0/x", &[], &["10.0.0.0"]);
    }
}
