//! Paths that a client may sign in the place of `/`.

use crate::RawRequest;
use crate::diagnose::detail::Detail;

/// Paths other than `/`, with what to say of each.
pub(crate) fn other_paths(request: &RawRequest, host: &str, service: &str) -> Vec<OtherPath> {
    let sent = request.path();
    let of_service = format!("/{service}");
    let mut paths: Vec<_> = ["", "//", sent, "/v2", "/v2/index.php", "/index.php", &of_service]
        .map(|path| OtherPath {
            path: path.to_owned(),
            detail: if path.is_empty() {
                ("an empty path", "空路径").into()
            } else {
                format!("`{path}`").into()
            },
        })
        .into();
    // A client of tccli sends a URL as host.
    let schemes: &[_] = if host.contains("://") { &[""] } else { &["https://", "http://"] };
    for scheme in schemes {
        let url = format!("{scheme}{host}{sent}");
        if !request.query().is_empty() {
            let path = format!("{url}?{}", request.query());
            // The query may have secrets that only their names tell.
            paths.push(OtherPath {
                detail: ("the URL with the query", "带查询串的 URL").into(),
                path,
            });
        }
        paths.push(OtherPath { detail: format!("`{url}`").into(), path: url });
    }
    paths.retain(|other| other.path != "/");
    paths
}

/// A path that is signed in the place of `/`.
pub(crate) struct OtherPath {
    pub(crate) path: String,
    pub(crate) detail: Detail<'static>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(target: &str, host: &str) -> Vec<String> {
        let raw = format!("GET {target} HTTP/1.1\nHost: {host}\n\n");
        let request = RawRequest::parse(raw.as_bytes()).unwrap();
        other_paths(&request, host, "ecm").into_iter().map(|other| other.path).collect()
    }

    #[test]
    fn paths_are_those_of_other_versions_and_of_the_request() {
        let fixed = ["", "//", "/v2", "/v2/index.php", "/index.php", "/ecm"];
        let urls = ["https://a:1/", "http://a:1/"];
        assert_eq!(paths("/", "a:1"), [&fixed[..], &urls].concat());
        assert_eq!(
            paths("/api?b=1", "http://a"),
            [
                "",
                "//",
                "/api",
                "/v2",
                "/v2/index.php",
                "/index.php",
                "/ecm",
                "http://a/api?b=1",
                "http://a/api",
            ]
        );
    }
}
