//! Who may administer: programs on this machine, and holders of the token.

use std::net::{IpAddr, SocketAddr};

use http::StatusCode;
use tencentcloud_core::{Endpoint, Secret};
use tencentcloud_verify::RawRequest;

use super::refusal::Refusal;
use crate::peer::Peer;

/// Refuses a peer on another machine without the token.
///
/// Refuses two kinds of requests that a web page may send, too: one with a foreign
/// host, which a page sends through DNS rebinding, and one with a foreign origin.
///
/// A request without a peer is one of this process.
pub(super) fn check(
    request: &RawRequest,
    peer: Option<Peer>,
    token: Option<&Secret>,
) -> Result<(), Refusal> {
    let forbidden = |reason| Err(Refusal::new(StatusCode::FORBIDDEN, reason));
    let host = request.host().unwrap_or_default();
    let is_own = peer.is_some_and(|peer| address(host) == Some(peer.local.to_canonical()));
    if !is_own && !is_loopback(host) {
        return forbidden(
            "the Host must name this machine or the address of the emulator, such as 127.0.0.1",
        );
    }
    let is_same = |origin: &str| {
        let authority = origin.split_once("://").map(|(_, authority)| authority);
        authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
    };
    let is_foreign = match request.header("origin") {
        Ok(None) => false,
        Ok(Some(origin)) => !is_same(origin),
        Err(_) => true,
    };
    if is_foreign {
        return forbidden("the Origin must be the same as the Host");
    }
    if peer.is_some_and(Peer::is_remote) && !has_token(request, token) {
        return forbidden(
            "from another machine the header X-Emulator-Token must be the token of --admin-token",
        );
    }
    Ok(())
}

/// Refuses a POST that is not JSON, which a web page may send without a preflight request.
pub(super) fn check_type(request: &RawRequest) -> Result<(), Refusal> {
    let content_type = request.header("content-type").ok().flatten().unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if request.method() == "POST" && !essence.eq_ignore_ascii_case("application/json") {
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the Content-Type of a POST must be application/json",
        ));
    }
    Ok(())
}

/// Compares in constant time.
fn has_token(request: &RawRequest, token: Option<&Secret>) -> bool {
    let sent = request.header("x-emulator-token").ok().flatten();
    matches!((sent, token), (Some(sent), Some(token)) if *token == *sent.as_bytes())
}

fn is_loopback(host: &str) -> bool {
    Endpoint::custom(host)
        .and_then(|endpoint| endpoint.origin("ecm"))
        .is_ok_and(|origin| origin.is_loopback())
}

/// The address that a host is, if it is no name.
fn address(host: &str) -> Option<IpAddr> {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let address = host.parse::<SocketAddr>().map(|address| address.ip());
    address.or_else(|_| bare.parse()).ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(host: &str, peer: Option<(&str, &str)>, more: &str, token: Option<&str>) -> u16 {
        let raw = format!("GET /_emulator/health HTTP/1.1\nHost: {host}\n{more}\n");
        let request = RawRequest::parse(raw.as_bytes()).unwrap();
        let peer = peer.map(|(remote, local)| Peer {
            remote: remote.parse().unwrap(),
            remote_port: 50_000,
            local: local.parse().unwrap(),
            port: 8080,
        });
        let token = token.map(Secret::new);
        let checked = check(&request, peer, token.as_ref());
        checked.err().map_or(200, |refusal| refusal.status.as_u16())
    }

    #[test]
    fn peer_on_this_machine_needs_its_name_or_the_address_of_the_emulator() {
        for (local, host, expected) in [
            ("127.0.0.1", "localhost:8080", 200),
            ("127.0.0.1", "127.0.0.1:8080", 200),
            ("::1", "[::1]:8080", 200),
            ("10.9.8.7", "10.9.8.7:8080", 200),
            ("10.9.8.7", "10.9.8.7", 200),
            ("fd00::7", "[fd00::7]:8080", 200),
            ("fd00::7", "[fd00::7]", 200),
            ("::ffff:10.9.8.7", "10.9.8.7:8080", 200),
            ("10.9.8.7", "10.9.8.8:8080", 403),
            ("127.0.0.1", "evil.example", 403),
            ("127.0.0.1", "", 403),
        ] {
            for remote in ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"] {
                let status = status(host, Some((remote, local)), "", None);
                assert_eq!(status, expected, "{remote} {host}");
            }
        }
        assert_eq!(status("localhost", None, "", None), 200, "a request of this process");
    }

    #[test]
    fn peer_on_another_machine_needs_the_token() {
        let peer = Some(("10.9.8.1", "10.9.8.7"));
        let right = "X-Emulator-Token: t-1\n";
        for (host, more, token, expected) in [
            ("localhost", "", None, 403),
            ("10.9.8.7:8080", "", None, 403),
            ("10.9.8.7:8080", right, None, 403),
            ("10.9.8.7:8080", "", Some("t-1"), 403),
            ("10.9.8.7:8080", "X-Emulator-Token: t-2\n", Some("t-1"), 403),
            ("10.9.8.7:8080", "X-Emulator-Token: t-1\nX-Emulator-Token: t-1\n", Some("t-1"), 403),
            ("10.9.8.7:8080", right, Some("t-1"), 200),
            ("localhost", right, Some("t-1"), 200),
            ("evil.example", right, Some("t-1"), 403),
        ] {
            assert_eq!(status(host, peer, more, token), expected, "{host} {more}");
        }
        let foreign = format!("{right}Origin: http://evil.example\n");
        assert_eq!(status("10.9.8.7", peer, &foreign, Some("t-1")), 403);
    }
}
