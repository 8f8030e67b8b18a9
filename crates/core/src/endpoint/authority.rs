//! Checks of host names: nothing that is not plainly a host passes.

use alloc::string::String;
use core::net::{Ipv4Addr, Ipv6Addr};

/// One DNS label in lower case: letters, digits, inner hyphens, 1 to 63.
pub(super) fn is_label(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&text.len())
        && text.bytes().all(plain)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// `host` or `host:port` in lower case, or nothing if it is anything else: user
/// information, path, query, fragment, blanks, back-slashes, other scripts.
pub(super) fn checked(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
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

/// The host of an authority that has been checked.
pub(super) fn host(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// An IPv4 address or dot-separated labels. A last label of digits only would
/// be read as an address by some resolvers, so it must be a whole one.
fn is_host_name(name: &str) -> bool {
    let numeric_end = name.rsplit('.').next().is_some_and(|last| {
        last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x")
    });
    if numeric_end {
        return name.parse::<Ipv4Addr>().is_ok();
    }
    // Names of machines and containers may hold an underscore; regions may not.
    let is_name = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| plain(byte) || byte == b'-' || byte == b'_')
    };
    name.len() <= 253 && name.split('.').all(is_name)
}
