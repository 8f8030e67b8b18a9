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

/// Returns `host` or `host:port` in lower case. Anything else is an error that says what
/// is wrong.
pub(super) fn parse(authority: &str) -> Result<String, &'static str> {
    if authority.is_empty() {
        return Err("the host is missing");
    }
    if !authority.is_ascii() {
        return Err("a host has ASCII letters only; write an international name as xn--…");
    }
    if authority.contains(|c: char| c.is_ascii_whitespace() || c.is_ascii_control()) {
        return Err("it contains a space or a control character");
    }
    // In `user@host` the `@` is first, in `host/path@x` it is a part of the path.
    let first = authority.find(['/', '?', '#', '\\', '@']).and_then(|at| authority.get(at..));
    match first {
        Some(rest) if rest.starts_with('@') => {
            return Err("user and password are not supported");
        }
        Some(_) => return Err("a path, query or fragment is not allowed"),
        None => {}
    }
    let lower = authority.to_ascii_lowercase();
    let port = if let Some(rest) = lower.strip_prefix('[') {
        let (address, port) = rest.split_once(']').ok_or("the bracket `]` is missing")?;
        if address.parse::<Ipv6Addr>().is_err() {
            return Err("only an IPv6 address may be in brackets");
        }
        if !port.is_empty() && !port.starts_with(':') {
            return Err("only a port may follow the bracket `]`");
        }
        port
    } else {
        parse_name(&lower)?
    };
    let is_port = |digits: &str| {
        digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.parse::<u16>().is_ok_and(|port| port > 0)
    };
    if port.strip_prefix(':').is_some_and(|digits| !is_port(digits)) {
        return Err("the port must be a number from 1 to 65535");
    }
    Ok(lower)
}

/// Checks the name of an authority without brackets. Returns its colon and port.
fn parse_name(authority: &str) -> Result<&str, &'static str> {
    if authority.contains(['[', ']']) {
        return Err("only an IPv6 address may be in brackets");
    }
    if authority.matches(':').count() > 1 {
        return Err("an IPv6 address must be in brackets, as in [::1]:8443");
    }
    let (name, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
    if name.is_empty() {
        return Err("the host is missing");
    }
    if !is_host_name(name) {
        return Err("the host is neither a host name nor an IPv4 address");
    }
    Ok(port)
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
