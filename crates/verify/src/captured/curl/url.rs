//! The URL of a curl command line.

/// Where the request goes.
pub(super) struct Url {
    /// The value of the `Host` header: without the default port of the scheme.
    pub(super) host: Vec<u8>,
    /// The target of the request line.
    pub(super) target: Vec<u8>,
    /// Whether the case of the percent-encoded bytes depends on the version of curl.
    pub(super) is_uncertain: bool,
}

impl Url {
    /// Splits a URL like curl. Without a scheme it is `http`.
    pub(super) fn parse(url: &[u8]) -> Result<Self, &'static str> {
        if url.iter().any(|&byte| byte <= b' ' || byte == 0x7f) {
            return Err("the URL has a space or a control character");
        }
        let (port, rest) = match url.windows(3).position(|text| text == b"://") {
            Some(end) => {
                let (scheme, rest) = url.split_at_checked(end).unwrap_or_default();
                let port = match scheme.to_ascii_lowercase().as_slice() {
                    b"https" => "443",
                    b"http" => "80",
                    _ => return Err("the URL is neither https nor http"),
                };
                (port, rest.get(3..).unwrap_or_default())
            }
            None => ("80", url),
        };
        let end = rest.iter().position(|byte| b"/?#".contains(byte)).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at_checked(end).unwrap_or_default();
        let target = target(rest)?;
        let is_uncertain = has_escape(&target, u8::is_ascii_lowercase);
        Ok(Self { host: host(authority, port)?, target, is_uncertain })
    }

    /// Appends the data of `-G`.
    pub(super) fn append_query(&mut self, data: &[u8]) -> Result<(), &'static str> {
        if data.iter().any(|&byte| byte <= b' ' || byte == 0x7f || byte == b'#') {
            return Err("the data of -G has a space, a # or a control character");
        }
        let has_query = self.target.contains(&b'?');
        match self.target.last() {
            _ if !has_query && data.is_empty() => {}
            _ if !has_query => self.target.push(b'?'),
            Some(b'?' | b'&') => {}
            _ => self.target.push(b'&'),
        }
        self.is_uncertain |= has_escape(data, u8::is_ascii_alphabetic);
        self.target.extend(data);
        Ok(())
    }
}

/// Whether there is a percent-encoded byte with such a digit.
fn has_escape(text: &[u8], is_such: impl Fn(&u8) -> bool) -> bool {
    text.windows(3).any(|text| match text {
        [b'%', digits @ ..] => {
            digits.iter().all(u8::is_ascii_hexdigit) && digits.iter().any(&is_such)
        }
        _ => false,
    })
}

fn host(authority: &[u8], default_port: &str) -> Result<Vec<u8>, &'static str> {
    const INVALID: &str = "the URL has no valid host";
    let authority = std::str::from_utf8(authority).map_err(|_| INVALID)?;
    if authority.contains('@') {
        return Err("the URL has a user name; its header Authorization is not a signature");
    }
    let (name, port) = match authority.rsplit_once(':') {
        // The colons of an IPv6 address are in brackets.
        Some((name, port)) if !port.contains(']') => (name, port.trim_start_matches('0')),
        _ => (authority, ""),
    };
    let is_name = |name: &str| {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let is_address = |byte: u8| byte.is_ascii_hexdigit() || b":.".contains(&byte);
        match address {
            Some(address) => !address.is_empty() && address.bytes().all(is_address),
            None => !name.is_empty() && name.bytes().all(is_allowed),
        }
    };
    if !is_name(name) || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(INVALID);
    }
    let is_sent = !port.is_empty() && port != default_port;
    Ok(if is_sent { format!("{name}:{port}") } else { name.to_owned() }.into())
}

/// Path and query as curl sends them: without the fragment, and what is not ASCII in the
/// path encoded.
fn target(rest: &[u8]) -> Result<Vec<u8>, &'static str> {
    let end = rest.iter().position(|&byte| byte == b'#').unwrap_or(rest.len());
    let rest = rest.get(..end).unwrap_or(rest);
    let is_expanded = rest.iter().any(|byte| b"{}".contains(byte))
        || rest.windows(2).any(|pair| pair.first() == Some(&b'[') && pair != b"[]");
    if is_expanded {
        return Err("the URL has braces or brackets, which curl expands");
    }
    let mark = rest.iter().position(|&byte| byte == b'?').unwrap_or(rest.len());
    let (path, query) = rest.split_at_checked(mark).unwrap_or_default();
    if path.split(|&byte| byte == b'/').any(|part| matches!(part, b"." | b"..")) {
        return Err("the path of the URL has . or .., which curl resolves");
    }
    let mut target = Vec::new();
    if path.is_empty() {
        target.push(b'/');
    }
    for &byte in path {
        if byte.is_ascii() {
            target.push(byte);
        } else {
            target.extend(format!("%{byte:02x}").bytes());
        }
    }
    target.extend(query);
    Ok(target)
}
