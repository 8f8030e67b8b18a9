//! A way through an HTTP proxy: `CONNECT host:port`, also for plain `http`.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use tencentcloud_core::{TransportError, TransportErrorKind};
use ureq::unversioned::transport::{NextTimeout, Transport};
use ureq::{Error, Proxy, Timeout};

use crate::connect::Target;
use crate::deadline::Deadline;
use crate::error;

/// The most that a proxy may say before it lets us through.
const LONGEST_HEAD: usize = 16 * 1024;

/// Asks the proxy at the other end of a connection to connect it to the target.
pub(crate) fn open(
    mut transport: Box<dyn Transport>,
    target: &Target<'_>,
    proxy: &Proxy,
    deadline: Deadline,
) -> Result<Box<dyn Transport>, TransportError> {
    let request = request(target, proxy);
    let output = transport.buffers().output();
    output
        .get_mut(..request.len())
        .ok_or_else(|| refused("its user name is too long"))?
        .copy_from_slice(request.as_bytes());
    transport.transmit_output(request.len(), limit(deadline)?).map_err(broken)?;
    loop {
        // Byte by byte it may come, but not later than the deadline.
        let more = transport.await_input(limit(deadline)?).map_err(broken)?;
        let input = transport.buffers().input();
        if let Some(length) = head_length(input) {
            let status = status(input).ok_or_else(|| refused("it does not answer in HTTP"))?;
            if !(200..300).contains(&status) {
                return Err(refused(format!("it answered {status}")));
            }
            transport.buffers().input_consume(length);
            return Ok(transport);
        }
        if !more {
            return Err(refused("it hung up"));
        }
        if input.len() > LONGEST_HEAD {
            return Err(refused("it does not come to an end"));
        }
    }
}

/// A failure on the way to the proxy is the proxy's; a limit stays a limit.
pub(crate) fn blame(failure: TransportError) -> TransportError {
    match failure.kind() {
        TransportErrorKind::Timeout => late(),
        TransportErrorKind::Proxy => failure,
        _ => error::never(TransportErrorKind::Proxy, failure),
    }
}

fn request(target: &Target<'_>, proxy: &Proxy) -> String {
    let Target { host, port, .. } = target;
    let connect = format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n");
    if proxy.username().is_none() && proxy.password().is_none() {
        return connect + "\r\n";
    }
    let user = proxy.username().unwrap_or_default();
    let password = proxy.password().unwrap_or_default();
    let basic = BASE64_STANDARD.encode(format!("{user}:{password}"));
    format!("{connect}Proxy-Authorization: Basic {basic}\r\n\r\n")
}

/// The length of the head of an answer, once it is complete.
fn head_length(input: &[u8]) -> Option<usize> {
    let end = input.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(end + 4)
}

fn status(head: &[u8]) -> Option<u16> {
    let line = head.strip_prefix(b"HTTP/1.")?;
    std::str::from_utf8(line.get(2..5)?).ok()?.parse().ok()
}

fn limit(deadline: Deadline) -> Result<NextTimeout, TransportError> {
    Ok(NextTimeout {
        after: deadline.left().ok_or_else(late)?.into(),
        reason: Timeout::Connect,
        ..NextTimeout::default()
    })
}

fn broken(failure: Error) -> TransportError {
    match failure {
        Error::Timeout(_) => late(),
        Error::Other(source) => error::never(TransportErrorKind::Proxy, source),
        failure => error::never(TransportErrorKind::Proxy, failure),
    }
}

fn refused(why: impl Into<tencentcloud_core::BoxError>) -> TransportError {
    error::never(TransportErrorKind::Proxy, why)
}

fn late() -> TransportError {
    error::late("while the proxy was asked for a connection")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGET: Target<'_> = Target { tls: true, host: "ecm.tencentcloudapi.com", port: 443 };

    #[test]
    fn asks_for_the_target_and_nothing_else() {
        let proxy = Proxy::new("http://proxy.example:3128").unwrap();
        assert_eq!(
            request(&TARGET, &proxy),
            "CONNECT ecm.tencentcloudapi.com:443 HTTP/1.1\r\n\
             Host: ecm.tencentcloudapi.com:443\r\n\r\n"
        );
    }

    #[test]
    fn names_the_user() {
        let proxy = Proxy::new("http://user:pass%21@proxy.example:3128").unwrap();
        let request = request(&TARGET, &proxy);
        assert!(request.contains("\r\nProxy-Authorization: Basic dXNlcjpwYXNzIQ==\r\n"));
    }

    #[test]
    fn reads_an_answer() {
        let answer = b"HTTP/1.0 200 Connection established\r\n\r\nrest";
        assert_eq!(head_length(answer), Some(answer.len() - 4));
        assert_eq!(status(answer), Some(200));
        assert_eq!(status(b"HTTP/1.1 407 Who?\r\n\r\n"), Some(407));
        assert_eq!(head_length(b"HTTP/1.1 200 OK\r\n"), None);
        assert_eq!(status(b"SSH-2.0-OpenSSH_9.2\r\n"), None);
        assert_eq!(status(b"HTTP/1.1 \xff\xff\xff\r\n"), None);
    }
}
