//! `NO_PROXY`: hosts that are reached directly.

use std::net::IpAddr;

use super::server::{parse_port, split_port};
use crate::Target;
use crate::target::without_brackets;

/// The entries of a list. An entry that cannot be read matches nothing.
#[derive(Debug, Default)]
pub(super) struct NoProxy(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    hosts: Hosts,
    /// `None` for all ports.
    port: Option<u16>,
}

#[derive(Debug)]
enum Hosts {
    All,
    Network {
        base: IpAddr,
        prefix: u32,
    },
    /// A name and all below it, in lower case.
    Domain(String),
}

impl NoProxy {
    pub(super) fn parse(list: &str) -> Self {
        let entries = list.split(|c: char| c == ',' || c.is_whitespace());
        Self(entries.filter_map(Entry::parse).collect())
    }

    pub(super) fn matches(&self, server: &Target) -> bool {
        self.0.iter().any(|entry| entry.matches(server))
    }
}

impl Entry {
    fn parse(entry: &str) -> Option<Self> {
        let (hosts, port) = split_port(entry);
        let port = match port {
            None => None,
            Some(port) => Some(parse_port(port)?),
        };
        Some(Self { hosts: Hosts::parse(hosts)?, port })
    }

    fn matches(&self, server: &Target) -> bool {
        self.port.is_none_or(|port| port == server.port()) && self.hosts.contain(server)
    }
}

impl Hosts {
    fn parse(hosts: &str) -> Option<Self> {
        if hosts == "*" {
            return Some(Self::All);
        }
        if let Some(base) = ip(hosts) {
            return Some(Self::Network { base, prefix: u32::MAX });
        }
        if let Some((base, prefix)) = hosts.split_once('/') {
            let is_decimal = prefix.bytes().all(|byte| byte.is_ascii_digit());
            let prefix = prefix.parse().ok().filter(|_| is_decimal)?;
            return Some(Self::Network { base: ip(base)?, prefix });
        }
        let domain = hosts.strip_prefix('*').unwrap_or(hosts).trim_matches('.');
        (!domain.is_empty()).then(|| Self::Domain(domain.to_ascii_lowercase()))
    }

    fn contain(&self, server: &Target) -> bool {
        match self {
            Self::All => true,
            Self::Network { base, prefix } => {
                server.ip().is_some_and(|ip| have_prefix(*base, ip.to_canonical(), *prefix))
            }
            // The end of an address is no domain.
            Self::Domain(domain) => {
                server.ip().is_none() && {
                    let host = server.host().trim_end_matches('.').to_ascii_lowercase();
                    let rest = host.strip_suffix(domain.as_str());
                    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
                }
            }
        }
    }
}

fn ip(host: &str) -> Option<IpAddr> {
    without_brackets(host).trim_end_matches('.').parse().ok().map(|ip: IpAddr| ip.to_canonical())
}

/// Whether two addresses of one family share their first bits.
fn have_prefix(a: IpAddr, b: IpAddr, prefix: u32) -> bool {
    let (difference, length) = match (a, b) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (u128::from(a.to_bits() ^ b.to_bits()), 32),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits(), 128),
        _ => return false,
    };
    difference.checked_shr(length - prefix.min(length)).unwrap_or(0) == 0
}
