//! Options of curl that leave a request over HTTPS as it is.

/// Whether a value follows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Nothing,
    Value,
}

use Takes::{Nothing, Value};

/// The long name without its dashes, the letter, and whether a value follows. An option that
/// takes nothing has a form that begins with `--no-`; those that are known by it only, such as
/// `--no-buffer`, are here without it.
///
/// They say how curl connects, how often it tries, what it checks and what it prints.
/// `--location` leaves the first request as it is, which has the signature. `--compressed`
/// and `--http2` may add a header, of which the value depends on how curl was built, so
/// nobody can have signed it.
const OPTIONS: [(&str, Option<u8>, Takes); 77] = [
    ("alpn", None, Nothing),
    ("alt-svc", None, Value),
    ("buffer", Some(b'N'), Nothing),
    ("cacert", None, Value),
    ("capath", None, Value),
    ("cert", Some(b'E'), Value),
    ("cert-status", None, Nothing),
    ("cert-type", None, Value),
    ("ciphers", None, Value),
    ("clobber", None, Nothing),
    ("compressed", None, Nothing),
    ("connect-timeout", None, Value),
    ("connect-to", None, Value),
    ("cookie-jar", Some(b'c'), Value),
    ("create-dirs", None, Nothing),
    ("crlfile", None, Value),
    ("curves", None, Value),
    ("disable", Some(b'q'), Nothing),
    ("dns-servers", None, Value),
    ("doh-url", None, Value),
    ("dump-header", Some(b'D'), Value),
    ("expect100-timeout", None, Value),
    ("fail", Some(b'f'), Nothing),
    ("fail-early", None, Nothing),
    ("fail-with-body", None, Nothing),
    ("globoff", Some(b'g'), Nothing),
    ("happy-eyeballs-timeout-ms", None, Value),
    ("http1.1", None, Nothing),
    ("http2", None, Nothing),
    ("include", Some(b'i'), Nothing),
    ("insecure", Some(b'k'), Nothing),
    ("interface", None, Value),
    ("ipv4", Some(b'4'), Nothing),
    ("ipv6", Some(b'6'), Nothing),
    ("keepalive", None, Nothing),
    ("keepalive-time", None, Value),
    ("key", None, Value),
    ("key-type", None, Value),
    ("limit-rate", None, Value),
    ("local-port", None, Value),
    ("location", Some(b'L'), Nothing),
    ("location-trusted", None, Nothing),
    ("max-filesize", None, Value),
    ("max-redirs", None, Value),
    ("max-time", Some(b'm'), Value),
    ("noproxy", None, Value),
    ("output", Some(b'o'), Value),
    ("output-dir", None, Value),
    ("pass", None, Value),
    ("pinnedpubkey", None, Value),
    ("progress-bar", Some(b'#'), Nothing),
    ("progress-meter", None, Nothing),
    ("proto", None, Value),
    ("proto-redir", None, Value),
    ("raw", None, Nothing),
    ("remote-name", Some(b'O'), Nothing),
    ("resolve", None, Value),
    ("retry", None, Value),
    ("retry-all-errors", None, Nothing),
    ("retry-connrefused", None, Nothing),
    ("retry-delay", None, Value),
    ("retry-max-time", None, Value),
    ("sessionid", None, Nothing),
    ("show-error", Some(b'S'), Nothing),
    ("silent", Some(b's'), Nothing),
    ("speed-limit", Some(b'Y'), Value),
    ("speed-time", Some(b'y'), Value),
    ("stderr", None, Value),
    ("tcp-nodelay", None, Nothing),
    ("tls-max", None, Value),
    ("tlsv1.2", None, Nothing),
    ("tlsv1.3", None, Nothing),
    ("trace", None, Value),
    ("trace-ascii", None, Value),
    ("trace-time", None, Nothing),
    ("verbose", Some(b'v'), Nothing),
    ("write-out", Some(b'w'), Value),
];

/// Finds an option by its long name with the dashes.
pub(super) fn long(name: &[u8]) -> Option<Takes> {
    let name = name.strip_prefix(b"--")?;
    let find = |name: &[u8]| OPTIONS.into_iter().find(|(long, ..)| long.as_bytes() == name);
    if let Some((.., takes)) = find(name) {
        return Some(takes);
    }
    let (.., takes) = find(name.strip_prefix(b"no-")?)?;
    (takes == Nothing).then_some(takes)
}

/// Finds an option by its letter.
pub(super) fn short(letter: u8) -> Option<Takes> {
    let found = OPTIONS.into_iter().find(|(_, short, _)| *short == Some(letter));
    found.map(|(.., takes)| takes)
}
