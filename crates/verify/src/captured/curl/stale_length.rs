//! A `Content-Length` that was written for other data.

use crate::captured::StaleLength;

/// Removes the only `Content-Length` of the headers if it is not the length of the body.
pub(super) fn take(headers: &mut Vec<Vec<u8>>, length: usize) -> Option<StaleLength> {
    let mut given = headers.iter().enumerate().filter_map(|(at, header)| {
        let (name, value) =
            header.split_at_checked(header.iter().position(|&byte| byte == b':')?)?;
        let is_length = name.eq_ignore_ascii_case(b"content-length");
        is_length.then(|| (at, value.get(1..).unwrap_or_default().trim_ascii()))
    });
    let (Some((at, value)), None) = (given.next(), given.next()) else { return None };
    // Anything but digits is the error of a request that no server reads.
    let is_number = value.iter().all(u8::is_ascii_digit);
    let declared = std::str::from_utf8(value).ok().filter(|_| is_number)?.parse().ok()?;
    let stale = StaleLength { declared, actual: length as u64 };
    if stale.declared == stale.actual {
        return None;
    }
    headers.remove(at);
    Some(stale)
}
