//! Validation of host names. Only plain hosts are accepted.

use alloc::string::String;
use core::net::{Ipv4Addr, Ipv6Addr};

/// Whether this is one DNS label in lower case: 1 to 63 letters, digits and inner
/// hyphens.
pub(super) fn is_label(label: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&label.len())
        && label.bytes().all(allowed)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Returns `host` or `host:port` in lower case. Returns `None` for anything else,
/// such as user information, path, query, fragment, spaces, backslashes and
/// non-ASCII characters.
pub(super) fn parse(authority: &str) -> Option<String> {
    let lower = authority.to_ascii_lowercase();
    let (name, port) = if let Some(rest) = lower.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        address.parse::<Ipv6Addr>().ok()?;
        (None, port)
    } else {
        let (name, port) = lower.split_at(lower.find(':').unwrap_or(lower.len()));
        (Some(name), port)
    };
    if name.is_some_and(|name| !is_host_name(name)) {
        return None;
    }
    let valid_port = port.is_empty()
        || port.strip_prefix(':').is_some_and(|digits| {
            digits.bytes().all(|byte| byte.is_ascii_digit())
                && digits.parse::<u16>().is_ok_and(|port| port > 0)
        });
    valid_port.then_some(lower)
}

/// The host of a valid authority, without brackets.
pub(super) fn host(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// Whether this is an IPv4 address or labels joined by dots. Some resolvers parse a
/// name with a numeric last label as an address, so it must be a complete address.
fn is_host_name(name: &str) -> bool {
    let ends_numeric = name.rsplit('.').next().is_some_and(|last| {
        last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x")
    });
    if ends_numeric {
        return name.parse::<Ipv4Addr>().is_ok();
    }
    // Unlike regions, names of machines and containers may contain an underscore.
    let is_valid = |label: &str| {
        let is_alphanumeric = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| is_alphanumeric(byte) || byte == b'-' || byte == b'_')
    };
    name.len() <= 253 && name.split('.').all(is_valid)
}
